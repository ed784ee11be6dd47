import type { AddressBlock, AddressNumber } from './address-block.ts'
import { endOf, firstOf, maskWord } from './address-block.ts'
import type { Ranges } from './address-bounds.ts'
import { indexAbove, ipv4Ranges, ipv6Ranges } from './address-bounds.ts'
import type { Nesting } from './address-nesting.ts'
import { nest } from './address-nesting.ts'

/** An entry of a list that other entries make superfluous. */
export interface RedundantBlock {
  readonly index: number
  /** Indices of entries that stay and cover it. */
  readonly by: readonly number[]
}

/**
 * Entries of a list that can all be removed together without changing its union, in list order; no entry that
 * stays could be removed as well. Of equal entries the first stays, of nested ones the outermost, so that the
 * fewest entries stay and one of them suffices to cover each that goes. Time near-linear.
 */
export function redundantBlocks(blocks: readonly AddressBlock[]): readonly RedundantBlock[] {
  if (blocks.length < 2 || areApart(blocks)) return []
  const redundant = [nest(blocks, 4), nest(blocks, 6)].flatMap(({ table: { indices }, inner }) =>
    inner.map(({ row, outer }) => ({ index: indices[row]!, by: [indices[outer]!] })),
  )
  return redundant.sort((a, b) => a.index - b.index)
}

/** Whether a short list is seen at once to have no entry within another, as most have none. */
function areApart(blocks: readonly AddressBlock[]): boolean {
  return (
    blocks.length <= 4 &&
    blocks.every((block, index) => blocks.every((other, at) => at <= index || !areNested(block, other)))
  )
}

function areNested(one: AddressBlock, other: AddressBlock): boolean {
  const prefix = Math.min(one.prefix, other.prefix)
  return (
    one.family === other.family &&
    one.words.every((word, at) => maskWord(word ^ other.words[at]!, prefix - 32 * at) === 0)
  )
}

/**
 * Indices of the entries of `others` that together cover `block`, in list order; undefined where their union
 * does not. As few as possible: the widest that contains it, or else the outermost of those that lie in it.
 * For many questions to one list make a `BlockIndex`.
 */
export function coveringBlocks(
  block: AddressBlock,
  others: readonly AddressBlock[],
): readonly number[] | undefined {
  return new BlockIndex(others).covering(block)
}

/** The outermost blocks of one family, by address. */
interface FamilyIndex extends Ranges<AddressNumber> {
  /** Where in the list each block stands. */
  readonly indices: readonly number[]
  /** End of the run of blocks without a gap that each block is part of. */
  readonly runEnds: readonly AddressNumber[]
  /** Answers of several blocks, by the places of the first and the last one. */
  readonly answers: Map<number, readonly number[]>
}

/** A list of blocks, prepared for many questions: each takes logarithmic time and that of a new answer's length. */
export class BlockIndex {
  private readonly blocks: readonly AddressBlock[]
  private ipv4: FamilyIndex | undefined
  private ipv6: FamilyIndex | undefined

  constructor(blocks: readonly AddressBlock[]) {
    this.blocks = blocks
  }

  /** As `coveringBlocks`. */
  covering(block: AddressBlock): readonly number[] | undefined {
    const { indices, firsts, ends, runEnds, answers } = this.of(block)
    const first = firstOf(block)
    const end = endOf(block)
    const from = indexAbove(firsts, first) - 1
    if (from < 0) return undefined
    if (end <= ends[from]!) return [indices[from]!]
    // Blocks nest or are apart: a run over the whole block without a container of it starts a block at its start.
    if (runEnds[from]! < end) return undefined
    const to = indexAbove(ends, end)
    const key = from * firsts.length + to - 1
    const known = answers.get(key)
    if (known) return known
    const answer = indices.slice(from, to).sort((a, b) => a - b)
    answers.set(key, answer)
    return answer
  }

  /** Whether any address of the block lies in a block of the list. */
  meets(block: AddressBlock): boolean {
    const { firsts, ends } = this.of(block)
    const next = indexAbove(ends, firstOf(block))
    return next < ends.length && firsts[next]! < endOf(block)
  }

  private of({ family }: AddressBlock): FamilyIndex {
    const own = family === 4 ? 'ipv4' : 'ipv6'
    this[own] ??= indexFamily(nest(this.blocks, family), family === 4 ? ipv4Ranges : ipv6Ranges)
    return this[own]
  }
}

function indexFamily(nesting: Nesting, rangesOf: (nesting: Nesting) => Ranges<AddressNumber>): FamilyIndex {
  const { firsts, ends } = rangesOf(nesting)
  const runEnds = [...ends]
  for (let at = ends.length - 2; at >= 0; at--) {
    if (ends[at] === firsts[at + 1]) runEnds[at] = runEnds[at + 1]!
  }
  const indices = nesting.outermost.map((row) => nesting.table.indices[row]!)
  return { indices, firsts, ends, runEnds, answers: new Map() }
}
