/** Keys and indices from the root of a document to a value in it. */
export type Path = readonly (string | number)[]

/** A value of the model, with the place in the document it was read from. */
export interface At<T> {
  readonly value: T
  readonly at: Path
}

/** Lines and columns start at 1, columns count UTF-16 units, `offset` starts at 0. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** From the first character to the place after the last one. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** The JSON pointer (RFC 6901) of a path: `/ports/0/name`; the empty string for the whole document. */
export function toPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The path of a JSON pointer; steps that are whole numbers are taken for indices. */
export function fromPointer(pointer: string): Path {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^(0|[1-9]\d*)$/.test(step) ? Number(step) : step))
}

/** Whether a path leads to the same value as another one, or into it. */
export function isWithin(path: Path, outer: Path): boolean {
  return path.length >= outer.length && outer.every((step, index) => path[index] === step)
}
