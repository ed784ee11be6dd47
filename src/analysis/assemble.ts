import type { Request } from './request.ts'
import { type Cell, type CellValue, isOfIdentity } from './theories.ts'
import { universes } from './universe.ts'

/** What the search has settled on. */
export interface Settled {
  readonly cells: ReadonlyMap<Cell, CellValue>
  /** Facts that matter, and whether they hold. */
  readonly facts: ReadonlyMap<string, boolean>
  /** Whether someone must be signed in; undefined where that does not matter. */
  readonly signedIn: boolean | undefined
}

/** The partial request with these values; undefined where they cannot be had together. */
export function assemble({ cells, facts, signedIn }: Settled): Request | undefined {
  const request: { -readonly [Key in keyof Request]: Request[Key] } = {}
  const headers: [string, string][] = []
  const claims: [string, readonly string[]][] = []
  const details: [string, string | readonly string[]][] = []
  const clock: [string, number][] = []
  const identity: { email?: string; user?: string; groups?: readonly string[] } = {}
  let aboutIdentity = signedIn !== undefined
  for (const [cell, value] of cells) {
    if (isOfIdentity(cell)) aboutIdentity = true
    if (cell.startsWith('header/')) request.headers = {}
    const detail = /^details?\/(.*)$/s.exec(cell)?.[1]
    if (detail !== undefined) request.details = {}
    if (value === null || (Array.isArray(value) && value.length === 0)) {
      if (cell === 'credentials') request.credentials = []
    } else if (cell.startsWith('header/')) headers.push([cell.slice('header/'.length), value as string])
    else if (detail !== undefined) details.push([detail, value as string | readonly string[]])
    else if (cell.startsWith('clock/')) clock.push([cell.slice('clock/'.length), value as number])
    else if (cell.startsWith('claim/')) claims.push([cell.slice('claim/'.length), value as readonly string[]])
    else Object.assign(isOfIdentity(cell) ? identity : request, { [cell]: value })
  }
  if (headers.length > 0) request.headers = Object.fromEntries(headers)
  if (details.length > 0) request.details = Object.fromEntries(details)
  if (clock.length > 0) request.clock = Object.fromEntries(clock)
  if (facts.size > 0) request.facts = [...facts].filter(([, holds]) => holds).map(([name]) => name)
  if (!aboutIdentity) return request

  const somebody = claims.length > 0 || Object.keys(identity).length > 0
  if (somebody && signedIn === false) return undefined
  if (signedIn && !somebody) claims.push(...someone(cells, identity))
  request.identity = claims.length > 0 ? { ...identity, claims: Object.fromEntries(claims) } : identity
  return request
}

/** Fills an identity of which nothing is known but that it exists; the claims for it where an e-mail will not do. */
function someone(
  cells: ReadonlyMap<Cell, CellValue>,
  identity: { email?: string },
): [string, readonly string[]][] {
  if (!cells.has('email')) {
    identity.email = universes.email.samples[0]!
    return []
  }
  let name = 'sub'
  while (cells.has(`claim/${name}`)) name += '-1'
  return [[name, ['user-1']]]
}
