import type { Draft, Placing } from './drafts.ts'
import { type Drift, declarationOf, declaredPath } from './drift/compare.ts'
import type { ObservedSocket } from './inventory.ts'
import { once } from './once.ts'
import { toPointer } from './position.ts'
import type { Problem } from './rule.ts'
import type { Source } from './source/index.ts'

/** A row of an inventory, and the member that the inventory is. */
interface Row {
  readonly member: number
  readonly socket: ObservedSocket
}

/**
 * Problems of exposure that an inventory shows by itself, by their indices, with what declares the port. Their related
 * paths start with the index of a member then.
 */
export function* besideDeclarations(
  drafts: readonly Draft[],
  drift: Drift,
  placings: readonly Placing[],
): Generator<readonly [number, Draft]> {
  const rows = once(() => rowsBySource(drift, placings))
  for (const [index, draft] of drafts.entries()) {
    const { rule, placing, problem } = draft
    if (rule.category !== 'exposure') continue
    const own = rows().get(placing.source)
    const path = [...placing.base, ...problem.at]
    const row = path.map((_, end) => own?.get(toPointer(path.slice(0, end + 1)))).find((found) => found)
    if (row) yield [index, { ...draft, problem: withDeclaration(problem, row, drift) }]
  }
}

function rowsBySource({ observed }: Drift, placings: readonly Placing[]) {
  const rows = new Map<Source, Map<string, Row>>()
  for (const { member, value } of observed) {
    const { source, base } = placings[member]!
    const own = rows.get(source) ?? new Map<string, Row>()
    rows.set(source, own)
    for (const socket of value.sockets) own.set(toPointer([...base, ...socket.at]), { member, socket })
  }
  return rows
}

/** What is declared on purpose for everyone is an error, and no oversight of the one who started the program. */
function withDeclaration(problem: Problem, { member, socket }: Row, drift: Drift): Problem {
  const found = declarationOf(drift, socket)
  const own = (problem.related ?? []).map(({ at, message }) => ({ at: [member, ...at], message }))
  if (!found) return { ...problem, related: own }
  const { declared, isSame } = found
  const open = isSame && !problem.undecided && problem.severity === undefined && declared.value.letIn()
  const message = isSame
    ? `declared${open ? ' for callers from the internet' : ''} as ${declared.value.name}`
    : 'the nearest number that is declared'
  return {
    ...problem,
    related: [...own, { at: declaredPath(declared), message }],
    ...(open && { severity: 'error' as const }),
  }
}
