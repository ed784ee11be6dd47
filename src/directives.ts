import type { Lines, Source } from './source/index.ts'

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

/** The directives of a text, in order. JSON has no comments, hence none. */
export function readDirectives(text: string, sources: readonly Source[], lines: Lines): readonly Directive[] {
  if (!text.includes('portcullis:')) return []
  return [...text.matchAll(pattern)].flatMap((match) => {
    const start = match.index + match[1]!.length
    // The same words may stand inside a text value.
    if (sources.some((source) => source.isText(start))) return []
    const { line } = lines.position(start)
    const trailing =
      lines
        .lineText(line)
        .slice(0, lines.position(start).column - 1)
        .trim() !== ''
    return [{ start, end: match.index + match[0].length, line, trailing, text: match[2]!.trim() }]
  })
}

/** The kind that a directive of this document names, if one does. */
export function kindDirective(
  source: Source,
  directives: readonly Directive[],
): { kind: string; directive: Directive } | undefined {
  for (const directive of directives) {
    const kind = /^kind[ \t]*=[ \t]*(\S+)$/.exec(directive.text)?.[1]
    if (kind && directive.start >= source.extent.start && directive.start < source.extent.end)
      return { kind, directive }
  }
  return undefined
}
