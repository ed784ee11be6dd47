import { maxPatternLength } from '../src/analysis/regex/comparable.ts'
import { defaultStepsPerQuestion, mostComparisons } from '../src/analysis/routes.ts'
import { maxDirectives } from '../src/directives.ts'
import { maxFindings } from '../src/drafts.ts'
import { maxFileBytes } from '../src/files.ts'
import { gitHubLimits } from '../src/reporters/sarif.ts'
import { maxSchemaDepth, maxSchemaProblems } from '../src/schema.ts'
import {
  maxAliasValues,
  maxDocuments,
  maxFlowCollections,
  maxJsonCollections,
  maxNesting,
  maxYamlTokens,
} from '../src/source/limits.ts'

const number = (value: number) => value.toLocaleString('en-US')

/** What is limited, to how much, the rule whose finding says so, and what helps. */
const limits: readonly (readonly [what: string, limit: string, said: string, remedy: string])[] = [
  ['size of a file, or of standard input', `${maxFileBytes / 1024 / 1024} MiB`, '`syntax`', 'split the file'],
  ['documents in one YAML stream', number(maxDocuments), '`syntax`', 'split the file'],
  ['lists and maps within one another', number(maxNesting), '`syntax`', 'flatten them'],
  [
    'the same, where a schema is recursive (templates, policies)',
    number(maxSchemaDepth),
    '`schema`',
    'flatten them',
  ],
  [
    'values that YAML aliases add to a document',
    number(maxAliasValues),
    '`syntax`',
    'repeat less, or split the file',
  ],
  [
    'tokens of a YAML text, some seven a line',
    number(maxYamlTokens),
    '`syntax`',
    'split the file, or write JSON',
  ],
  [
    'inline lists and maps in a YAML text',
    number(maxFlowCollections),
    '`syntax`',
    'split the file, or write JSON',
  ],
  ['lists and maps in a JSON text', number(maxJsonCollections), '`syntax`', 'split the file'],
  [
    'comments that speak to portcullis in a file',
    number(maxDirectives),
    '`syntax`',
    'use `ignore-file`, or split the file',
  ],
  [
    'places of a document that break its schema, told one by one',
    number(maxSchemaProblems),
    '`schema`, `unknown-key`',
    'mend the first ones and check again',
  ],
  [
    'findings in a file; the most severe are kept',
    number(maxFindings),
    '`undecided`',
    'mend those, or split the file',
  ],
  ['characters of a regular expression', number(maxPatternLength), '`undecided`', 'write a shorter one'],
  [
    'steps of work on one question',
    `${number(defaultStepsPerQuestion)} at most`,
    '`undecided`',
    'simplify the pattern or condition',
  ],
  ['comparisons of routes of one listener', number(mostComparisons), '`undecided`', 'split the listener'],
  [
    'results in a SARIF log, and its bytes once compressed; the most severe are kept',
    `${number(gitHubLimits.results)}, ${gitHubLimits.bytes / 1e6} MB`,
    'a notification in the log, a line on standard error',
    'read another format as well',
  ],
]

export function limitTable(): string {
  const rows = limits.map((row) => `| ${row.join(' | ')} |\n`)
  return `| what | limit | said by | what helps |\n| --- | --- | --- | --- |\n${rows.join('')}`
}
