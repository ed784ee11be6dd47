import { defaultIgnored } from '../../src/cli/drift.ts'
import { lintDrift } from '../../src/drift-run.ts'
import type { Finding, Report } from '../../src/finding.ts'
import type { LintInput } from '../../src/lint.ts'

export interface Comparing {
  readonly only?: readonly string[]
  readonly host?: string
  /** As `68/UDP`; those of clients by default. */
  readonly ignored?: readonly string[]
  readonly kind?: string
}

export const clientSockets = defaultIgnored.split(',').map((socket) => socket.toUpperCase())

/** Compares one text that declares with one that was observed; several of a side by their names. */
export function compared(
  declared: string | Readonly<Record<string, string>>,
  observed: string | Readonly<Record<string, string>>,
  { ignored = clientSockets, kind, ...options }: Comparing = {},
): Report {
  const files = (side: string | Readonly<Record<string, string>>, name: string) =>
    Object.entries(typeof side === 'string' ? { [name]: side } : side)
  return lintDrift(
    files(declared, 'declared.yaml').map(
      ([file, text]): LintInput => ({ file, text, unknown: 'warn', ...(kind !== undefined && { kind }) }),
    ),
    files(observed, 'observed').map(([file, text]) => ({ file, text })),
    { ...options, ignored: new Set(ignored), today: '2026-01-01' },
  ).report
}

/** What a finding says, and the texts that it and its related places point at. */
export function shown(
  report: Report,
  texts: Readonly<Record<string, string>>,
): { rule: string; severity: string; at: string; related: string[] }[] {
  const slice = ({ file, range }: Pick<Finding, 'file' | 'range'>) =>
    (texts[file] ?? '').slice(range?.start.offset, range?.end.offset)
  return report.findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    at: slice(finding),
    related: finding.related.map(slice),
  }))
}
