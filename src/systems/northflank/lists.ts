import type { At, Path } from '../../position.ts'

/** The items of a list that are there, each with its path; none where it is no list. */
export function withPaths<T>(list: readonly (T | undefined)[] | undefined, at: Path): At<T>[] {
  return (Array.isArray(list) ? list : []).flatMap((value: T | undefined, index) =>
    value === undefined || value === null ? [] : [{ value, at: [...at, index] }],
  )
}
