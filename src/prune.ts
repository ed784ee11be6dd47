import type { Path } from './position.ts'

interface Branch {
  readonly children: Map<string | number, Branch>
  cut: boolean
}

/**
 * The value without the parts at `paths`, which are undefined: in lists, so that indices stay as they are; in maps,
 * so that what was left out can be told from what was never there.
 * What is not on the way to such a part is shared with the value that was given.
 */
export function prune(value: unknown, paths: readonly Path[]): unknown {
  const root: Branch = { children: new Map(), cut: false }
  for (const path of paths) {
    let branch = root
    for (const step of path) {
      const next = branch.children.get(step) ?? { children: new Map(), cut: false }
      branch.children.set(step, next)
      branch = next
    }
    branch.cut = true
  }
  return without(value, root)
}

function without(value: unknown, branch: Branch): unknown {
  if (branch.cut) return undefined
  if (branch.children.size === 0 || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const child = branch.children.get(index)
      return child ? without(item, child) : item
    })
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => {
      const child = branch.children.get(key)
      return [key, child ? without(item, child) : item]
    }),
  )
}
