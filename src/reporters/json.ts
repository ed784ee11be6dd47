import type { Finding, Place } from '../finding.ts'
import type { Range } from '../position.ts'
import { jsonText } from './escape.ts'
import type { Reporter } from './reporter.ts'
import { orderedWitness } from './witness.ts'

/** The report as data, with its keys in one order: the shape that the contract with scripts names. */
export const json: Reporter = ({ version, tool, documents, findings, summary }) =>
  jsonText({
    version,
    tool: { name: tool.name, version: tool.version },
    documents: documents.map(({ file, index, pointer, kind, status }) => ({
      file,
      index,
      pointer,
      kind,
      status,
    })),
    findings: findings.map(findingData),
    summary: {
      files: summary.files,
      documents: summary.documents,
      errors: summary.errors,
      warnings: summary.warnings,
      notes: summary.notes,
      suppressed: summary.suppressed,
    },
  })

function findingData(finding: Finding) {
  const { rule, severity, category, message, related, witness, fingerprint } = finding
  return {
    rule,
    severity,
    category,
    message,
    ...placeData(finding),
    related: related.map((place) => ({ message: place.message, ...placeData(place) })),
    ...(witness && { witness: orderedWitness(witness) }),
    fingerprint,
  }
}

function placeData({ file, document, pointer, range }: Place) {
  return { file, document, pointer, ...(range && { range: rangeData(range) }) }
}

function rangeData({ start, end }: Range) {
  return {
    start: { line: start.line, column: start.column, offset: start.offset },
    end: { line: end.line, column: end.column, offset: end.offset },
  }
}
