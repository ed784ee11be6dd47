import { Alias, type Document, isAlias, isCollection, isPair, type Node } from 'yaml'
import { maxAliasValues } from './limits.ts'
import type { SyntaxProblem } from './source.ts'

/**
 * Ties every alias of a document to what it repeats, and tells what is wrong with them: one that stands within what it
 * repeats, or too many values in all. The parser looks for each one through the whole document, and takes a hundred
 * uses of one anchor for an attack, which is no rare number in the files of people.
 */
export function tieAliases(document: Document): SyntaxProblem | undefined {
  const anchors = new Map<string, Node>()
  const sizes = new Map<Node, number>()
  let added = 0
  /** Values that a node stands for; 0 for what the parser has reported already. */
  const sizeOf = (node: unknown): number => {
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value)
    if (isAlias(node)) return repeated(node)
    const { anchor } = (node ?? {}) as { readonly anchor?: string }
    if (anchor !== undefined) anchors.set(anchor, node as Node)
    let size = 1
    if (isCollection(node)) for (const item of node.items) size += sizeOf(item)
    if (anchor !== undefined) sizes.set(node as Node, size)
    return size
  }
  const repeated = (alias: Alias): number => {
    const target = anchors.get(alias.source)
    if (!target) return 0
    const size = sizes.get(target)
    if (size === undefined) throw new AliasProblem(alias, endless)
    added += size
    if (added > maxAliasValues) throw new AliasProblem(alias, tooMany)
    alias.resolve = (tree, context) =>
      context && !context.anchors.has(target)
        ? Alias.prototype.resolve.call(alias, tree, context)
        : (target as ReturnType<Alias['resolve']>)
    return size
  }
  try {
    sizeOf(document.contents)
    return undefined
  } catch (error) {
    if (error instanceof AliasProblem) return error.problem
    throw error
  }
}

const endless = 'An alias stands inside the value that it repeats, so the document never ends.'
const tooMany = `The aliases of this document add more than ${maxAliasValues} values to it, which is beyond the limit (an alias bomb); repeat less, or split the file.`

class AliasProblem extends Error {
  readonly problem: SyntaxProblem

  constructor({ range }: Alias, message: string) {
    super()
    this.problem = { start: range?.[0] ?? 0, end: range?.[1] ?? 0, message }
  }
}
