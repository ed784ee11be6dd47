import type { Document } from 'yaml'
import type { Path } from '../position.ts'
import { isContested } from './contested.ts'
import { EmbeddedTexts, type TextValue } from './embedded.ts'
import { limitProblem } from './limits.ts'
import type {
  Embedded,
  Located,
  PlainScalar,
  Pointing,
  Source,
  Sources,
  Span,
  SyntaxProblem,
} from './source.ts'
import { withoutTemplateActions } from './template.ts'
import { type FastDocument, readFast } from './yaml-fast.ts'
import { isWithin, locateInDocument, nodeAt, plainScalarsAt, scalarSpans, textValue } from './yaml-places.ts'
import { parse, valueIn } from './yaml-tree.ts'
import { type Tree, Trees, treeFrom } from './yaml-trees.ts'

/** Reads YAML 1.2: one source for each document of the stream. */
export function readYaml(text: string): Sources {
  const limit = limitProblem(text, 'yaml')
  if (limit) return [brokenSource(text, [limit])]
  return readPlain(text) ?? readByTree(text)
}

/** The documents of a stream without errors, most of them read by the fast parser; undefined for any other stream. */
function readPlain(text: string): Sources | undefined {
  const trees = new Trees(text)
  const documents = readFast(text, (part, index, start) => {
    const read = readPart(part, start + part.length === text.length)
    if (read && trees.keepsAll)
      trees.keep(index, { start, end: start + part.length }, treeFrom(read.document, part, start))
    return read
  })
  if (!documents) return undefined
  const [first, ...rest] = documents.map((document, index) => new YamlSource(trees, index, document))
  return first && [first, ...rest]
}

/** What a part of a stream holds that the fast parser leaves to the other one; undefined where it is no one document. */
function readPart(
  part: string,
  isLast: boolean,
): { readonly value: unknown; readonly document: Document } | undefined {
  // A document may be broken only where another one follows.
  const text = isLast ? part : `${part}---\n`
  const read = parse(text, (document, _, { end }) => ({ ...valueIn(text, document), document, end }))
  const [first, ...others] = Array.isArray(read) ? read : []
  const isOne = others.length === (isLast ? 0 : 1) && first?.end === part.length
  return first && isOne && first.problems.length === 0 ? first : undefined
}

/** The same by the parser that knows all of YAML, and what is wrong with a text. */
export function readByTree(text: string): Sources {
  const trees = new Trees(text)
  const sources = parse(text, (document, index, extent): Source => {
    if (trees.keepsAll) trees.keep(index, extent, treeFrom(document, text, 0))
    const { value, problems } = valueIn(text, document)
    return new YamlSource(trees, index, { value, extent, contested: true, plain: false }, problems)
  })
  if (!Array.isArray(sources)) return [brokenSource(text, [sources])]
  if (sources.some(({ problems }) => problems.length > 0) && isTemplate(text)) {
    return [{ ...brokenSource(text, []), template: true }]
  }
  const [first, ...rest] = sources
  return first ? [first, ...rest] : [brokenSource(text, [])]
}

/** Whether the text is YAML but for the actions of a template language that produces it. */
function isTemplate(text: string): boolean {
  const plain = withoutTemplateActions(text)
  if (plain === undefined) return false
  const errors = parse(plain, (document) => document.errors.length)
  return Array.isArray(errors) && errors.every((count) => count === 0)
}

const wholeText = (text: string): Span => ({ start: 0, end: text.length })

function brokenSource(text: string, problems: readonly SyntaxProblem[]): Source {
  const extent = wholeText(text)
  return {
    index: 0,
    value: undefined,
    extent,
    problems,
    locate: () => ({ at: [], ...extent }),
    embedded: () => undefined,
    plainScalars: () => [],
    contestedScalars: () => [],
    isText: () => false,
  }
}

/** A document whose tree is made, or made again, only for what it alone can tell. */
class YamlSource implements Source {
  readonly index: number
  readonly value: unknown
  readonly extent: Span
  readonly problems: readonly SyntaxProblem[]
  private readonly trees: Trees
  private readonly document: FastDocument
  private scalars: readonly Span[] | undefined
  private texts: EmbeddedTexts | undefined

  constructor(trees: Trees, index: number, document: FastDocument, problems: readonly SyntaxProblem[] = []) {
    this.index = index
    this.value = document.value
    this.extent = document.extent
    this.problems = problems
    this.trees = trees
    this.document = document
  }

  private tree(): Tree {
    return this.trees.tree(this.index, this.extent, this.document.plain)
  }

  private embeddedTexts(): EmbeddedTexts {
    this.texts ??= new EmbeddedTexts((part) => readYaml(part)[0])
    return this.texts
  }

  locate(place: Pointing): Located {
    const { root, text, start } = this.tree()
    const local = { start: this.extent.start - start, end: this.extent.end - start }
    const found = locateInDocument({ text, root: root() }, this.embeddedTexts(), local, place)
    return { at: found.at, ...shifted(found, start) }
  }

  embedded(at: Path): Embedded | undefined {
    if (!this.document.plain) {
      const value = this.textValue(at)
      return value && this.embeddedTexts().embedded(value)
    }
    const text = at.reduce<unknown>(
      (parent, step) =>
        typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step)
          ? (parent as Record<string | number, unknown>)[step]
          : undefined,
      this.value,
    )
    if (typeof text !== 'string') return undefined
    // Its place is asked for only where something is wrong with it.
    return this.embeddedTexts().embedded({
      text,
      place: (span) => this.textValue(at)?.place(span) ?? this.extent,
    })
  }

  /** The text value at a path, with its places in the whole text. */
  private textValue(at: Path): TextValue | undefined {
    const { root, text, start } = this.tree()
    const value = textValue(text, nodeAt(root(), at))
    return value && { text: value.text, place: (span) => shifted(value.place(span), start) }
  }

  isText(offset: number): boolean {
    const { root, start } = this.tree()
    this.scalars ??= scalarSpans(root())
    return isWithin(this.scalars, offset - start)
  }

  plainScalars(at: Path): readonly PlainScalar[] {
    const { root, text } = this.tree()
    return plainScalarsAt({ root: root(), text }, at)
  }

  contestedScalars(at: Path): readonly PlainScalar[] {
    return this.document.contested ? this.plainScalars(at).filter(({ value }) => isContested(value)) : []
  }
}

const shifted = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by })
