import { compareVersions } from '../access/compare.ts'
import { type Entrances, entrancesOf } from '../access/listeners.ts'
import { mapOf } from '../access/map.ts'
import { checkRequest } from '../access/request.ts'
import { trace as traceOf } from '../access/trace.ts'
import type { Request } from '../analysis/request.ts'
import { type ReadPaths, readPaths } from '../check-paths.ts'
import { readSides } from '../compare-paths.ts'
import { contextOf } from '../context.ts'
import { bugText, UserError } from '../errors.ts'
import type { Place } from '../finding.ts'
import { type FailOn, failing } from '../gate.ts'
import { diffReporters } from '../reporters/access/diff.ts'
import { mapReporters } from '../reporters/access/map.ts'
import { traceReporters } from '../reporters/access/trace.ts'
import { visible } from '../reporters/escape.ts'
import { reporters } from '../reporters/index.ts'
import { placeText } from '../reporters/paths.ts'
import { settingsOf } from './check.ts'
import { type ColorChoice, notice, outputsOf, put, usesColor } from './outputs.ts'
import { complain } from './streams.ts'

/** Options of every question about access. */
export interface AccessOptions {
  readonly kind?: string
  readonly stdinFilename?: string
  readonly format?: readonly string[]
  /** A file, false for none at all; the nearest one where it is absent. */
  readonly config?: string | false
  readonly color: ColorChoice
}

/** Who can reach what. Returns the exit status. */
export function map(paths: readonly string[], options: AccessOptions): number {
  const outputs = outputsOf(options.format ?? ['text'], mapReporters)
  const entrances = entrancesIn(read(paths, options))
  const rows = mapOf(entrances.list)
  for (const output of outputs) put(output, mapReporters[output.format](rows))
  return statusOf(entrances)
}

export interface TraceOptions extends AccessOptions {
  readonly url?: string
  readonly source?: string
  readonly method?: string
  readonly header?: readonly string[]
  readonly credential?: readonly string[]
  readonly email?: string
  readonly user?: string
  readonly group?: readonly string[]
  readonly claim?: readonly string[]
  readonly fact?: readonly string[]
}

/** What becomes of one request. Returns the exit status. */
export function trace(paths: readonly string[], options: TraceOptions): number {
  const outputs = outputsOf(options.format ?? ['text'], traceReporters)
  const request = checkRequest(requestOf(options))
  const entrances = entrancesIn(read(paths, options))
  const found = traceOf(entrances.list, request)
  for (const output of outputs)
    put(output, traceReporters[output.format](found, { color: usesColor(options.color, output) }))
  return statusOf(entrances)
}

export interface DiffOptions extends AccessOptions {
  readonly rule?: readonly string[]
  readonly failOn?: FailOn
  readonly failOnNewAccess?: boolean
}

/** Formats of a comparison: its own ones, and those of reports of findings that it has none for. */
export const diffFormats = { ...reporters, ...diffReporters }

/** What became reachable, and what stopped being so. Returns the exit status. */
export function diff(base: string, head: string, options: DiffOptions): number {
  const outputs = outputsOf(options.format ?? ['text'], diffFormats)
  const sides = readSides(base, head, pathOptions(options))
  const {
    diff: found,
    outcome,
    before,
    after,
  } = compareVersions(sides.base, sides.head, settingsOf(options.rule ?? []))
  for (const output of outputs) {
    const color = usesColor(options.color, output)
    const { format } = output
    const own = Object.hasOwn(diffReporters, format)
    put(
      output,
      own
        ? diffReporters[format as keyof typeof diffReporters](found, { color })
        : reporters[format](outcome.report, contextOf(outcome, { color, maxProblems: 200, notice })),
    )
  }
  const opened = found.changes.some(({ direction }) => direction !== 'closed')
  // What cannot be read is no proof that nothing was opened.
  tell(before, 'before')
  const status = statusOf(after)
  if (status !== 0) return status
  return (options.failOnNewAccess && opened) || (options.failOn && failing(outcome.report, options.failOn))
    ? 1
    : 0
}

const pathOptions = ({ kind, stdinFilename, config }: AccessOptions) => ({
  folder: '.',
  config: config ?? true,
  ...(kind !== undefined && { kind }),
  ...(stdinFilename !== undefined && { stdinFilename }),
})

const read = (paths: readonly string[], options: AccessOptions): ReadPaths =>
  readPaths({ ...pathOptions(options), paths: paths.length > 0 ? paths : ['.'] })

const entrancesIn = ({ inputs, loaded }: ReadPaths): Entrances => entrancesOf(inputs, loaded.config)

/** Says what could not be read, and what that makes of the exit status. */
function statusOf(entrances: Entrances): number {
  tell(entrances)
  for (const bug of entrances.bugs) complain(bugText({ ...bug, file: visible(bug.file) }))
  return entrances.bugs.length > 0 ? 3 : entrances.broken.length > 0 ? 1 : 0
}

/** Places that are named in one line; the rest is counted. */
const mostNamed = 3

function tell({ broken }: Entrances, when = ''): void {
  if (broken.length === 0) return
  const places = [...new Set(broken.map((place: Place) => visible(placeText(place))))]
  const more = places.length > mostNamed ? ` and ${places.length - mostNamed} more` : ''
  complain(
    `portcullis: ${places.slice(0, mostNamed).join(', ')}${more} cannot be read in full${when === '' ? '' : ` as it was ${when}`}, so listeners may be missing; portcullis check says why.\n`,
  )
}

/** The request that the options describe; what they leave out is open. */
function requestOf(options: TraceOptions): Request {
  const { url, source, method, header, credential, email, user, group, claim, fact } = options
  const pairs = (texts: readonly string[], option: string) =>
    texts.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
      if (name === undefined || value === undefined)
        throw new UserError(`--${option} takes NAME=VALUE, and "${text}" is not that.`)
      return [name, value] as const
    })
  const claims = new Map<string, string[]>()
  for (const [name, value] of pairs(claim ?? [], 'claim'))
    claims.set(name, [...(claims.get(name) ?? []), value])
  const identity = {
    ...(email !== undefined && { email }),
    ...(user !== undefined && { user }),
    ...(group && { groups: group }),
    ...(claims.size > 0 && { claims: Object.fromEntries(claims) }),
  }
  return {
    ...(url !== undefined && targetOf(url)),
    ...(source !== undefined && { source }),
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(header && { headers: Object.fromEntries(pairs(header, 'header')) }),
    ...(credential && { credentials: credential }),
    ...(Object.keys(identity).length > 0 && { identity }),
    ...(fact && { facts: fact }),
  }
}

/** Ports of schemes whose URLs need not name one. */
const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ssh:': 22 }

/** What is spoken where a URL has such a scheme. */
const spoken: readonly (readonly [scheme: RegExp, protocol: string])[] = [
  [/^https?:$/, 'HTTP'],
  [/^tcp(\+|:$)/, 'TCP'],
  [/^udp(\+|:$)/, 'UDP'],
  [/^ssh:$/, 'SSH'],
]

function targetOf(text: string): Pick<Request, 'host' | 'port' | 'protocol' | 'path'> {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new UserError(
      `"${text}" is no URL; it must have a scheme and a host, such as https://app.example.com/admin.`,
    )
  }
  const { hostname, port, pathname, protocol } = url
  if (hostname === '') throw new UserError(`"${text}" names no host.`)
  const number = port === '' ? usualPorts[protocol] : Number(port)
  const [, name] = spoken.find(([scheme]) => scheme.test(protocol)) ?? []
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(number !== undefined && { port: number }),
    ...(name !== undefined && { protocol: name }),
    path: pathname === '' ? '/' : pathname,
  }
}
