import { isMap } from '../../../schema/json-schema.ts'
import { type FieldView, flagAt, has, textsAt } from '../fields.ts'
import type { Test } from '../ppl/tests.ts'
import type { Criterion, Rule } from '../ppl/tree.ts'
import type { RouteField, RouteView } from '../route-view.ts'

/** The fields of a route that let callers in beside its policy. */
export const allowFields = [
  'allowPublicUnauthenticatedAccess',
  'corsAllowPreflight',
  'allowAnyAuthenticatedUser',
  'allowedDomains',
  'allowedUsers',
  'allowedIdpClaims',
] as const satisfies readonly RouteField[]

/** What they say as a rule of the policy language: all of them in one "or" (`ToPPL` in config/policy_ppl.go). */
export function flagRules(route: RouteView): Rule[] {
  const criteria = [
    ...flag(route, 'allowPublicUnauthenticatedAccess', 'accept', { kind: 'constant', value: true }),
    ...flag(route, 'corsAllowPreflight', 'cors_preflight', { kind: 'cors-preflight' }),
    ...flag(route, 'allowAnyAuthenticatedUser', 'authenticated_user', { kind: 'signed-in' }),
    ...texts(route, 'allowedDomains', ['domain']),
    ...texts(route, 'allowedUsers', ['user', 'email']),
    ...claims(route),
  ]
  if (criteria.length === 0) return []
  const { at } = route
  return [{ action: 'allow', at, groups: [{ operator: 'or', at, criteria }] }]
}

/** Whether a flag is there whose value broke the schema or is filled in elsewhere. */
export const hasUnknownFlags = (route: RouteView): boolean =>
  allowFields.some((field) => has(route, field) && route.fields.get(field)?.value === undefined)

function flag(route: FieldView<RouteField>, field: RouteField, key: string, test: Test): Criterion[] {
  const found = flagAt(route, field)
  return found?.value ? [criterion(key, found.at, true, test)] : []
}

const criterion = (key: string, at: Criterion['at'], data: unknown, test: Test): Criterion => {
  const [name = '', ...path] = key.split('/')
  return { at, key, name, path: path.join('/'), data, test }
}

function texts(
  route: RouteView,
  field: RouteField,
  keys: readonly ('domain' | 'user' | 'email')[],
): Criterion[] {
  return (textsAt(route, field) ?? []).flatMap(({ value, at }) =>
    keys.map((key) =>
      criterion(key, at, value, { kind: 'text', of: key, matchers: [{ operator: 'is', values: [value] }] }),
    ),
  )
}

/** Maps within are flattened: `{ a: { b: 1 } }` is the claim a.b. */
function claims(route: RouteView): Criterion[] {
  const found = route.fields.get('allowedIdpClaims')
  if (!found) return []
  const made: Criterion[] = []
  const open: { name: string; value: unknown; at: Criterion['at']; depth: number }[] = [
    { name: '', value: found.value, at: found.at, depth: 0 },
  ]
  for (let next = open.pop(); next; next = open.pop()) {
    const { name, value, at, depth } = next
    if (isMap(value)) {
      if (depth > deepest) continue
      for (const [key, inner] of Object.entries(value))
        open.push({
          name: name === '' ? key : `${name}.${key}`,
          value: inner,
          at: [...at, key],
          depth: depth + 1,
        })
      continue
    }
    for (const [index, item] of (Array.isArray(value) ? value : [value]).entries() as IterableIterator<
      [number, unknown]
    >) {
      if (name === '' || typeof item === 'object' || item === undefined) continue
      const test: Test = {
        kind: 'list',
        of: `claim/${name}`,
        matchers: [{ operator: 'has', value: String(item) }],
      }
      made.push(criterion(`claim/${name}`, Array.isArray(value) ? [...at, index] : at, item, test))
    }
  }
  return made
}

const deepest = 10
