import type { AccessChange, AccessDiff } from '../access-report.ts'
import { isAlways } from '../analysis/condition.ts'
import { settled, takenBy } from '../analysis/first-match.ts'
import type { Request } from '../analysis/request.ts'
import { anybody } from '../analysis/route-coverage.ts'
import type { RouteQuestions } from '../analysis/route-questions.ts'
import { type TableChange, tableChanges, tableQuestions } from '../analysis/table-changes.ts'
import type { Place } from '../finding.ts'
import type { Reach } from '../model.ts'
import { shownWitness } from '../secret-names.ts'
import type { Entrance, Entrances } from './listeners.ts'
import { type Pair, pairsOf } from './pairs.ts'
import { isSameFromEverywhere, positions } from './position.ts'
import { hasKnownEntry, type PlacedRoute, type PlacedTable, tableOf } from './table.ts'
import { accessWords, targetWords } from './words.ts'

/** What became reachable, and what stopped being so, from one version of some documents to the other. */
export function diffOf(before: Entrances, after: Entrances): AccessDiff {
  const told = pairsOf(before.list, after.list).flatMap((pair) => {
    const unread = { before: unreadOn(before, pair.before), after: unreadOn(after, pair.after) }
    const lone = unreadOn(pair.before.length === 0 ? before : after, [...pair.before, ...pair.after])
    return pair.before.length > 0 && pair.after.length > 0
      ? changesOf(pair).map((told) => doubted(told, unread))
      : lone === undefined
        ? changesOf(pair)
        : [openChange(pair, lone)]
  })
  const order = ({ change }: Told) => directions.indexOf(change.direction)
  told.sort((a, b) => order(a) - order(b))
  return { verdict: verdictOf(told), changes: told.map(({ change }) => change) }
}

/** A change, and which way it goes, if any way. */
interface Told {
  readonly change: AccessChange
  readonly towards: 'opened' | 'closed'
}

/** The file of some entrances of which a part cannot be read in one version, so that others may be missing from it. */
function unreadOn({ broken }: Entrances, entrances: readonly Entrance[]): string | undefined {
  const files = new Set(entrances.map(({ listener, placeOf }) => placeOf(listener.at).file))
  return broken.find(({ file }) => files.has(file))?.file
}

/** A change that may be none, since the route that is missing from one version may be what cannot be read of it. */
function doubted(
  told: Told,
  unread: { readonly before: string | undefined; readonly after: string | undefined },
): Told {
  const { change, towards } = told
  const file = towards === 'opened' ? unread.before : unread.after
  const missing = (towards === 'opened' ? change.before : change.after) === undefined
  if (change.direction === 'unknown' || file === undefined || !missing) return told
  const { witness: _, ...rest } = change
  const { listener } = change
  const message = `Whether ${listener} ${towards === 'opened' ? 'was' : 'is still'} reachable is open: ${file} cannot be read in full${towards === 'opened' ? ' as it was before' : ''}.`
  return { towards, change: { ...rest, direction: 'unknown', message } }
}

/** A listener that stands in one version alone, of which nobody knows whether the other one has it. */
function openChange({ before, after }: Pair, file: string): Told {
  const [entrance] = [...after, ...before]
  const { listener, placeOf } = entrance!
  const name = listener.identity ?? listener.name
  const place = placeOf(listener.at)
  const change: AccessChange = {
    direction: 'unknown',
    listener: name,
    ...(after.length > 0 ? { after: place } : { before: place }),
    message: `Whether ${name} ${after.length > 0 ? 'was' : 'is still'} reachable is open: ${file} cannot be read in full${after.length > 0 ? ' as it was before' : ''}.`,
  }
  return { change, towards: after.length > 0 ? 'opened' : 'closed' }
}

const directions = ['opened', 'unknown', 'closed'] as const

/** What may be opened beside something that is opened for sure makes it no less wider. */
function verdictOf(told: readonly Told[]): AccessDiff['verdict'] {
  const has = (direction: AccessChange['direction']) =>
    told.some(({ change }) => change.direction === direction)
  const may = (way: Told['towards']) => told.some(({ towards }) => towards === way)
  if (has('opened') && has('closed')) return 'different'
  if (has('opened') && !may('closed')) return 'wider'
  if (has('closed') && !may('opened')) return 'narrower'
  return told.length === 0 ? 'same' : 'unknown'
}

/**
 * The changes of one pair as callers outside find them, and what only callers further inside find, with where those
 * stand.
 */
function changesOf(pair: Pair): Told[] {
  const known = new Set<string>()
  const questions = tableQuestions()
  const all = [...pair.before, ...pair.after]
  // Most listeners are the same to callers wherever these stand.
  const asked = all.every(isSameFromEverywhere) ? positions.slice(0, 1) : positions
  return asked.flatMap((position) => {
    const found = changesAt(pair, position, questions)
    const keyOf = ({ change, towards }: Told) => `${change.direction} ${towards} ${change.listener}`
    const fresh = found.filter((told) => !known.has(keyOf(told)))
    for (const told of fresh) known.add(keyOf(told))
    if (position === 'internet') return fresh
    return fresh.map(({ change, towards }) => ({
      change: { ...change, listener: `${change.listener} (${position})` },
      towards,
    }))
  })
}

/** One direction of a change of two tables. */
interface Difference {
  readonly direction: 'opened' | 'closed'
  /** Absent where it is open whether there is one: then `reason` says why. */
  readonly request?: Request
  readonly reason?: string
  readonly before?: PlacedRoute
  readonly after?: PlacedRoute
}

function changesAt(pair: Pair, position: Reach, questions: RouteQuestions): Told[] {
  const whole = [...pair.before, ...pair.after].every((entrance) => hasKnownEntry(entrance, position))
  const tables = {
    before: tableOf(pair.before, position, { whole, spoken: true }),
    after: tableOf(pair.after, position, { whole, spoken: true }),
  }
  const differences = tableChanges(tables.before, tables.after, questions).flatMap((change) => [
    ...differenceOf(change, 'opened', tables),
    ...differenceOf(change, 'closed', tables),
  ])
  const seen = new Map<string, Difference>()
  for (const difference of differences) {
    const key = keyOf(difference, pair)
    const known = seen.get(key)
    if (!known || isWider(difference, known)) seen.set(key, difference)
  }
  const found = [...seen.values()]
  const wayOf = (difference: Difference) => `${difference.direction} ${nameOf(subjectOf(difference))}`
  const shown = new Set(found.filter(({ request }) => request).map(wayOf))
  // Whether there is more of what is shown already is no question worth asking.
  const told = found
    .filter((difference) => difference.request || !shown.has(wayOf(difference)))
    .map((difference) => ({ change: changeOf(difference, position), towards: difference.direction }))
  // Nor is one thing worth saying twice, with another request.
  const sentenceOf = ({ change: { direction, listener, message } }: Told) =>
    `${direction} ${listener} ${message}`
  return [...new Map(told.toReversed().map((one) => [sentenceOf(one), one])).values()].toReversed()
}

function differenceOf(
  change: TableChange,
  direction: Difference['direction'],
  tables: { readonly before: PlacedTable; readonly after: PlacedTable },
): Difference[] {
  const answer = direction === 'opened' ? change.gain : change.loss
  if (answer.kind === 'none') return []
  if (answer.kind === 'unknown') {
    const { before, after } = change
    return [
      {
        direction,
        reason: answer.reason,
        ...(before !== undefined && { before: tables.before.routes[before]! }),
        ...(after !== undefined && { after: tables.after.routes[after]! }),
      },
    ]
  }
  const found = differenceFor(answer.value, direction, tables)
  return [asPeopleKnowIt(found, answer.value, tables)]
}

/** Of the ports and protocols that will do in a request, those by which people know the listener. */
function asPeopleKnowIt(
  found: Difference,
  request: Request,
  tables: { readonly before: PlacedTable; readonly after: PlacedTable },
): Difference {
  const { direction, before, after } = found
  const { route, entrance } = subjectOf(found)
  const protocol = route?.own?.protocol ?? entrance.listener.protocol?.value
  const port = portOf(subjectOf(found))
  const named = request.protocol === undefined || protocol === undefined ? {} : { protocol }
  const numbered = request.port === undefined || port === undefined ? {} : { port }
  for (const own of [{ ...named, ...numbered }, named, numbered]) {
    const other = { ...request, ...own }
    const spoken = differenceFor(other, direction, tables)
    const letsIn = (entry: PlacedRoute | undefined) => (entry ? settled(entry.access, other) : false)
    const holds = letsIn(before) === (direction === 'closed') && letsIn(after) === (direction === 'opened')
    if (holds && spoken.before === before && spoken.after === after) return spoken
  }
  return found
}

/** The number that callers use. */
const portOf = ({ route, entrance: { listener } }: PlacedRoute): number | undefined =>
  route?.own ? route.own.port : (listener.callersPort ?? listener.port?.value)

function differenceFor(
  request: Request,
  direction: Difference['direction'],
  tables: { readonly before: PlacedTable; readonly after: PlacedTable },
): Difference {
  const [before, after] = [tables.before, tables.after].map((table) => takerOf(table, request))
  return { direction, request, ...(before && { before }), ...(after && { after }) }
}

/** The entry of a table that takes a request, where what the request leaves out is as it usually is. */
function takerOf({ routes }: PlacedTable, request: Request): PlacedRoute | undefined {
  const whole = { ...anybody, ...request }
  return routes.find((route) => settled(takenBy(route), whole) === true)
}

/** What a difference is told of: the side that lets the request in, else the one that there is. */
const subjectOf = ({ direction, before, after }: Difference): PlacedRoute =>
  ((direction === 'opened' ? after : before) ?? after ?? before)!

/** One change for each pair of entries that decide; for a listener that is new or gone as a whole, one in all. */
function keyOf(difference: Difference, { before, after }: Pair): string {
  const { direction, request } = difference
  const subject = subjectOf(difference)
  const whole = (before.length === 0 || after.length === 0) && !subject.route?.own
  const places = [difference.before, difference.after].map((entry) =>
    entry ? JSON.stringify([entry.entrance.listener.at, entry.route?.at ?? null]) : '',
  )
  return [direction, request ? 'shown' : 'open', nameOf(subject), ...(whole ? [] : places)].join(' ')
}

/** Whether a difference tells of more callers: what asks nothing is told before all else. */
function isWider(one: Difference, other: Difference): boolean {
  const [a, b] = [one, other].map((each) => subjectOf(each).access)
  return isAlways(a!) && !isAlways(b!)
}

const nameOf = ({ route, entrance: { listener } }: PlacedRoute): string =>
  route?.own?.identity ?? listener.identity ?? listener.name

function changeOf(difference: Difference, position: Reach): AccessChange {
  const { direction, request, before, after } = difference
  const subject = subjectOf(difference)
  return {
    direction: request ? direction : 'unknown',
    listener: nameOf(subject),
    ...(request && { witness: shownWitness(wholeRequest(request, subject)) }),
    ...(before && stands(before) && { before: placeOf(before) }),
    ...(after && stands(after) && { after: placeOf(after) }),
    message: messageOf(difference, subject, position),
  }
}

/** What a proxy does with requests that none of its routes takes stands nowhere. */
const stands = ({ route, entrance }: PlacedRoute): boolean =>
  route !== undefined || entrance.space === undefined || entrance.listener.routes.length === 0

const placeOf = ({ route, entrance }: PlacedRoute): Place =>
  entrance.placeOf(route?.at ?? entrance.listener.at)

/** The request with the host and port at which the listener is found, where the request says nothing of them. */
function wholeRequest(request: Request, subject: PlacedRoute): Request {
  const {
    route,
    entrance: { listener },
  } = subject
  const own = route?.own
  const host = own ? own.host : listener.hosts.map(({ value }) => value).find((name) => /^[^*/]+$/.test(name))
  const port = portOf(subject)
  return {
    ...(host !== undefined && !host.includes('*') && { host }),
    ...(port !== undefined && { port }),
    ...request,
  }
}

function messageOf(difference: Difference, subject: PlacedRoute, position: Reach): string {
  const { direction, request, reason, before, after } = difference
  const target = targetWords(request ?? {}, subject, nameOf(subject))
  const who = (entry: PlacedRoute | undefined) => (entry ? accessWords(entry.access, position) : 'nobody')
  if (!request)
    return `Whether ${target} ${direction === 'opened' ? 'lets in callers that it kept out' : 'keeps out callers that it let in'} is open: ${reason}.`
  return direction === 'opened'
    ? `Newly reachable: ${who(after)} → ${target} (before: ${who(before)}).`
    : `No longer reachable: ${who(before)} → ${target} (now: ${who(after)}).`
}
