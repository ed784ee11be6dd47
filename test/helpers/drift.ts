import { defaultIgnored, ignoredSockets } from '../../src/cli/drift.ts'
import { contextOf } from '../../src/context.ts'
import { lintDrift } from '../../src/drift-run.ts'
import type { Finding, Report } from '../../src/finding.ts'
import type { LintInput, Outcome } from '../../src/lint.ts'
import { reporters } from '../../src/reporters/index.ts'

export interface Comparing {
  readonly only?: readonly string[]
  readonly rules?: Readonly<Record<string, 'off' | 'note' | 'warning' | 'error'>>
  readonly host?: string
  /** As `68/UDP`; those of clients by default. */
  readonly ignored?: readonly string[]
  readonly kind?: string
}

/** One text, or several by their names. */
export type Texts = string | Readonly<Record<string, string>>

const filesOf = (side: Texts, name: string) =>
  Object.entries(typeof side === 'string' ? { [name]: side } : side)

/** Compares texts that declare with texts that were observed. */
export function comparing(declared: Texts, observed: Texts, options: Comparing = {}): Outcome {
  const { ignored, kind, ...rest } = options
  const left = filesOf(declared, 'declared.yaml').map(
    ([file, text]): LintInput => ({ file, text, unknown: 'warn', ...(kind !== undefined && { kind }) }),
  )
  const right = filesOf(observed, 'observed').map(([file, text]) => ({ file, text }))
  return lintDrift(left, right, {
    ...rest,
    ignored: ignored ? new Set(ignored) : ignoredSockets(defaultIgnored),
    today: '2026-01-01',
  })
}

export const compared = (declared: Texts, observed: Texts, options?: Comparing): Report =>
  comparing(declared, observed, options).report

/** A report as people read it. */
export const asText = (outcome: Outcome): string =>
  reporters.text(outcome.report, contextOf(outcome, { color: false, maxProblems: 200 }))

/** "undeclared-listener error", in the order of the report. */
export const rulesIn = ({ findings }: Report): string[] =>
  findings.map(({ rule, severity }) => `${rule.replace(/^drift\//, '')} ${severity}`)

/** The texts that findings point at, each with those of its related places. */
export function placesIn(
  { findings }: Report,
  declared: string,
  observed: string,
): { rule: string; at: string; related: string[] }[] {
  const slice = ({ file, range }: Pick<Finding, 'file' | 'range'>) =>
    (file === 'observed' ? observed : declared).slice(range?.start.offset, range?.end.offset)
  return findings.map((finding) => ({
    rule: finding.rule.replace(/^drift\//, ''),
    at: slice(finding),
    related: finding.related.map(slice),
  }))
}

/** A Northflank body that declares these ports, one on each line, without anything else to say of it. */
export const declaring = (...ports: readonly string[]): string => {
  const lines = ports.map((port, index) => {
    const [number = '', protocol = 'TCP'] = port.split('/')
    return `  - { id: p${index}x, name: p${index}, internalPort: ${number}, protocol: ${protocol} }\n`
  })
  return lines.length === 0
    ? '# portcullis: kind=northflank/service-ports\nports: []\n'
    : `ports:\n${lines.join('')}`
}
