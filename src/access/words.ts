import { type Atom, type Condition, fact, isAlways } from '../analysis/condition.ts'
import { describe } from '../analysis/describe.ts'
import { fold, rebuild } from '../analysis/formula.ts'
import type { Request } from '../analysis/request.ts'
import { textKey } from '../analysis/text-language.ts'
import type { Reach } from '../model.ts'
import { isSecretHeader } from '../secret-names.ts'
import { plainest } from './plainest.ts'
import type { PlacedRoute } from './table.ts'

/** Who gets in, as callers at a position find it: "anyone on the internet", "from 10.0.0.0/8". */
export function accessWords(access: Condition, position: Reach): string {
  const plain = plainest(access)
  if (isAlways(plain))
    return position === 'internet' ? 'anyone on the internet' : `anyone ${standingAt[position]}`
  const { reason, whole } = unknownIn(plain)
  if (reason !== undefined && whole) return `unknown (${reason})`
  const words = describeOpenly(plain)
  return reason !== undefined && words.length > mostUnknown ? `not known in full (${reason})` : words
}

/** Characters in which people still see what is known beside what is not. */
const mostUnknown = 240

/** Why access is not known, in short, and whether nothing at all of it is. */
function unknownIn(access: Condition): { readonly reason?: string; readonly whole: boolean } {
  const reasons = new Set<string>()
  const whole = fold<boolean>(
    access,
    (atom) => {
      const unknown = atom.kind === 'undetermined' && atom.placeholder === true
      if (unknown) reasons.add(atom.why)
      return unknown || atom.kind === 'signed-in'
    },
    (_, parts) => parts.every(Boolean),
  )
  const [reason] = [...reasons].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  return { whole, ...(reason !== undefined && { reason }) }
}

/** A condition in words, without the values of headers that carry secrets. */
export function describeOpenly(condition: Condition): string {
  const hidden = (atom: Atom): Condition =>
    atom.kind === 'text' && atom.attribute.startsWith('header/') && isSecretHeader(atom.attribute.slice(7))
      ? fact(
          `the right ${atom.attribute} ${textKey(atom.language)}`,
          `with the right value of header ${atom.attribute.slice(7)}`,
        )
      : atom
  return describe(fold(condition, hidden, rebuild))
}

/** Where a caller stands, in words. */
export const standingAt: Readonly<Record<Reach, string>> = {
  internet: 'outside',
  network: 'inside the network',
  cluster: 'inside the cluster',
  host: 'on the host',
}

/** What a request goes to: "GET https://app.example.com/admin", or "port p01, path /admin" where no host is known. */
export function targetWords(
  request: Request,
  { route, entrance: { listener } }: PlacedRoute,
  name: string,
): string {
  const { method } = request
  if (route?.own?.protocol !== undefined && route.own.protocol !== 'HTTP') return name
  const named = listener.hosts.map(({ value }) => value).find((host) => /^[^*/]+$/.test(host))
  const host = request.host ?? route?.own?.host ?? named
  const path = request.path ?? (route?.path?.startsWith('/') ? route.path : undefined)
  if (host !== undefined) return `${method === undefined ? '' : `${method} `}https://${host}${path ?? ''}`
  return [
    name,
    ...(method === undefined ? [] : [`method ${method}`]),
    ...(path === undefined ? [] : [`path ${path}`]),
  ].join(', ')
}
