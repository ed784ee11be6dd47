import type { Path } from '../position.ts'
import type { Embedded, Located, Pointing, Source, Span } from './source.ts'

/** A text value of a document, and where a stretch of it stands in the outer text. */
export interface TextValue {
  readonly text: string
  place(span: Span): Span
}

/** Reads texts within a document; the last ones stay read, since problems come in groups. */
export class EmbeddedTexts {
  private readonly read: (text: string) => Source
  private readonly known = new Map<string, Source>()

  constructor(read: (text: string) => Source) {
    this.read = read
  }

  private sourceOf(text: string): Source {
    let source = this.known.get(text)
    if (!source) {
      source = this.read(text)
      if (this.known.size >= keptTexts) this.known.clear()
      this.known.set(text, source)
    }
    return source
  }

  /** What a text holds. */
  embedded({ text, place }: TextValue): Embedded {
    const { value, problems, template } = this.sourceOf(text)
    return {
      value: problems.length > 0 || template ? undefined : (value ?? null),
      problems: problems.map((problem) => ({ ...problem, ...place(problem) })),
    }
  }

  /** Where a path goes on within a text; the path of the outer document ends at the text. */
  locate({ text, place }: TextValue, at: Path, inner: Pointing): Located {
    const source = this.sourceOf(text)
    // A text that holds no list and no map has nothing within it.
    const holds = typeof source.value === 'object' && source.value !== null
    return { at, ...place(holds ? source.locate(inner) : { start: 0, end: text.length }) }
  }
}

const keptTexts = 16
