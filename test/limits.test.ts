import { closeSync, openSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Budget } from '../src/analysis/budget.ts'
import { maxPatternLength } from '../src/analysis/regex/comparable.ts'
import { maxDirectives } from '../src/directives.ts'
import { readInput } from '../src/document.ts'
import { type Draft, maxFindings, toFindings } from '../src/drafts.ts'
import { maxFileBytes, readText } from '../src/files.ts'
import { validate } from '../src/index.ts'
import { schemaRule } from '../src/pipeline-rules.ts'
import { maxSchemaDepth, maxSchemaProblems } from '../src/schema.ts'
import {
  limitProblem,
  maxDocuments,
  maxFlowCollections,
  maxJsonCollections,
  maxNesting,
} from '../src/source/limits.ts'
import { scratch } from './helpers/spawn.ts'

const files = scratch()
afterAll(files.remove)

const messages = (document: unknown, filename = 'a.yaml') =>
  validate(document, { filename }).findings.map(({ message }) => message)
/** Those that speak of a limit. */
const limited = (document: unknown, filename?: string) =>
  messages(document, filename).filter((message) => /beyond the limit|more places that break/.test(message))

const regexPort = (...paths: readonly string[]) => ({
  ports: [
    {
      ...{ id: 'p01', name: 'p01', internalPort: 8080, protocol: 'HTTP', public: true },
      security: {
        securePathConfiguration: {
          enabled: true,
          rules: [
            {
              accessMode: 'protected',
              paths: paths.map((path, priority) => ({ path, routingMode: 'regex', priority })),
              securityPolicies: {
                requiredPolicies: { policies: [{ action: 'ALLOW', addresses: ['198.51.100.0/24'] }] },
              },
            },
          ],
        },
      },
    },
  ],
})
describe('a limit is kept to, and the next one beyond it is told', () => {
  it('bytes of a file', () => {
    const path = join(files.path, 'large.json')
    closeSync(openSync(path, 'w'))
    truncateSync(path, maxFileBytes + 1)
    expect(readText(path)).toEqual({
      problem: `The file has ${maxFileBytes + 1} bytes and was not read; the limit is ${maxFileBytes}: split it.`,
    })
    truncateSync(path, maxFileBytes)
    // It is read: what is wrong is what it holds.
    expect(readText(path)).toEqual({ problem: 'This is a binary file, neither YAML nor JSON.' })
  })

  it('documents', () => {
    expect(limitProblem('--- a\n'.repeat(maxDocuments), 'yaml')).toBeUndefined()
    expect(limitProblem('--- a\n'.repeat(maxDocuments + 1), 'yaml')).toMatchObject({
      message: 'More than 100000 documents in one text is beyond the limit; split the file.',
    })
  })

  it.each<[string, (depth: number) => unknown]>([
    ['JSON', (depth) => '['.repeat(depth) + ']'.repeat(depth)],
    ['YAML', (depth) => `${'- '.repeat(depth)}x`],
    ['a value', (depth) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)],
  ])('nesting in %s', (_, nested) => {
    const told =
      'Lists and maps are nested more than 500 levels deep, which is beyond the limit; flatten them.'
    expect(limited(nested(maxNesting), 'a')).toEqual([])
    expect(limited(nested(maxNesting + 1), 'a')).toEqual([told])
  })

  it('nesting below a recursive schema', () => {
    const template = (depth: number) => {
      let spec: unknown = { kind: 'Workflow', spec: { type: 'sequential', steps: [] } }
      // Each workflow is four levels of its own: itself, its spec, its list, the next one.
      for (let level = 0; level < depth; level++)
        spec = { kind: 'Workflow', spec: { type: 'sequential', steps: [spec] } }
      return { apiVersion: 'v1.2', spec }
    }
    expect(limited(template(10))).toEqual([])
    expect(limited(template(maxSchemaDepth / 2))).toEqual([
      'Lists and maps are nested more than 200 levels deep here, which is beyond the limit; flatten them.',
    ])
  })

  it('inline lists and maps', () => {
    for (const [most, language] of [
      [maxFlowCollections, 'yaml'],
      [maxJsonCollections, 'json'],
    ] as const) {
      expect(limitProblem(`[${'[],'.repeat(most - 1)}1]`, language)).toBeUndefined()
      expect(limitProblem(`[${'[],'.repeat(most)}1]`, language)).toMatchObject({
        message: `More than ${most} inline lists and maps in one text is beyond the limit; split the file.`,
      })
    }
  })

  it('comments that speak to the program', () => {
    const comments = (count: number) => `${'# portcullis: ignore schema\n'.repeat(count)}a: 1\n`
    expect(limited(comments(maxDirectives))).toEqual([])
    expect(limited(comments(maxDirectives + 1))).toEqual([
      'More than 10000 comments that speak to this program is beyond the limit, and the others are not read; use ignore-file, or split the file.',
    ])
  })

  it('places that break a schema', () => {
    const told = (count: number) => {
      const ports = Array.from({ length: count }, () => 5)
      return validate({ ports }, { kind: 'northflank/service-ports' }).findings.map(({ message }) => message)
    }
    expect(told(maxSchemaProblems).filter((message) => message.includes('expected an object'))).toHaveLength(
      maxSchemaProblems,
    )
    expect(told(maxSchemaProblems).join()).not.toContain('more places')
    expect(told(maxSchemaProblems + 1)).toContain(
      'The document has 1 more places that break its schema; mend the first ones and check again.',
    )
  })

  it('findings, of which the most severe are kept', () => {
    const read = readInput({ file: 'a.json', value: {} })
    const placing = { read, source: read.sources[0]!, base: [], kind: null, value: {} }
    const drafts = (count: number): Draft[] =>
      Array.from({ length: count }, (_, index) => ({
        rule: schemaRule,
        placing,
        problem: { at: [], message: `${index}`, severity: index === count - 1 ? 'error' : 'note' },
      }))
    const told = (count: number) =>
      toFindings(read, drafts(count), (rule, problem) => problem.severity ?? rule.severity)
    expect(told(maxFindings).map(({ message }) => Number(message))).toEqual(
      Array.from({ length: maxFindings }, (_, index) => index),
    )
    const cut = told(maxFindings + 2)
    const [first, ...others] = cut.toSorted((a) => (a.rule === 'undecided' ? -1 : 1))
    expect(first?.message).toBe(
      'More than 100000 findings in one file is beyond the limit, and the 2 least severe are left out; mend the others first, or split the file.',
    )
    expect(others).toHaveLength(maxFindings)
    expect(others.filter(({ severity }) => severity === 'error')).toHaveLength(1)
  })

  it('characters of a regular expression', () => {
    const pattern = (length: number) => `/${'a'.repeat(length - 1)}`
    expect(limited(regexPort(pattern(maxPatternLength)))).toEqual([])
    expect(limited(regexPort(pattern(maxPatternLength + 1)))).toContain(
      'The path has 20001 characters, and a pattern of more than 20000 is beyond the limit and not looked into; write a shorter one.',
    )
  })

  it('steps of work', () => {
    const budget = new Budget(3)
    expect([budget.spend(), budget.spend(2), budget.exhausted]).toEqual([true, true, false])
    expect([budget.spend(), budget.exhausted]).toEqual([false, true])
    const undecided = (length: number) => {
      const document = regexPort(`/${'a'.repeat(length)}`, '/b.*')
      return validate(document).findings.filter(({ rule }) => rule === 'undecided')
    }
    expect(undecided(1000)).toEqual([])
    expect(undecided(maxPatternLength - 1).map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /: the work budget of 100000 steps is used up, and simpler patterns and conditions take fewer\.$/,
      ),
    ])
  })
})
