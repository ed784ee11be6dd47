import type { At, Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'

/** The items of a list that are there, each with its path; none where it is no list. */
export function withPaths<T>(list: readonly (T | null | undefined)[] | null | undefined, at: Path): At<T>[] {
  return (Array.isArray(list) ? list : []).flatMap((value: T | null | undefined, index) =>
    value === undefined || value === null ? [] : [{ value, at: [...at, index] }],
  )
}

/** The objects of a document that is one object or, as the API answers, a list of them. */
export function bodiesOf<Body extends object>(document: unknown): readonly At<Body>[] {
  return mapsAt(document, []) as readonly At<Body>[]
}

/** The objects at a place that holds a list of them or, as the loader of core takes it, one alone. */
export function mapsAt(value: unknown, at: Path): readonly At<Readonly<Record<string, unknown>>>[] {
  if (isMap(value)) return [{ value, at }]
  return withPaths<unknown>(Array.isArray(value) ? value : [], at).flatMap(({ value, at }) =>
    isMap(value) ? [{ value, at }] : [],
  )
}
