import { gzipSync } from 'node:zlib'
import type { Location, Log, PhysicalLocation, Region, Result, Run } from 'sarif'
import type { Finding, Place, Report } from '../finding.ts'
import { lineHashes } from '../fingerprint.ts'
import type { RuleMeta } from '../rule.ts'
import { tool } from '../tool.ts'
import { clip, jsonText, visible } from './escape.ts'
import { fileUri } from './paths.ts'
import type { ReportContext, Reporter } from './reporter.ts'
import { ruleDescriptor } from './sarif-rules.ts'
import { count, mostSevereFirst } from './summary.ts'
import { orderedWitness } from './witness.ts'

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const baseId = '%SRCROOT%'

/** What GitHub takes in one upload. https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support */
export interface SarifLimits {
  /** Results of one run; it keeps the first 5,000, so the most severe come first. */
  readonly results: number
  /** Bytes of the log once it is compressed with gzip. */
  readonly bytes: number
}
export const gitHubLimits: SarifLimits = { results: 25_000, bytes: 10_000_000 }
/** Locations that GitHub shows for one result. */
const relatedLimit = 100
const messageLimit = 4000

/** SARIF 2.1.0 as GitHub code scanning reads it. Suppressed findings are left out: GitHub would open an alert for each. */
export const sarif: Reporter = (report, context) => sarifWithin(gitHubLimits)(report, context)

/**
 * The same within other limits: the most severe results are kept, those of one severity in the order of the report. A
 * notification in the log tells of the rest, and so does the context.
 */
export function sarifWithin({ results, bytes }: SarifLimits): Reporter {
  return (report, context) => {
    const total = report.findings.length
    let shown = Math.min(total, results)
    let reason = `holds ${results} at most`
    for (;;) {
      const cut = shown < total ? cutText(total - shown, reason) : undefined
      const log: Log = { $schema: schema, version: '2.1.0', runs: [run(report, context, shown, cut)] }
      const text = jsonText(log)
      // Compression makes a text no longer but for a few bytes, so most logs need none to be known as small.
      const size = text.length < bytes * 0.9 ? 0 : gzipSync(text).length
      if (size <= bytes || shown === 0) {
        if (cut !== undefined) context.notice?.(cut)
        return text
      }
      reason = `takes ${bytes} bytes at most once it is compressed`
      shown = Math.min(shown - 1, Math.floor(shown * (bytes / size) * 0.95))
    }
  }
}

function run(report: Report, context: ReportContext, limit: number, cut: string | undefined): Run {
  const rules = rulesOf(report, context)
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]))
  const files = filesOf(report)
  const fileIndex = new Map(files.map((file, index) => [file, index]))
  const locate = (place: Place) => physicalLocation(place, fileIndex)
  const hashOf = lineHashLookup(context)
  const shown = mostSevereFirst(report.findings).slice(0, limit)

  return {
    tool: {
      driver: {
        name: tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: tool.homepage,
        rules: rules.map(ruleDescriptor),
      },
    },
    invocations: [
      {
        // Findings are no failure of the run, and GitHub drops the analysis where this is false.
        executionSuccessful: true,
        ...(cut !== undefined && { toolExecutionNotifications: [cutNotice(cut)] }),
      },
    ],
    originalUriBaseIds: {
      [baseId]: { description: { text: 'The root of the source tree that was checked.' } },
    },
    artifacts: files.map((file) => ({ location: artifactLocation(file), roles: ['analysisTarget'] })),
    columnKind: 'utf16CodeUnits',
    // A category ends at the last slash; nothing follows, as there is no run id.
    automationDetails: { id: `${tool.name}/` },
    results: shown.map((finding) => result(finding, ruleIndex, locate, hashOf(finding))),
  }
}

function result(
  finding: Finding,
  ruleIndex: ReadonlyMap<string, number>,
  locate: (place: Place) => PhysicalLocation,
  lineHash: string | undefined,
): Result {
  const related = finding.related.slice(0, relatedLimit)
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndex.get(finding.rule)!,
    level: finding.severity,
    message: { text: messageText(finding) },
    locations: [location(finding, locate)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        ...location(place, locate),
        message: { text: clip(visible(place.message), messageLimit) },
      })),
    }),
    partialFingerprints: {
      ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }),
      [`${tool.name}/v1`]: finding.fingerprint,
    },
    properties: {
      category: finding.category,
      ...(finding.witness && { witness: orderedWitness(finding.witness) }),
    },
  }
}

/** GitHub shows a related location only where the message links to it by its id. */
function messageText({ message, related }: Finding): string {
  const links = related
    .slice(0, relatedLimit)
    .map((place, index) => `[${linkText(place.message)}](${index + 1})`)
  const more = related.length - links.length
  const rest = more > 0 ? [`${count(more, 'more place')}`] : []
  const text = clip(visible(message), messageLimit).replaceAll('](', '\\](')
  return links.length === 0 ? text : `${text} See: ${[...links, ...rest].join(', ')}.`
}

/** Brackets within the text of a link stand behind a backslash (SARIF 2.1.0, section 3.11.6). */
function linkText(text: string): string {
  return clip(visible(text), 200).replaceAll(/[\\[\]]/g, '\\$&') || 'related place'
}

function location(place: Place, locate: (place: Place) => PhysicalLocation): Location {
  const pointer = visible(place.pointer)
  return {
    physicalLocation: locate(place),
    ...(pointer !== '' && { logicalLocations: [{ fullyQualifiedName: pointer, kind: 'value' }] }),
  }
}

function physicalLocation(place: Place, fileIndex: ReadonlyMap<string, number>): PhysicalLocation {
  return {
    artifactLocation: { ...artifactLocation(place.file), index: fileIndex.get(place.file)! },
    region: region(place),
  }
}

function artifactLocation(file: string) {
  const { uri, absolute } = fileUri(file)
  return absolute ? { uri } : { uri, uriBaseId: baseId }
}

/** On one line, since GitHub shows an alert in a pull request only if all its lines are in the diff. */
function region({ range }: Place): Region {
  // A value has no text and so no line; GitHub refuses a location without one.
  if (!range) return { startLine: 1 }
  const { start, end } = range
  const begin = { startLine: start.line, startColumn: start.column }
  // Without an end column a region reaches to the end of its line.
  return end.line === start.line ? { ...begin, endLine: start.line, endColumn: end.column } : begin
}

/** The rules of the run, and those of findings that came from elsewhere, so that every result has its rule. */
function rulesOf({ findings }: Report, { rules }: ReportContext): RuleMeta[] {
  const known = new Map(rules().map((rule) => [rule.id, rule]))
  for (const { rule: id, category, severity } of findings) {
    if (known.has(id)) continue
    known.set(id, {
      id,
      category,
      severity,
      summary: `Findings of ${id}`,
      docs: { why: `See ${id}.`, bad: '', good: '' },
    })
  }
  return [...known.values()]
}

function filesOf({ documents, findings }: Report): string[] {
  const places: readonly { readonly file: string }[] = [
    ...documents,
    ...findings,
    ...findings.flatMap(({ related }) => related),
  ]
  return [...new Set(places.map(({ file }) => file))]
}

/** Hashes the lines of each file once. */
function lineHashLookup({ textOf }: ReportContext): (finding: Finding) => string | undefined {
  const hashes = new Map<string, readonly string[]>()
  return ({ file, range }) => {
    if (!range) return undefined
    let lines = hashes.get(file)
    if (!lines) {
      const text = textOf(file)
      lines = text === undefined ? [] : lineHashes(text)
      hashes.set(file, lines)
    }
    return lines[range.start.line - 1]
  }
}

const cutText = (left: number, reason: string): string =>
  `${count(left, 'result')} left out of the SARIF log, which ${reason}. The most severe were kept; the other formats have all of them.`

const cutNotice = (text: string) => ({
  level: 'warning' as const,
  descriptor: { id: 'results-cut' },
  message: { text },
})
