import type { Listener } from '../../../model.ts'
import { remembered } from '../../../once.ts'
import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import type { Member } from '../../../system.ts'
import { filledText, movedView, textAt } from '../fields.ts'
import { bodiesOf } from '../lists.ts'
import { accessOf, type PolicySet } from '../ppl/access.ts'
import { parsePpl } from '../ppl/parse.ts'
import type { Ppl, Rule } from '../ppl/tree.ts'
import { type RouteView, zeroRoutes } from '../route-view.ts'
import { entryOf } from './entry.ts'
import { proxyListeners } from './listeners.ts'
import { sorted } from './order.ts'

/** A policy of the input. */
export interface ZeroPolicy {
  /** Starts with the index of its member. */
  readonly at: Path
  readonly id?: string
  readonly name: string
  readonly namespace?: string
  readonly enforced: boolean
  readonly ppl: Ppl
}

/** A route of the input; paths start with the index of its member. */
export interface ZeroRoute {
  readonly view: RouteView
  readonly namespace: string
}

/** The policies of all members, and the routes, for all that ask. */
export const zeroPolicies = remembered((members: readonly Member[]): readonly ZeroPolicy[] =>
  members.flatMap(({ kind, value }, index) => (kind === 'pomerium/policy' ? policiesOf(value, index) : [])),
)

export const zeroProjectRoutes = remembered((members: readonly Member[]): readonly ZeroRoute[] =>
  members.flatMap(({ kind, value }, index) =>
    kind === 'pomerium/route' && typeof value === 'object' && value !== null
      ? zeroRoutes(value).map((view) => {
          const moved = movedView(view, index)
          return { view: moved, namespace: textAt(moved, 'namespaceId')?.value ?? '' }
        })
      : [],
  ),
)

function policiesOf(document: unknown, index: number): ZeroPolicy[] {
  return bodiesOf<Readonly<Record<string, unknown>>>(document).map(({ value, at }) => {
    const { id, name, namespaceId, enforced, ppl } = value
    return {
      at: [index, ...at],
      name: typeof name === 'string' && name !== '' ? `policy ${name}` : 'a policy without a name',
      enforced: enforced === true,
      ppl: parsePpl(ppl, [index, ...at, 'ppl'], { target: 'zero' }).ppl,
      ...(typeof id === 'string' && { id }),
      ...(typeof namespaceId === 'string' && { namespace: namespaceId }),
    }
  })
}

/** The routes of each namespace make one proxy. */
export function zeroListeners(members: readonly Member[]): Listener[] {
  const policies = zeroPolicies(members)
  const byNamespace = new Map<string, RouteView[]>()
  for (const { view, namespace } of zeroProjectRoutes(members)) {
    const list = byNamespace.get(namespace) ?? []
    byNamespace.set(namespace, list)
    list.push(view)
  }
  const known = policyIndex(policies)
  return [...byNamespace].flatMap(([namespace, routes]) => {
    const entries = routes.flatMap((route) => {
      const entry = entryOf(route, () => accessOf(zeroPolicySet(route, known)))
      return entry ? [entry] : []
    })
    return proxyListeners(sorted(entries), { name: `namespace ${namespace}` })
  })
}

/** Policies by id, and those that are joined to routes without being named. */
export interface PolicyIndex {
  readonly byId: ReadonlyMap<string, ZeroPolicy>
  readonly enforced: readonly ZeroPolicy[]
}

export const policyIndex = (policies: readonly ZeroPolicy[]): PolicyIndex => ({
  byId: new Map(policies.flatMap((policy) => (policy.id === undefined ? [] : [[policy.id, policy]]))),
  enforced: policies.filter(({ enforced }) => enforced),
})

/** The policies that a route names, in the order in which it names them: by their ids, or as an answer tells them. */
export function namedPolicies(route: RouteView): readonly { readonly id: string; readonly at: Path }[] {
  const found = route.fields.get('policyIds') ?? route.fields.get('policies')
  const list: readonly unknown[] = Array.isArray(found?.value) ? found.value : []
  const ids = list.map((item) => (isMap(item) ? item['id'] : item))
  return ids.flatMap((id, index) =>
    typeof id === 'string' && found ? [{ id, at: [...found.at, index] }] : [],
  )
}

/**
 * All that lets callers into a route of Zero: the policies that it names, and the enforced ones of its namespace and of
 * those above it. Which namespace stands above which is not told by these documents.
 */
export function zeroPolicySet(route: RouteView, { byId, enforced }: PolicyIndex): PolicySet {
  const rules: Rule[] = []
  const unknown: string[] = []
  const add = (policy: ZeroPolicy | undefined, id: string) => {
    if (policy) rules.push(...policy.ppl.rules)
    if (!policy) unknown.push(`policy ${id}`)
    else if (!policy.ppl.known) unknown.push(policy.name)
  }
  const named = namedPolicies(route)
  for (const { id } of named) add(byId.get(id), id)
  const answered = answeredPolicies(route)
  if (answered) {
    for (const id of answered) if (!named.some((one) => one.id === id)) add(byId.get(id), id)
  } else {
    const namespace = filledText(route, 'namespaceId')?.value
    for (const policy of enforced) {
      if (policy.id !== undefined && named.some(({ id }) => id === policy.id)) continue
      if (policy.namespace === namespace) add(policy, '')
      else unknown.push(`${policy.name}, which namespace ${policy.namespace ?? '?'} enforces,`)
    }
  }
  if (!route.fields.has('policyIds') && !Array.isArray(route.fields.get('policies')?.value))
    unknown.push('its policies')
  return { rules, unknown: [...new Set(unknown)] }
}

/** The enforced policies of a route, where an answer of the API names them. */
function answeredPolicies(route: RouteView): readonly string[] | undefined {
  const list = route.fields.get('enforcedPolicies')?.value
  if (!Array.isArray(list)) return undefined
  return list.flatMap((item: unknown) => (isMap(item) && typeof item['id'] === 'string' ? [item['id']] : []))
}

/** Whether the ids of all policies are known, so that one which is missing is missing. */
export const knowsAllIds = (policies: readonly ZeroPolicy[]): boolean =>
  policies.length > 0 && policies.every(({ id }) => id !== undefined)
