import type { Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'

/**
 * A core file with every key in lower case, at every depth and in lists too: so its loader reads it, and `Routes:` is
 * `routes:`. What has no capital in it is shared with the value that was given. Of keys that differ in case only one can
 * count, and which one is left to chance: the others stay as they are written, so that the schema does not know them.
 * Source: `insensitiviseMap` of https://github.com/spf13/viper/blob/v1.21.0/util.go
 */
export function lowerCaseKeys(value: unknown): unknown {
  const done = new Map<object, unknown>()
  // Documents are nested to a limit, and a part that several places share is read once.
  const read = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (!done.has(value)) done.set(value, Array.isArray(value) ? readList(value) : readMap(value))
    return done.get(value)
  }
  const readList = (list: readonly unknown[]): readonly unknown[] => {
    const items = list.map(read)
    return items.every((item, index) => item === list[index]) ? list : items
  }
  const readMap = (map: object): object => {
    const entries = Object.entries(map).map(([key, item]: [string, unknown]) => [key, read(item)] as const)
    const changed = entries.some(([key, item]) => key !== key.toLowerCase() || item !== own(map, key))
    if (!changed) return map
    const kept = new Map<string, unknown>()
    for (const [key, item] of entries) {
      const lower = key.toLowerCase()
      kept.set(kept.has(lower) || (key !== lower && Object.hasOwn(map, lower)) ? key : lower, item)
    }
    return Object.fromEntries(kept)
  }
  return read(value)
}

/** Where a place of the value that `lowerCaseKeys` gives stands in the value that was given to it. */
export function pathAsWritten(written: unknown, at: Path): Path {
  let current = written
  return at.map((step) => {
    const key = typeof step === 'string' && isMap(current) ? keyAsWritten(current, step) : step
    current = typeof current === 'object' && current !== null ? own(current, key) : undefined
    return key
  })
}

function keyAsWritten(map: Readonly<Record<string, unknown>>, key: string): string {
  if (Object.hasOwn(map, key)) return key
  return Object.keys(map).find((candidate) => candidate.toLowerCase() === key) ?? key
}

const own = (object: object, key: string | number): unknown =>
  Object.hasOwn(object, key) ? (object as Record<string | number, unknown>)[key] : undefined
