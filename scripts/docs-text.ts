import { readFileSync } from 'node:fs'
import { compareVersions } from '../src/access/compare.ts'
import { entrancesOf } from '../src/access/listeners.ts'
import { mapOf } from '../src/access/map.ts'
import { trace } from '../src/access/trace.ts'
import { defaultIgnored, ignoredSockets } from '../src/cli/drift.ts'
import { noConfig } from '../src/config-file.ts'
import { contextOf } from '../src/context.ts'
import { lintDrift } from '../src/drift-run.ts'
import { formatReport, kinds, type RuleMeta, rules, validate } from '../src/index.ts'
import { diffReporters } from '../src/reporters/access/diff.ts'
import { mapReporters } from '../src/reporters/access/map.ts'
import { traceReporters } from '../src/reporters/access/trace.ts'
import { reporters } from '../src/reporters/index.ts'
import { ruleMarkdown } from '../src/reporters/rule-docs.ts'
import { helpUri } from '../src/tool.ts'
import { limitTable } from './limit-table.ts'

/** README.md with its generated parts as they should be. */
export function documentedReadme(readme: string): string {
  const parts = {
    finding: shownFinding(),
    kinds: kindTable(),
    map: shownMap(),
    trace: shownTrace(),
    diff: shownDiff('shop.yaml'),
    'diff of Pomerium': shownDiff('wiki.yaml'),
    'diff of Kubernetes': shownDiff('storefront.yaml'),
    drift: shownDrift(),
    limits: limitTable(),
    rules: ruleTable(),
  }
  return Object.entries(parts).reduce((text, [name, content]) => replacePart(text, name, content), readme)
}

/** What the command prints for the file that the README starts with. */
function shownFinding(): string {
  const filename = 'fixtures/northflank/reported/admin-behind-catch-all.yaml'
  const report = validate(readFileSync(filename, 'utf8'), { filename })
  return `\`\`\`console\n$ portcullis ${filename}\n${formatReport(report)}\`\`\`\n`
}

/** What the command prints for the two files that the section on drift compares. */
function shownDrift(): string {
  const [file, observed] = ['declared.yaml', 'observed.txt'].map(
    (name) => `fixtures/drift/ss-header/${name}`,
  ) as [string, string]
  const input = (name: string) => ({ file: name, text: readFileSync(name, 'utf8'), unknown: 'warn' as const })
  const outcome = lintDrift([input(file)], [input(observed)], {
    ignored: ignoredSockets(defaultIgnored),
    only: ['drift/undeclared-listener'],
  })
  const text = reporters.text(outcome.report, contextOf(outcome, { color: false, maxProblems: 200 }))
  return `\`\`\`console\n$ portcullis drift ${file} --observed ${observed} --only drift/undeclared-listener\n${text}\`\`\`\n`
}

const before = 'fixtures/access/before/shop.yaml'
const inputOf = (file: string) => ({ file, text: readFileSync(file, 'utf8'), unknown: 'warn' as const })
const entrancesOfFile = (file: string) => entrancesOf([inputOf(file)], {})
const shown = (command: string, output: string) => `\`\`\`console\n$ portcullis ${command}\n${output}\`\`\`\n`
const plain = { color: false }

/** What the three questions about access print for the two versions of one file. */
function shownMap(): string {
  return shown(`map ${before}`, mapReporters.text(mapOf(entrancesOfFile(before).list)))
}

function shownTrace(): string {
  const request = { host: 'shop.example.com', port: 443, path: '/admin/users', source: '192.0.2.7' }
  const found = trace(entrancesOfFile(before).list, request)
  return shown(
    `trace ${before} --url https://shop.example.com/admin/users --source 192.0.2.7`,
    traceReporters.text(found, plain),
  )
}

function shownDiff(name: string): string {
  const files = ['before', 'after'].map((version) => `fixtures/access/${version}/${name}`) as [string, string]
  const [base, head] = files.map((file) => ({ inputs: [inputOf(file)], loaded: noConfig }))
  const { diff } = compareVersions(base!, head!)
  return shown(`diff ${files.join(' ')}`, diffReporters.text(diff, plain))
}

function replacePart(text: string, name: string, content: string): string {
  const part = new RegExp(`(<!-- ${name}: generated -->\\n)[\\s\\S]*?(<!-- end -->)`)
  if (!part.test(text)) throw new Error(`README.md has no part "${name}"`)
  return text.replace(part, (_, start: string, end: string) => `${start}\n${content}\n${end}`)
}

const severityOf = ({ severity, strict }: RuleMeta) => (strict ? `${severity} (strict)` : severity)

function ruleTable(): string {
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](docs/rules.md${new URL(helpUri(rule.id)).hash}) | ${severityOf(rule)} | ${rule.category} | ${rule.summary} |`,
  )
  return ['| rule | severity | category | what it finds |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  )
}

function kindTable(): string {
  const rows = kinds.map(({ id, title }) => `| \`${id}\` | ${title} |`)
  return ['| kind | what it is |', '| --- | --- |', ...rows, ''].join('\n')
}

/** docs/rules.md: every rule in full. */
export function rulesPage(): string {
  const sections = rules.map((rule) => {
    const facts = `**${severityOf(rule)}** · ${rule.category} · ${rule.summary}`
    const body = ruleMarkdown(rule)
      .replace(/\[Documentation of [^\n]*\n?$/, '')
      .trimEnd()
    return `## ${rule.id}\n\n${facts}\n\n${body}\n`
  })
  return `# The rules\n\nGenerated from \`src/\` by \`npm run docs\`; \`portcullis rules RULE\` prints the same.\n\n${sections.join('\n')}`
}
