import type { Finding, Report } from '../finding.ts'
import { clip, escapeXml } from './escape.ts'
import { placeText } from './paths.ts'
import type { Reporter } from './reporter.ts'
import { byFile } from './summary.ts'
import { describeWitness } from './witness.ts'

const messageLimit = 4000

/**
 * JUnit XML: a suite for each file read, a failed case for each error and warning, a passed one with output for
 * each note, one passed case for a file without findings, a skipped one where nothing in the file was recognised.
 */
export const junit: Reporter = (report) => {
  const suites = [...findingsOfEveryFile(report)]
  const skipped = skippedFiles(report)
  const cases = suites.reduce((sum, [, findings]) => sum + Math.max(1, findings.length), 0)
  const failures = suites.reduce((sum, [, findings]) => sum + findings.filter(fails).length, 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="portcullis" tests="${cases}" failures="${failures}" errors="0" time="0">`,
    ...suites.flatMap(([file, findings]) => suite(file, findings, skipped.has(file))),
    '</testsuites>',
    '',
  ].join('\n')
}

function findingsOfEveryFile({ documents, findings }: Report): Map<string, Finding[]> {
  const found = byFile(findings)
  const files = new Set([...documents.map(({ file }) => file), ...found.keys()])
  return new Map([...files].map((file) => [file, found.get(file) ?? []]))
}

/** Files of which no document was checked or failed. */
function skippedFiles({ documents }: Report): Set<string> {
  const read = new Set(documents.flatMap(({ file, status }) => (status === 'skipped' ? [] : [file])))
  return new Set(documents.flatMap(({ file }) => (read.has(file) ? [] : [file])))
}

function suite(file: string, findings: readonly Finding[], isSkipped: boolean): string[] {
  const name = escapeXml(file)
  const tests = Math.max(1, findings.length)
  const empty = isSkipped
    ? `    <testcase classname="${name}" name="not recognised" time="0"><skipped/></testcase>`
    : `    <testcase classname="${name}" name="no problems" time="0"/>`
  const cases = findings.length === 0 ? [empty] : findings.flatMap((finding) => testCase(finding, name))
  const skips = findings.length === 0 && isSkipped ? 1 : 0
  const failures = findings.filter(fails).length
  return [
    `  <testsuite name="${name}" tests="${tests}" failures="${failures}" errors="0" skipped="${skips}" time="0">`,
    ...cases,
    '  </testsuite>',
  ]
}

function testCase(finding: Finding, className: string): string[] {
  const { rule, severity, witness, related } = finding
  const message = escapeXml(clip(finding.message, messageLimit))
  const place = escapeXml(placeText(finding))
  const proof = witness && describeWitness(witness)
  const details = [
    `${place}: ${severity}: ${message}`,
    ...related.map(
      (other) => `${escapeXml(placeText(other))}: ${escapeXml(clip(other.message, messageLimit))}`,
    ),
    ...(proof ? [`${proof.word}: ${escapeXml(proof.text)}`] : []),
  ].join('\n')
  const body = fails(finding)
    ? `      <failure type="${severity}" message="${message}">${details}</failure>`
    : `      <system-out>${details}</system-out>`
  const where = finding.range ? `${finding.range.start.line}:${finding.range.start.column}` : finding.pointer
  const name = escapeXml(`${rule} at ${where || 'the root'}`)
  return [`    <testcase classname="${className}" name="${name}" time="0">`, body, '    </testcase>']
}

function fails({ severity }: Finding): boolean {
  return severity !== 'note'
}
