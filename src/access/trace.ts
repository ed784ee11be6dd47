import type { Trace, TraceStep } from '../access-report.ts'
import {
  all,
  always,
  any,
  anyOf,
  boundsOf,
  type Condition,
  not,
  undeterminedIn,
} from '../analysis/condition.ts'
import type { Truth } from '../analysis/evaluate.ts'
import { admittedBy, remainingFor, settled, takenBy } from '../analysis/first-match.ts'
import { type Atom, fold } from '../analysis/formula.ts'
import type { Request } from '../analysis/request.ts'
import type { Reach } from '../model.ts'
import type { Entrance } from './listeners.ts'
import { asSeenFrom, positionOf } from './position.ts'
import { bySpace, entryAt, type PlacedRoute, tableOf } from './table.ts'
import { describeOpenly, standingAt } from './words.ts'

/** How sure it is that an entrance takes a request: it does, it may, or it would if something that nobody knows were so. */
const certainties = ['certain', 'likely', 'possible'] as const
type Certainty = (typeof certainties)[number]

/** Entrances that share one space of requests, and those of them that may take this one. */
interface Meeting {
  readonly space: readonly Entrance[]
  readonly taking: readonly Entrance[]
  readonly certainty: Certainty
}

/** Follows one request through the entrances. What the request leaves out is open, and so is what depends on it. */
export function trace(entrances: readonly Entrance[], request: Request): Trace {
  const position = positionOf(request)
  const meetings = bySpace(entrances).flatMap((space) => meetingOf(space, request, position))
  // Where one entrance is surer to take the request than others, those are not meant.
  const surest = certainties.find((certainty) => meetings.some((meeting) => meeting.certainty === certainty))
  const paths = meetings
    .filter(({ certainty }) => certainty === surest)
    .map(({ space, taking }) => follow(space, taking, request, position))
  const [only, another] = paths
  if (!only) {
    return { decision: 'denied', steps: [{ message: nobodyTakes(entrances, request) }] }
  }
  if (!another) return only
  const decisions = new Set(paths.map(({ decision }) => decision))
  const all = paths.flatMap((path) => path.steps)
  const [decision = 'unknown'] = decisions.size === 1 ? decisions : []
  return {
    decision,
    steps: [
      ...all,
      ...(decisions.size === 1
        ? []
        : [{ message: 'Which of these the request comes to is open, so the decision is.' }]),
    ],
  }
}

function meetingOf(space: readonly Entrance[], request: Request, position: Reach): Meeting[] {
  const found = space.flatMap((entrance) => {
    const certainty = certaintyOf(entrance, withIdentity(request, entrance), position)
    return certainty ? [{ entrance, certainty }] : []
  })
  const certainty = certainties.find((each) => found.some((one) => one.certainty === each))
  return certainty ? [{ space, taking: found.map(({ entrance }) => entrance), certainty }] : []
}

function certaintyOf({ listener }: Entrance, request: Request, position: Reach): Certainty | undefined {
  const entry = asSeenFrom(listener.entry ?? always, position)
  const truth = settled(entry, request)
  if (truth !== undefined) return truth ? 'certain' : undefined
  return settled(boundsOf(entry).low, request) === false ? 'possible' : 'likely'
}

const nobodyTakes = (entrances: readonly Entrance[], { host, port }: Request): string => {
  const target = [host, port].filter((part) => part !== undefined).join(':')
  if (entrances.length === 0) return 'These documents have no listener, so nothing takes the request.'
  return `No listener takes a request${target === '' ? '' : ` to ${target}`}.`
}

const withIdentity = (request: Request, { anonymous }: Entrance): Request =>
  anonymous && request.identity === undefined ? { ...request, identity: {} } : request

/** What becomes of the request among entrances that share it. */
function follow(
  space: readonly Entrance[],
  taking: readonly Entrance[],
  asked: Request,
  position: Reach,
): Trace {
  const request = withIdentity(asked, space[0]!)
  const table = tableOf(space, position, { spoken: request.protocol !== undefined })
  const near = table.routes.flatMap((route): Near[] => {
    const taken = settled(takenBy(route), request)
    return taken === false && settled(route.match, request) === false ? [] : [{ route, taken }]
  })
  const takers = near.filter(({ taken }) => taken !== false)
  const sure = takers.find(({ taken }) => taken === true)
  const relevant = sure ? takers.filter(({ route }) => route.rank <= sure.route.rank) : takers
  const admitted = admittedBy(
    { routes: relevant.map(({ route }) => route), otherwise: table.otherwise },
    'tie',
  )
  // Several are asked about the requests that come to one of them, as one is about those that come to it.
  const coming = space.length > 1 ? anyOf(taking.map(({ listener }) => entryAt(listener, position))) : always
  const decision = decisionOf(admitted, request, coming)
  const [taker] = relevant.length === 1 ? relevant : []
  const entrance = taker?.route.entrance ?? (taking.length === 1 ? taking[0] : undefined)
  const own = taker?.route.route?.own !== undefined
  const listener = entrance?.placeOf(own && taker.route.route ? taker.route.route.at : entrance.listener.at)
  return {
    decision,
    ...(listener && { listener }),
    ...(taker?.route.route && { route: entrance!.placeOf(taker.route.route.at) }),
    steps: [
      ...listenerSteps(taking, position),
      ...near.flatMap((each) => routeStep(each, relevant.includes(each), request)),
      ...relevant.flatMap(({ route }) => accessSteps(route, request)),
      { message: verdict(decision, remainingFor(admitted, request)) },
    ],
  }
}

/** A route that takes the request, or may take or be meant for it. */
interface Near {
  readonly route: PlacedRoute
  readonly taken: Truth
}

function decisionOf(access: Condition, request: Request, coming: Condition = always): Trace['decision'] {
  if (settled(any(not(coming), access), request) === true) return 'allowed'
  return settled(all(coming, access), request) === false ? 'denied' : 'unknown'
}

function listenerSteps(taking: readonly Entrance[], position: Reach): TraceStep[] {
  return taking.map(({ listener, placeOf }) => ({
    message: `${listener.identity} is reached from ${listener.reach.value === 'internet' ? 'the internet' : `the ${listener.reach.value}`}${
      position === 'internet' ? '' : `, and the caller stands ${standingAt[position]}`
    }.`,
    place: placeOf(listener.at),
  }))
}

function routeStep({ route: placed, taken }: Near, relevant: boolean, request: Request): TraceStep[] {
  const { route, entrance } = placed
  if (!route)
    return relevant && entrance.listener.routes.length > 0 ? [{ message: 'No route takes it.' }] : []
  const name = route.own?.identity ?? `${route.name} (${route.rankName})`
  const open = [...undeterminedIn(remainingFor(takenBy(placed), request)).values()]
  const how = !relevant
    ? 'matches as well, and is asked later'
    : taken
      ? 'takes it'
      : `may take it${open.length > 0 ? `, if ${open.join(' and if ')}` : ''}`
  return [{ message: `${name} ${how}.`, place: entrance.placeOf(route.at) }]
}

/** What a route asks, part by part, and whether the request has it. */
function accessSteps({ access, route, entrance }: PlacedRoute, request: Request): TraceStep[] {
  const parts = access.kind === 'all' && access.of.length > 0 ? access.of : [access]
  const place = entrance.placeOf(route?.at ?? entrance.listener.at)
  return parts.map((part) => {
    const decision = decisionOf(part, request)
    const outcome = decision === 'allowed' ? 'met' : decision === 'denied' ? 'not met' : 'open'
    return { message: `asks: ${describeOpenly(part)}: ${outcome}.`, place }
  })
}

function verdict(decision: Trace['decision'], access: Condition): string {
  if (decision === 'allowed') return 'The request is let in.'
  if (decision === 'denied') return 'The request is refused.'
  const open = [...new Set(openIn(access))].sort()
  return `Depends on ${open.join(', ')}.`
}

/** What a condition leaves open, in words. */
function openIn(access: Condition): string[] {
  const names: string[] = []
  fold(
    access,
    (atom) => names.push(openName(atom)),
    () => 0,
  )
  return names
}

function openName(atom: Atom): string {
  switch (atom.kind) {
    case 'source':
      return 'the source address'
    case 'number':
      return atom.attribute === 'port' ? 'the port' : 'the time'
    case 'text':
      return atom.attribute.startsWith('header/')
        ? `the header ${atom.attribute.slice(7)}`
        : `the ${atom.attribute}`
    case 'member':
      return atom.attribute === 'credentials' ? 'the credentials' : 'who signed in'
    case 'signed-in':
      return 'who signed in'
    case 'fact':
      return `whether it ${atom.label?.startsWith('with ') ? 'comes' : 'is'} ${atom.label ?? atom.name}`
    case 'undetermined':
      return atom.why.startsWith('nobody knows ')
        ? atom.why.slice('nobody knows '.length)
        : `whether ${atom.why}`
  }
}
