import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import type { Fields } from '../document.ts'
import type { Patched } from './json-patch.ts'

/** Lists of objects that a strategic merge patch merges, and the key by which it does: patchMergeKey of types.go. */
const mergeKeys: ReadonlyMap<string, string> = new Map([
  ['spec/ports', 'port'],
  ['metadata/ownerReferences', 'uid'],
  ['status/conditions', 'type'],
])

const primitiveLists: ReadonlySet<string> = new Set(['metadata/finalizers'])

const deepest = 60

/** Whether a patch can only be a strategic one: an RFC 7396 patch would set these keys. */
export function isStrategic(root: unknown): boolean {
  const open: unknown[] = [root]
  const seen = new Set<unknown>()
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (
      Object.keys(value).some((key) =>
        /^\$(patch$|retainKeys$|setElementOrder\/|deleteFromPrimitiveList\/)/.test(key),
      )
    )
      return true
    for (const child of Object.values(value) as unknown[]) open.push(child)
  }
  return false
}

/** Ports of a patch that name one number: a strategic merge patch knows ports by their number alone. */
export interface Collision {
  readonly at: Path
  readonly earlier: Path
  readonly port: number
}

/** The ports of a patch whose number an earlier one has. */
export function collisionsWithin(patch: Fields): Collision[] {
  const first = new Map<number, number>()
  return portsOf(patch).flatMap(({ port, index }): Collision[] => {
    const earlier = first.get(port)
    if (earlier === undefined) first.set(port, index)
    return earlier === undefined
      ? []
      : [{ at: ['spec', 'ports', index], earlier: ['spec', 'ports', earlier], port }]
  })
}

/** The ports of a patch whose number the patched Service has more than once. */
export function collisionsWith(patch: Fields, stored: unknown): Collision[] {
  const numbers = isMap(stored) ? portsOf(stored).map(({ port }) => port) : []
  return portsOf(patch)
    .filter(({ port }) => numbers.filter((number) => number === port).length > 1)
    .map(({ port, index }) => ({ at: ['spec', 'ports', index], earlier: ['spec', 'ports', index], port }))
}

function portsOf({ spec }: Fields): { port: number; index: number }[] {
  const ports = isMap(spec) ? spec['ports'] : undefined
  if (!Array.isArray(ports) || ports.some((item) => isMap(item) && item['$patch'] === 'replace')) return []
  return ports.flatMap((item: unknown, index) =>
    isMap(item) && typeof item['port'] === 'number' && item['$patch'] === undefined
      ? [{ port: item['port'], index }]
      : [],
  )
}

/**
 * Applies a merge patch to an object: as a strategic merge patch, which is what kubectl sends for a Service. Where
 * it merges no list of ports, RFC 7396 comes to the same.
 */
export function applyMergePatch(value: unknown, patch: Fields): Patched {
  try {
    return { value: mergeMap(isMap(value) ? value : {}, patch, []) }
  } catch (error) {
    if (error instanceof Unmergeable) return { at: error.at, message: error.message }
    throw error
  }
}

class Unmergeable extends Error {
  readonly at: Path

  constructor(at: Path, message: string) {
    super(message)
    this.at = at
  }
}

function mergeMap(base: Fields, patch: Fields, at: Path): Fields {
  if (at.length > deepest)
    throw new Unmergeable(
      at,
      `Maps are nested more than ${deepest} levels deep here, which is beyond the limit`,
    )
  const directive = patch['$patch']
  const own = Object.entries(patch).filter(([key]) => !key.startsWith('$'))
  if (directive === 'delete') return {}
  const merged = new Map(Object.entries(directive === 'replace' ? {} : base))
  const retained = patch['$retainKeys']
  if (Array.isArray(retained))
    for (const key of merged.keys()) if (!retained.includes(key)) merged.delete(key)
  for (const [key, removed] of Object.entries(patch)) {
    const list = /^\$deleteFromPrimitiveList\/(.*)$/.exec(key)?.[1]
    const old = list === undefined ? undefined : merged.get(list)
    if (list !== undefined && Array.isArray(old) && Array.isArray(removed))
      merged.set(
        list,
        old.filter((item: unknown) => !removed.includes(item)),
      )
  }
  for (const [key, value] of own) {
    const inner = [...at, key]
    const old = merged.get(key)
    if (value === null) merged.delete(key)
    else if (isMap(value)) merged.set(key, mergeMap(isMap(old) ? old : {}, value, inner))
    else if (Array.isArray(value)) merged.set(key, mergeList(Array.isArray(old) ? old : [], value, inner))
    else merged.set(key, value)
  }
  return Object.fromEntries(merged)
}

function mergeList(base: readonly unknown[], patch: readonly unknown[], at: Path): readonly unknown[] {
  const name = at.join('/')
  if (primitiveLists.has(name)) return [...new Set([...base, ...patch])]
  const key = mergeKeys.get(name)
  if (key === undefined) return patch
  const isDirective = (item: unknown, word: string) => isMap(item) && item['$patch'] === word
  const replaces = patch.some((item) => isDirective(item, 'replace'))
  const merged: unknown[] = replaces ? [] : [...base]
  for (const [index, item] of patch.entries()) {
    if (isDirective(item, 'replace')) continue
    if (!isMap(item) || item[key] === undefined)
      throw new Unmergeable(
        [...at, index],
        `An entry of ${String(at.at(-1))} has no ${key}, by which a strategic merge patch finds what it changes`,
      )
    const found = merged.findIndex((other) => isMap(other) && other[key] === item[key])
    if (isDirective(item, 'delete')) {
      if (found >= 0) merged.splice(found, 1)
    } else if (found < 0) merged.push(mergeMap({}, item, [...at, index]))
    else merged[found] = mergeMap(merged[found] as Fields, item, [...at, index])
  }
  return merged
}
