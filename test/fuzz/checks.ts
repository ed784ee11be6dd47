import {
  diffAccess,
  formatReport,
  formats,
  mapAccess,
  type Place,
  type Report,
  type Request,
  traceRequest,
  validate,
  validateUpdate,
} from '../../src/index.ts'
import type { Case } from './cases.ts'

/** Seconds of processor time that one case may take by far; the usual one takes hundredths. */
const mostSeconds = 30

/**
 * What is wrong with what the library makes of a case: exceptions, rules that failed, places outside of the text,
 * answers that differ from one time to the other, a run beyond all bounds. Nothing as a rule.
 */
export function faultsOf(given: Case): string[] {
  const faults: string[] = []
  const started = process.cpuUsage()
  const attempt = (what: string, step: () => void) => {
    try {
      step()
    } catch (error) {
      faults.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`)
    }
  }
  const { filename, text, value, kind } = given
  const document = text ?? value
  const options = { filename, today: '2026-01-01', ...(kind !== undefined && { kind }) }
  const access = { filename, ...(kind !== undefined && { kind }) }
  // A text that is a value would be read as a text.
  if (text === undefined && typeof value === 'string') return faults

  let witnesses: Request[] = []
  attempt('validate', () => {
    const report = validate(document, options)
    faults.push(...reportFaults(report, text, value))
    const [one, other] = [report, validate(document, options)].map((each) => formatReport(each, 'json'))
    if (one !== other) faults.push('validate: another report the second time')
    for (const format of formats) formatReport(report, format)
    witnesses = report.findings.flatMap(({ witness }) => (witness && !('sample' in witness) ? [witness] : []))
  })
  attempt('mapAccess', () => {
    const map = mapAccess(document, access)
    faults.push(
      ...placeFaults(
        'mapAccess',
        map.rows.map(({ place }) => place),
        text,
      ),
    )
    if (JSON.stringify(mapAccess(document, access)) !== JSON.stringify(map))
      faults.push('mapAccess: another map the second time')
    witnesses.push(
      ...map.rows.slice(0, 3).map(
        ({ host, port, path }): Request => ({
          ...(host !== undefined && /^[a-z0-9.-]+$/.test(host) && { host }),
          ...(port !== undefined && port > 0 && port < 65_536 && { port }),
          ...(/^\/[!-~]*$/.test(path) && { path }),
        }),
      ),
    )
  })
  for (const request of [{}, everything, ...witnesses.slice(0, 4)]) {
    attempt(`traceRequest ${JSON.stringify(request)}`, () => {
      const { listener, route, steps } = traceRequest(document, request, access)
      const places = [listener, route, ...steps.map(({ place }) => place)]
      faults.push(...placeFaults('traceRequest', places, text))
    })
  }
  attempt('diffAccess with itself', () => {
    const { verdict, changes } = diffAccess(document, document, access)
    if (verdict !== 'same' || changes.length > 0) faults.push(`diffAccess: ${verdict} from itself`)
  })
  attempt('diffAccess', () => {
    const forth = diffAccess(given.before, document, access)
    const back = diffAccess(document, given.before, access)
    if (mirror[forth.verdict] !== back.verdict)
      faults.push(`diffAccess: ${forth.verdict} there, and ${back.verdict} back`)
  })
  attempt('validateUpdate', () => {
    const report = validateUpdate(given.before, document, options)
    faults.push(...bugFaults('validateUpdate', report))
    for (const format of formats) formatReport(report, format)
    validateUpdate(document, document, options)
  })

  const { user, system } = process.cpuUsage(started)
  const seconds = (user + system) / 1e6
  if (seconds > mostSeconds) faults.push(`took ${seconds.toFixed(1)} s`)
  return faults
}

const mirror = {
  same: 'same',
  wider: 'narrower',
  narrower: 'wider',
  different: 'different',
  unknown: 'unknown',
} as const

/** A request that leaves nothing open. */
const everything: Request = {
  host: 'app.example.com',
  port: 443,
  protocol: 'HTTP',
  path: '/admin/a?b',
  method: 'GET',
  source: '203.0.113.7',
  headers: { 'X-Team': 'red' },
  credentials: ['admin'],
  identity: { email: 'a@example.com', user: 'u1', groups: ['admin'], claims: { x: ['a'] } },
}

function reportFaults(report: Report, text: string | undefined, value: unknown): string[] {
  const { findings, summary, documents } = report
  const faults = bugFaults('validate', report)
  const places = findings.flatMap((finding) => [finding, ...finding.related])
  faults.push(...placeFaults('validate', places, text))
  if (summary.errors + summary.warnings + summary.notes !== findings.length)
    faults.push('validate: the summary counts other findings')
  if (documents.length === 0) faults.push('validate: no entry for the document')
  const odd = findings.find(({ message }) => !/\S/.test(message) || /\[object |\bundefined\b/.test(message))
  if (odd && !/undefined|object /.test(text ?? String(JSON.stringify(value))))
    faults.push(`validate: the message "${odd.message}"`)
  return faults
}

/** What a rule that failed leaves behind in a report. */
export function bugFaults(what: string, { findings }: Report): string[] {
  return findings
    .filter(({ message }) => /which is a bug/.test(message))
    .map(({ rule, message }) => `${what}: ${rule}: ${message}`)
}

/** Places are in the text, and their lines and columns are those of their offsets. */
export function placeFaults(
  what: string,
  places: readonly (Place | undefined)[],
  text: string | undefined,
): string[] {
  const faults: string[] = []
  for (const place of places) {
    const range = place?.range
    if (!place || !range) {
      if (place && text !== undefined) faults.push(`${what}: no range for ${place.pointer}`)
      continue
    }
    if (text === undefined) faults.push(`${what}: a range for a value`)
    if (range.end.offset < range.start.offset) faults.push(`${what}: a range that ends before it starts`)
    for (const { offset, line, column } of [range.start, range.end]) {
      const lines = (text ?? '').slice(0, offset).split('\n')
      const last = lines.at(-1)!.length + 1
      const marked = line === 1 && text?.startsWith('\ufeff') ? 1 : 0
      if (offset < 0 || offset > (text ?? '').length)
        faults.push(`${what}: offset ${offset} is outside of the text`)
      else if (lines.length !== line || Math.max(last - marked, 1) !== Math.max(column, 1))
        faults.push(`${what}: offset ${offset} is not at ${line}:${column}`)
    }
  }
  return faults.slice(0, 3)
}
