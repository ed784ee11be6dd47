import { SaxesParser } from 'saxes'
import { maxNesting, nestingProblem } from './limits.ts'
import type { Span, SyntaxProblem } from './source.ts'

/** A start tag. */
export interface XmlTag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** From `<` to the place after `>`. */
  readonly span: Span
}

export interface XmlHandler {
  open(tag: XmlTag): void
  close(name: string): void
}

/**
 * Reads well-formed XML and tells the handler of its tags, in order; returns what is wrong with the text, which is then
 * read no further. A document type is passed over: only the five entities that XML itself has are known, so that none
 * grows and none leads anywhere.
 */
export function readXml(text: string, handler: XmlHandler): SyntaxProblem | undefined {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  let start = 0
  let depth = 0
  parser.on('opentagstart', () => {
    // Names hold no such character, so it is the one that this tag starts with.
    start = text.lastIndexOf('<', parser.position - 1)
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > maxNesting) throw new Refusal(nestingProblem(start))
    handler.open({ name, attributes, span: { start, end: parser.position } })
  })
  parser.on('closetag', ({ name }) => {
    depth--
    handler.close(name)
  })
  parser.on('error', (error) => {
    const end = Math.min(parser.position, text.length)
    const what = error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '').replace(/\.$/, '')
    const cut = /^unclosed tag/.test(what) ? ', so the file may have been cut off' : ''
    throw new Refusal({ start: Math.max(0, end - 1), end, message: `This is no XML: ${what}${cut}.` })
  })
  try {
    parser.write(text).close()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.problem
    throw error
  }
}

class Refusal extends Error {
  readonly problem: SyntaxProblem

  constructor(problem: SyntaxProblem) {
    super()
    this.problem = problem
  }
}
