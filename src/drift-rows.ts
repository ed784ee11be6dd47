import type { Draft, Placing } from './drafts.ts'
import { type Drift, declarationOf, declaredPath, type Seen } from './drift/compare.ts'
import { once } from './once.ts'
import { toPointer } from './position.ts'
import type { Problem } from './rule.ts'
import type { Source } from './source/index.ts'

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
  const rows = new Map<Source, Map<string, Seen>>()
  for (const { member, value } of observed) {
    const { source, base } = placings[member]!
    const own = rows.get(source) ?? new Map<string, Seen>()
    rows.set(source, own)
    for (const socket of value.sockets) own.set(toPointer([...base, ...socket.at]), { member, socket })
  }
  return rows
}

/** What is declared on purpose for everyone is an error, and no oversight of the one who started the program. */
function withDeclaration(problem: Problem, row: Seen, drift: Drift): Problem {
  const found = declarationOf(drift, row)
  const own = (problem.related ?? []).map(({ at, message }) => ({ at: [row.member, ...at], message }))
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
