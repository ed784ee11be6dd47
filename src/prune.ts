import type { At, Path } from './position.ts'

interface Branch {
  readonly children: Map<string | number, Branch>
  /** What stands here in place of what was there. */
  by?: { readonly value: unknown }
}

/**
 * The value without the parts at `paths`, which are undefined: in lists, so that indices stay as they are; in maps,
 * so that what was left out can be told from what was never there.
 */
export function prune(value: unknown, paths: readonly Path[]): unknown {
  return replace(
    value,
    paths.map((at) => ({ at, value: undefined })),
  )
}

/**
 * The value with other values at the places of `changes`. What is not on the way to such a place is shared with the
 * value that was given.
 */
export function replace(value: unknown, changes: readonly At<unknown>[]): unknown {
  const root: Branch = { children: new Map() }
  for (const change of changes) {
    let branch = root
    for (const step of change.at) {
      const next: Branch = branch.children.get(step) ?? { children: new Map() }
      branch.children.set(step, next)
      branch = next
    }
    branch.by = change
  }
  return replaced(value, root)
}

function replaced(value: unknown, { children, by }: Branch): unknown {
  if (by) return by.value
  if (children.size === 0 || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const child = children.get(index)
      return child ? replaced(item, child) : item
    })
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => {
      const child = children.get(key)
      return [key, child ? replaced(item, child) : item]
    }),
  )
}
