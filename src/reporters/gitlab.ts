import type { Finding, Severity } from '../finding.ts'
import { fnv128 } from '../fingerprint.ts'
import { clip, jsonText, visible } from './escape.ts'
import { portablePath } from './paths.ts'
import type { Reporter } from './reporter.ts'
import { describeWitness } from './witness.ts'

const descriptionLimit = 4000

const levels = { error: 'critical', warning: 'major', note: 'info' } as const satisfies Record<
  Severity,
  string
>

/** GitLab's Code Quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const gitlab: Reporter = ({ findings }) => {
  const seen = new Map<string, number>()
  return jsonText(
    findings.map((finding) => ({
      description: description(finding),
      check_name: visible(finding.rule),
      fingerprint: distinct(finding.fingerprint, seen),
      severity: levels[finding.severity],
      location: { path: portablePath(finding.file), lines: { begin: finding.range?.start.line ?? 1 } },
    })),
  )
}

function description({ message, witness, range, pointer }: Finding): string {
  const proof = witness && describeWitness(witness)
  const place = range ? '' : ` At ${visible(pointer) || 'the root of the document'}.`
  return `${clip(visible(message), descriptionLimit)}${place}${proof ? ` (${proof.word}: ${proof.text})` : ''}`
}

/** GitLab shows only the first of several entries with one fingerprint. */
function distinct(fingerprint: string, seen: Map<string, number>): string {
  const before = seen.get(fingerprint) ?? 0
  seen.set(fingerprint, before + 1)
  return before === 0 ? fingerprint : fnv128(`${fingerprint}:${before}`)
}
