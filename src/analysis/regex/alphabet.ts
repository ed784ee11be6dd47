import type { Steps } from './steps.ts'

/** Sorted, disjoint, non-touching pairs: first and last code point, both included. */
export type CodePointRanges = Int32Array

/** A set of code points, as its number in an `Alphabet`. */
export type Label = number

/** The largest Unicode code point. */
const lastCodePoint = 0x10ffff

/** The order in which characters are taken for a sample: those that need no second look come first. */
const preferred = [
  'abcdefghijklmnopqrstuvwxyz0123456789/-_.',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '~@:+=,&%!*$;()[]{}<>?#|^`\'"\\ ',
].join('')

const plainCount = 40

const orderOfAscii = new Int32Array(128).fill(-1)
for (let index = 0; index < preferred.length; index += 1) orderOfAscii[preferred.charCodeAt(index)] = index

const printable = /^[\p{L}\p{N}\p{P}\p{S}]$/u

/** How many code points of a set beyond ASCII are looked at for a printable one. */
const printableScan = 512

/** Place of a code point in the order of preference; smaller is more readable. */
export function orderOf(codePoint: number): number {
  const ascii = codePoint < 128 ? orderOfAscii[codePoint]! : -1
  if (ascii >= 0) return ascii
  if (codePoint >= 128 && printable.test(String.fromCodePoint(codePoint))) return 128 + codePoint
  return 0x200000 + codePoint
}

/**
 * What a character costs the readability of a text: nothing for `a-z 0-9 / - _ .`, 1 for other printable ASCII,
 * 16 for other printable characters, 256 for the rest. Of texts of one length the one of the least sum is taken.
 */
export function unreadability(codePoint: number): number {
  const order = orderOf(codePoint)
  if (order < plainCount) return 0
  if (order < 128) return 1
  return order < 0x200000 ? 16 : 256
}

/** Brings pairs of any order and overlap into the form of `CodePointRanges`, without surrogates, which no text contains. */
export function normaliseRanges(pairs: ArrayLike<number>): CodePointRanges {
  const spans: [number, number][] = []
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const first = pairs[index]!
    const last = Math.min(pairs[index + 1]!, lastCodePoint)
    if (first <= Math.min(last, 0xd7ff)) spans.push([first, Math.min(last, 0xd7ff)])
    if (Math.max(first, 0xe000) <= last) spans.push([Math.max(first, 0xe000), last])
  }
  spans.sort((a, b) => a[0] - b[0])
  const joined: number[] = []
  for (const [first, last] of spans) {
    const end = joined.length - 1
    if (end > 0 && first <= joined[end]! + 1) joined[end] = Math.max(joined[end]!, last)
    else joined.push(first, last)
  }
  return Int32Array.from(joined)
}

function intersection(a: CodePointRanges, b: CodePointRanges): number[] {
  const pairs: number[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const first = Math.max(a[i]!, b[j]!)
    const last = Math.min(a[i + 1]!, b[j + 1]!)
    if (first <= last) pairs.push(first, last)
    if (a[i + 1]! < b[j + 1]!) i += 2
    else j += 2
  }
  return pairs
}

function gaps(ranges: CodePointRanges): CodePointRanges {
  const pairs: number[] = []
  let next = 0
  for (let index = 0; index < ranges.length; index += 2) {
    if (next < ranges[index]!) pairs.push(next, ranges[index]! - 1)
    next = ranges[index + 1]! + 1
  }
  if (next <= lastCodePoint) pairs.push(next, lastCodePoint)
  return normaliseRanges(pairs)
}

function sampleOf(ranges: CodePointRanges): number {
  const has = (codePoint: number): boolean => {
    for (let index = 0; index < ranges.length && ranges[index]! <= codePoint; index += 2) {
      if (codePoint <= ranges[index + 1]!) return true
    }
    return false
  }
  for (let index = 0; index < preferred.length; index += 1) {
    if (has(preferred.charCodeAt(index))) return preferred.charCodeAt(index)
  }
  let looked = 0
  for (let index = 0; index < ranges.length; index += 2) {
    for (let point = Math.max(ranges[index]!, 128); point <= ranges[index + 1]!; point += 1) {
      if (printable.test(String.fromCodePoint(point))) return point
      looked += 1
      if (looked >= printableScan) return ranges[0]!
    }
  }
  return ranges[0]!
}

/** The label of no code point and the label of all of them, in every alphabet. */
export const noCharacter: Label = 0
export const anyCharacter: Label = 1

const pairBase = 2 ** 22

/**
 * Sets of code points under small numbers, with their intersections remembered: the search compares the same few
 * sets over and over.
 */
export class Alphabet {
  private readonly sets: CodePointRanges[] = []
  private readonly byKey = new Map<string, Label>()
  private readonly meets = new Map<number, Label>()
  private readonly complements: Label[] = []
  private readonly samples: number[] = []
  private stored = 0

  constructor() {
    this.label([])
    this.label([0, lastCodePoint])
  }

  /** Numbers held, as a measure of memory. */
  get size(): number {
    return this.stored + this.meets.size
  }

  /** The label of a set given as pairs in any order. */
  label(pairs: ArrayLike<number>): Label {
    const ranges = normaliseRanges(pairs)
    const key = ranges.join()
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    const label = this.sets.length
    this.sets.push(ranges)
    this.byKey.set(key, label)
    this.stored += 8 + ranges.length * 4
    return label
  }

  ranges(label: Label): CodePointRanges {
    return this.sets[label]!
  }

  /** Steps that it takes to work through a set. */
  weight(label: Label): number {
    return this.sets[label]!.length >> 5
  }

  intersect(a: Label, b: Label): Label {
    if (a === b || b === anyCharacter) return a
    if (a === anyCharacter) return b
    const key = a < b ? a * pairBase + b : b * pairBase + a
    let meet = this.meets.get(key)
    if (meet === undefined) {
      meet = this.label(intersection(this.sets[a]!, this.sets[b]!))
      this.meets.set(key, meet)
    }
    return meet
  }

  /** The intersection, paid for where the sets are large: once for a pair and question, whether it is known or not. */
  meet(a: Label, b: Label, steps: Steps): Label {
    const weight = a > 1 && b > 1 ? this.weight(a) + this.weight(b) : 0
    if (weight > 0) steps.takeOnce(a * pairBase + b, weight)
    return this.intersect(a, b)
  }

  complement(label: Label): Label {
    let known = this.complements[label]
    if (known === undefined) {
      known = this.label(gaps(this.sets[label]!))
      this.complements[label] = known
    }
    return known
  }

  without(a: Label, b: Label): Label {
    return this.intersect(a, this.complement(b))
  }

  union(labels: readonly Label[]): Label {
    if (labels.length === 1) return labels[0]!
    if (labels.includes(anyCharacter)) return anyCharacter
    return this.label(labels.flatMap((label) => Array.from(this.sets[label]!)))
  }

  /** The most readable code point of a set that is not empty. */
  sample(label: Label): number {
    let known = this.samples[label]
    if (known === undefined) {
      known = sampleOf(this.sets[label]!)
      this.samples[label] = known
    }
    return known
  }

  /** The one code point of a set, or undefined where it has none or several. */
  only(label: Label): number | undefined {
    const ranges = this.sets[label]!
    return ranges.length === 2 && ranges[0] === ranges[1] ? ranges[0] : undefined
  }
}
