import type { Lines, Source, SyntaxProblem } from './source/index.ts'

/** A comment that speaks to this program: `# portcullis: kind=…` or `# portcullis: ignore RULE …`. */
export interface Directive {
  readonly start: number
  readonly end: number
  readonly line: number
  /** Stands after something on its line, and speaks of that line only. */
  readonly trailing: boolean
  readonly text: string
}

const pattern = /(^|[ \t])#[ \t]*portcullis:[ \t]*([^\r\n]*)/gm

/** Directives in one text. */
export const maxDirectives = 10_000

/** What the comments of a text say to this program. */
export interface Directives {
  /** In order of their places. */
  readonly list: readonly Directive[]
  /** Where there are too many of them: the first that was not read. */
  readonly problem?: SyntaxProblem
}

/** The directives of a text. JSON has no comments, hence none. `sources` are those of the text, in order. */
export function readDirectives(text: string, sources: readonly Source[], lines: Lines): Directives {
  if (!text.includes('portcullis:')) return { list: [] }
  const list: Directive[] = []
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[1]!.length
    // The same words may stand inside a text value.
    if (sourceAt(sources, start)?.isText(start)) continue
    const end = match.index + match[0].length
    if (list.length === maxDirectives) {
      const message = `More than ${maxDirectives} comments that speak to this program is beyond the limit, and the others are not read; use ignore-file, or split the file.`
      return { list, problem: { start, end, message } }
    }
    const { line, column } = lines.position(start)
    const before = text.slice(start - column + 1, start)
    list.push({ start, end, line, trailing: before.trim() !== '', text: match[2]!.trim() })
  }
  return { list }
}

/** The source whose stretch of the text an offset lies in; the last one for what stands behind all of them. */
export function sourceAt(sources: readonly Source[], offset: number): Source | undefined {
  let low = 0
  let high = sources.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sources[middle]!.extent.end <= offset) low = middle + 1
    else high = middle
  }
  return sources[low]
}

/** The kind that a directive names, by the document in which it stands; the first one counts. */
export function kindDirectives(
  sources: readonly Source[],
  directives: readonly Directive[],
): ReadonlyMap<Source, { kind: string; directive: Directive }> {
  const kinds = new Map<Source, { kind: string; directive: Directive }>()
  for (const directive of directives) {
    const kind = /^kind[ \t]*=[ \t]*(\S+)$/.exec(directive.text)?.[1]
    const source = kind === undefined ? undefined : sourceAt(sources, directive.start)
    if (kind !== undefined && source && !kinds.has(source)) kinds.set(source, { kind, directive })
  }
  return kinds
}
