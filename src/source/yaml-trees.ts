import type { Document } from 'yaml'
import { once } from '../once.ts'
import type { Span } from './source.ts'
import { tieAliases } from './yaml-aliases.ts'
import { eventNodes } from './yaml-event-nodes.ts'
import { nodesOf, type PlacedNode } from './yaml-nodes.ts'
import { parse } from './yaml-tree.ts'

/** Where the values of a document stand, and where the text that this was made of starts. */
export interface Tree {
  root(): PlacedNode | undefined
  readonly text: string
  readonly start: number
}

/** Characters of documents whose trees are kept; the tree of the slow parser is a hundred times as large as its text. */
const keptCharacters = 2 * 1024 * 1024

/** The trees of a text's documents: made when first asked for, and the last ones kept, as questions come in groups. */
export class Trees {
  private readonly text: string
  private readonly kept = new Map<number, { readonly tree: Tree; readonly length: number }>()
  private length = 0

  constructor(text: string) {
    this.text = text
  }

  /** Whether all of them may be kept. */
  get keepsAll(): boolean {
    return this.text.length < keptCharacters
  }

  /** The tree of the document at an index, which has that stretch of the text; of a plain one by the fast parser. */
  tree(index: number, extent: Span, plain: boolean): Tree {
    const known = this.kept.get(index)
    if (known) return known.tree
    const tree = (plain && quickTree(this.text, extent)) || treeOf(this.text, index, extent)
    this.keep(index, extent, tree)
    return tree
  }

  keep(index: number, { start, end }: Span, tree: Tree): void {
    const length = end - start
    for (const [oldest, { length: freed }] of this.kept) {
      if (this.length + length < keptCharacters) break
      this.kept.delete(oldest)
      this.length -= freed
    }
    this.kept.set(index, { tree, length })
    this.length += length
  }
}

function quickTree(text: string, { start, end }: Span): Tree | undefined {
  const part = text.slice(start, end)
  const root = eventNodes(part)
  return root && { root: () => root, text: part, start }
}

function treeOf(text: string, index: number, extent: Span): Tree {
  const part = text.slice(extent.start, extent.end)
  const tied = (document: Document) => {
    tieAliases(document)
    return document
  }
  const documents = parse(part, tied)
  const [only, second] = Array.isArray(documents) ? documents : []
  if (only && !second) return treeFrom(only, part, extent.start)
  // What ends one document may begin the next: only the whole text tells.
  const all = parse(text, tied)
  if (!Array.isArray(all) || !all[index]) throw new Error('a text was read otherwise the second time')
  return treeFrom(all[index], text, 0)
}

/** The tree of a document that was made of a text. */
export const treeFrom = (document: Document, text: string, start: number): Tree => ({
  root: once(() => nodesOf(document)),
  text,
  start,
})
