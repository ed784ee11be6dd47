import type { At, Path } from '../../position.ts'

/** The items of a list that are there, each with its path; none where it is no list. */
export function withPaths<T>(list: readonly (T | undefined)[] | undefined, at: Path): At<T>[] {
  const items: At<T>[] = []
  if (!Array.isArray(list)) return items
  for (let index = 0; index < list.length; index++) {
    const value: T | undefined | null = list[index]
    if (value !== undefined && value !== null) items.push({ value, at: [...at, index] })
  }
  return items
}
