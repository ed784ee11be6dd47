import { type Alphabet, anyCharacter, type Label, noCharacter, orderOf, unreadability } from './alphabet.ts'
import type { Machine } from './machine.ts'
import { type Steps, StepsUsedUp } from './steps.ts'

const pairBase = 2 ** 26

/** States of a product under running numbers. */
class Tuples {
  readonly parts: number[] = []
  private readonly width: number
  private readonly maps: Map<number, number>[] = []

  constructor(width: number) {
    this.width = width
  }

  /** The number of a tuple; a new one where `count` was smaller before. */
  numberOf(tuple: readonly number[]): number {
    let number = tuple[0]!
    for (let index = 1; index < this.width; index += 1) {
      const key = number * pairBase + tuple[index]!
      const last = index === this.width - 1
      const map = this.mapOf(index)
      const known = map.get(key)
      if (known !== undefined) number = known
      else {
        number = last ? this.count : map.size
        map.set(key, number)
        if (last) this.parts.push(...tuple)
      }
    }
    if (this.width > 1) return number
    const map = this.mapOf(0)
    const known = map.get(number)
    if (known !== undefined) return known
    const fresh = this.count
    map.set(number, fresh)
    this.parts.push(tuple[0]!)
    return fresh
  }

  private mapOf(index: number): Map<number, number> {
    const known = this.maps[index]
    if (known) return known
    const fresh = new Map<number, number>()
    this.maps[index] = fresh
    return fresh
  }

  get count(): number {
    return this.parts.length / this.width
  }
}

type Visit = (tuple: readonly number[], label: Label) => void

/** Calls `visit` with each successor of a product state and the characters that lead there. */
function successors(
  machines: readonly Machine[],
  parts: readonly number[],
  alphabet: Alphabet,
  steps: Steps,
  visit: Visit,
): void {
  const tuple = new Array<number>(machines.length).fill(0)
  let tries = 16
  const walk = (index: number, label: Label): void => {
    const { labels, targets } = machines[index]!.moves(parts[index]!)
    for (let move = 0; move < labels.length; move += 1) {
      const other = labels[move]!
      tries += 1
      const both = alphabet.meet(label, other, steps)
      if (both === noCharacter) continue
      tuple[index] = targets[move]!
      if (index === machines.length - 1) visit(tuple, both)
      else walk(index + 1, both)
    }
    if (tries >= 1024) {
      steps.take(tries >> 4)
      tries &= 15
    }
  }
  walk(0, anyCharacter)
  steps.take(tries >> 4)
}

function startTuples(machines: readonly Machine[], visit: (tuple: readonly number[]) => void): void {
  const tuple = new Array<number>(machines.length).fill(0)
  const walk = (index: number): void => {
    if (index === machines.length) visit(tuple)
    else {
      for (const state of machines[index]!.starts) {
        tuple[index] = state
        walk(index + 1)
      }
    }
  }
  walk(0)
}

function distanceOf(machines: readonly Machine[], tuple: readonly number[]): number {
  let most = 0
  for (let index = 0; index < machines.length; index += 1) {
    const distance = machines[index]!.distance(tuple[index]!)
    if (distance > most) most = distance
  }
  return most
}

const acceptsAll = (machines: readonly Machine[], tuple: readonly number[]): boolean =>
  machines.every((machine, index) => machine.accepts(tuple[index]!))

const comparisons = 24

/**
 * Remembers, for the last machine of a product, which of its states were met beside which others. A state whose
 * continuations another one includes, met no later, leads to nothing new.
 */
function subsumption(
  machines: readonly Machine[],
  steps: Steps,
): (tuple: readonly number[], depth: number) => boolean {
  const last = machines.length - 1
  const includes = machines[last]?.includes
  if (!includes) return () => false
  const met = new Map<string, { state: number; depth: number }[]>()
  return (tuple, depth) => {
    const key = tuple.slice(0, last).join()
    const list = met.get(key)
    const state = tuple[last]!
    if (!list) {
      met.set(key, [{ state, depth }])
      return false
    }
    steps.take(list.length >> 3)
    if (list.some((other) => other.depth <= depth && other.state !== state && includes(other.state, state)))
      return true
    if (list.length < comparisons) list.push({ state, depth })
    return false
  }
}

/**
 * A shortest text that all machines accept, as labels from its first character to its last; undefined where there
 * is none. Best-first: states that need the fewest characters altogether come first, of those the nearest to the end.
 */
function shortestWay(machines: readonly Machine[], alphabet: Alphabet, steps: Steps): Label[] | undefined {
  const width = machines.length
  const tuples = new Tuples(width)
  const depths: number[] = []
  const parents: number[] = []
  const via: Label[] = []
  const done: boolean[] = []
  const waiting: number[][] = []
  const subsumed = subsumption(machines, steps)
  const reach = (tuple: readonly number[], depth: number, parent: number, label: Label): void => {
    const number = tuples.numberOf(tuple)
    const known = depths[number]
    if (known !== undefined && known <= depth) return
    depths[number] = depth
    parents[number] = parent
    via[number] = label
    done[number] = subsumed(tuple, depth)
    if (done[number]) return
    const whole = depth + distanceOf(machines, tuple)
    waiting[whole] ??= []
    waiting[whole].push(number)
  }
  startTuples(machines, (tuple) => reach(tuple, 0, -1, noCharacter))
  for (let whole = 0; whole < waiting.length; whole += 1) {
    const list = waiting[whole]
    for (let number = list?.pop(); number !== undefined; number = list?.pop()) {
      if (done[number]) continue
      done[number] = true
      const parts = tuples.parts.slice(number * width, number * width + width)
      if (acceptsAll(machines, parts)) {
        const labels: Label[] = []
        for (let at = number; parents[at]! >= 0; at = parents[at]!) labels.push(via[at]!)
        return labels.reverse()
      }
      const depth = depths[number]! + 1
      const parent = number
      successors(machines, parts, alphabet, steps, (tuple, label) => reach(tuple, depth, parent, label))
    }
  }
  return undefined
}

/** A state of one layer with the best text that leads to it. */
interface Reached {
  readonly parts: readonly number[]
  unreadability: number
  /** Place of its text among the texts of the layer. */
  rank: number
  codePoint: number
  parent: Reached | undefined
}

const byText = (a: Reached, b: Reached): number =>
  (a.parent?.rank ?? 0) - (b.parent?.rank ?? 0) || orderOf(a.codePoint) - orderOf(b.codePoint)

const byReadability = (a: Reached, b: Reached): number => a.unreadability - b.unreadability || byText(a, b)

/** The most readable of the texts of `length` characters, the fewest that there are, that all machines accept. */
function mostReadable(
  machines: readonly Machine[],
  length: number,
  alphabet: Alphabet,
  steps: Steps,
): Reached | undefined {
  const tuples = new Tuples(machines.length)
  let layer: Reached[] = []
  startTuples(machines, (tuple) => {
    if (distanceOf(machines, tuple) > length || tuples.numberOf(tuple) < layer.length) return
    layer.push({ parts: [...tuple], unreadability: 0, rank: 0, codePoint: 0, parent: undefined })
  })
  for (let depth = 1; depth <= length; depth += 1) {
    // A state of an earlier layer cannot lie on a shortest way again.
    const before = tuples.count
    const next = new Map<number, Reached>()
    for (const parent of layer) {
      successors(machines, parent.parts, alphabet, steps, (tuple, label) => {
        if (depth + distanceOf(machines, tuple) > length) return
        const number = tuples.numberOf(tuple)
        if (number < before) return
        const codePoint = alphabet.sample(label)
        const unreadable = parent.unreadability + unreadability(codePoint)
        const known = next.get(number)
        const parts = known?.parts ?? [...tuple]
        const candidate: Reached = { parts, unreadability: unreadable, rank: 0, codePoint, parent }
        if (!known || byReadability(candidate, known) < 0) next.set(number, candidate)
      })
    }
    layer = [...next.values()].sort(byText)
    for (const [index, reached] of layer.entries()) {
      const previous = layer[index - 1]
      reached.rank = previous ? previous.rank + (byText(previous, reached) === 0 ? 0 : 1) : 0
    }
  }
  const accepted = layer.filter(({ parts }) => acceptsAll(machines, parts))
  return accepted.reduce<Reached | undefined>(
    (best, one) => (best && byReadability(best, one) <= 0 ? best : one),
    undefined,
  )
}

function textOf(end: Reached): string {
  const codePoints: number[] = []
  for (let at: Reached | undefined = end; at?.parent; at = at.parent) codePoints.push(at.codePoint)
  return codePoints
    .reverse()
    .map((codePoint) => String.fromCodePoint(codePoint))
    .join('')
}

/**
 * The shortest, then most readable text that all machines accept; undefined where there is none. Throws
 * `StepsUsedUp` where neither could be shown; where only the choice of the most readable one is too much work, a
 * shortest one is given.
 */
export function searchText(
  machines: readonly Machine[],
  alphabet: Alphabet,
  steps: Steps,
): string | undefined {
  const before = steps.taken
  const way = shortestWay(machines, alphabet, steps)
  if (!way) return undefined
  try {
    const share = 256 + 2 * (steps.taken - before)
    const best = mostReadable(machines, way.length, alphabet, steps.within(share))
    if (best) return textOf(best)
  } catch (error) {
    if (!(error instanceof StepsUsedUp)) throw error
  }
  return way.map((label) => String.fromCodePoint(alphabet.sample(label))).join('')
}
