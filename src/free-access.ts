import { Budget } from './analysis/budget.ts'
import { type Condition, isAlways, not, undeterminedIn } from './analysis/condition.ts'
import type { Request } from './analysis/request.ts'
import { findRequest } from './analysis/solver.ts'
import type { Listener } from './model.ts'
import { remembered } from './once.ts'
import type { Path } from './position.ts'
import { routeVerdicts } from './route-verdicts.ts'

/** A part of a listener that asks nothing of a request. */
export interface FreePart {
  readonly at: Path
  /** "prefix /status"; absent for the listener as a whole. */
  readonly name?: string
  /** A request that gets in, from an address of which nothing is asked. */
  readonly request: Request
  /** The assumptions on which that rests. */
  readonly readings: readonly string[]
}

const steps = 50_000

/** Anyone, from anywhere: an address for examples (RFC 5737), and no credential. */
const anyone = { source: '203.0.113.7', credentials: [] } as const

/**
 * The parts of a listener that let in anyone. Nothing is claimed where it is not known what the listener asks, and
 * nothing of paths that no route takes where there are routes: what becomes of them is for each platform to say.
 */
export const freeParts = remembered(find)

function find(listener: Listener): FreePart[] {
  const { access, routes, reach } = listener
  if (!access || reach.value !== 'internet') return []
  const assumed = assumptionsOf(access)
  if (!assumed) return []
  if (routes.length === 0) return [{ at: reach.at, request: anyone, readings: assumed }]
  const open = routes.flatMap((route, index) => (isAlways(route.access) ? [{ route, index }] : []))
  if (open.length === 0) return []
  const { dead, empty } = routeVerdicts(listener)
  const gone = new Set([...empty, ...dead.map(({ index }) => index)])
  return open.flatMap(({ route, index }): FreePart[] => {
    if (gone.has(index)) return []
    const answer = findRequest(route.match, new Budget(steps))
    if (answer.kind !== 'found') return []
    const matching = undeterminedIn(route.match)
    const readings = [...undeterminedIn(route.takes ?? route.match)].filter(([name]) => !matching.has(name))
    return [
      {
        at: route.at,
        name: route.name,
        request: { ...answer.value, ...anyone },
        readings: [...assumed, ...readings.map(([, why]) => why)],
      },
    ]
  })
}

/** The readings on which it rests that a condition asks nothing of anyone; undefined where it asks something, or may. */
function assumptionsOf(access: Condition): string[] | undefined {
  // All there is to know of such a listener is that nobody has written down whether it asks.
  if (access.kind === 'undetermined' && !access.placeholder) return [access.why]
  const free = isAlways(access) || findRequest(not(access), new Budget(steps)).kind === 'none'
  return free ? [] : undefined
}
