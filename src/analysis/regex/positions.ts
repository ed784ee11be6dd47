import { type Alphabet, type Label, noCharacter } from './alphabet.ts'
import { characterSides, holding } from './from-pattern.ts'
import { compilePattern } from './program.ts'
import type { Steps } from './steps.ts'
import type { PatternNode } from './structure.ts'

/**
 * The character places of a pattern as a backtracking engine goes through them: state 0 is the start, every other
 * state is a character just read. `ways` counts, up to 2, the ways from one to the next.
 */
export interface Positions {
  /** What is read on entering a state; nothing for the start. */
  readonly labels: readonly Label[]
  readonly next: readonly ReadonlyMap<number, number>[]
}

/** A set of ways with their number; many is many. */
type Ways = Map<number, number>

/** Ways through a part of a pattern: past it, into it, out of it. Keys carry the assertions on the way. */
interface Part {
  /** By assertion mask. */
  readonly empty: Ways
  /** By place and mask. */
  readonly first: Ways
  readonly last: Ways
}

const maskBase = 64

function add(ways: Ways, key: number, count: number): void {
  ways.set(key, Math.min(2, (ways.get(key) ?? 0) + count))
}

/** Ways of `a` and of `b`. */
function either(a: Ways, b: Ways): Ways {
  const sum = new Map(a)
  for (const [key, count] of b) add(sum, key, count)
  return sum
}

/** Ways of `a`, each gone on with the masks of `b`. */
function through(a: Ways, masks: Ways): Ways {
  const product: Ways = new Map()
  for (const [key, count] of a) {
    for (const [mask, times] of masks) {
      add(product, key - (key % maskBase) + ((key % maskBase) | mask), Math.min(2, count * times))
    }
  }
  return product
}

const nothing: Part = { empty: new Map([[0, 1]]), first: new Map(), last: new Map() }

interface Place {
  readonly label: Label
  /** By following place and mask. */
  readonly follow: Ways
}

/** Reads the places of a pattern and the ways between them. */
function placesOf(
  root: PatternNode,
  alphabet: Alphabet,
  steps: Steps,
): { places: Place[]; whole: Part; mask: number } {
  const places: Place[] = []
  const labels = new Map<string, Label>()
  let allMasks = 0

  const labelOf = (source: string): Label => {
    let label = labels.get(source)
    if (label === undefined) {
      const pairs = compilePattern(source).instructions.flatMap((one) =>
        one.kind === 'read' ? Array.from(one.ranges) : [],
      )
      steps.take(4 + (pairs.length >> 5))
      label = alphabet.label(pairs)
      labels.set(source, label)
    }
    return label
  }

  const link = (last: Ways, first: Ways): void => {
    steps.take(1 + ((last.size * first.size) >> 3))
    for (const [from, count] of last) {
      const { follow } = places[Math.floor(from / maskBase)]!
      for (const [to, times] of first) {
        const key = to - (to % maskBase) + ((to % maskBase) | (from % maskBase))
        add(follow, key, Math.min(2, count * times))
      }
    }
  }
  const sequence = (a: Part, b: Part): Part => {
    if (a === nothing) return b
    if (b === nothing) return a
    link(a.last, b.first)
    return {
      empty: through(a.empty, b.empty),
      first: either(a.first, through(b.first, a.empty)),
      last: either(b.last, through(a.last, b.empty)),
    }
  }
  const choice = (a: Part, b: Part): Part => ({
    empty: either(a.empty, b.empty),
    first: either(a.first, b.first),
    last: either(a.last, b.last),
  })
  // Leaving a loop by an empty turn and leaving it at once come to the same.
  const loop = (part: Part, skippable: boolean): Part => {
    link(part.last, part.first)
    return skippable ? { ...part, empty: nothing.empty } : part
  }

  const read = (node: PatternNode): Part => {
    steps.take(1)
    switch (node.kind) {
      case 'characters': {
        const key = places.length * maskBase
        places.push({ label: labelOf(node.source), follow: new Map() })
        return { empty: new Map(), first: new Map([[key, 1]]), last: new Map([[key, 1]]) }
      }
      case 'assertion':
        allMasks |= node.mask
        return { empty: new Map([[node.mask, 1]]), first: new Map(), last: new Map() }
      case 'sequence':
        return node.of.map(read).reduce(sequence, nothing)
      case 'choice':
        return node.of.map(read).reduce(choice)
      case 'repeat': {
        const { of, least, most } = node
        if (most === 0) return nothing
        // Optional turns stand inside one another: the third is tried only behind the second.
        let part = most === Number.POSITIVE_INFINITY ? loop(read(of), least === 0) : nothing
        for (let turn = most === Number.POSITIVE_INFINITY ? least - 1 : most; turn > 0; turn -= 1) {
          part = sequence(read(of), part)
          if (turn > least) part = choice(nothing, part)
        }
        return part
      }
    }
  }
  const whole = read(root)
  return { places, whole, mask: allMasks }
}

/**
 * The states and ways of a pattern. Throws `StepsUsedUp`. Assertions are decided by telling apart, for each place,
 * the kinds of characters that they can see.
 */
export function positionsOf(root: PatternNode, alphabet: Alphabet, steps: Steps): Positions {
  const { places, whole, mask } = placesOf(root, alphabet, steps)
  const sides = characterSides(mask, alphabet)
  const labels: Label[] = [noCharacter]
  const sideOf: number[] = [0]
  const statesOf = places.map(({ label }) =>
    sides.flatMap(([side, sideLabel]) => {
      const both = alphabet.intersect(label, sideLabel)
      if (both === noCharacter) return []
      labels.push(both)
      sideOf.push(side)
      return [labels.length - 1]
    }),
  )
  const next: Map<number, number>[] = labels.map(() => new Map())
  const connect = (from: number, ways: Ways): void => {
    steps.take(1 + (ways.size >> 2))
    for (const [key, count] of ways) {
      for (const to of statesOf[Math.floor(key / maskBase)]!) {
        const held = holding(sideOf[from] as 0 | 1 | 2 | 3, sideOf[to] as 0 | 1 | 2 | 3)
        if (((key % maskBase) & ~held) === 0) add(next[from]!, to, count)
      }
    }
  }
  connect(0, whole.first)
  for (const [index, states] of statesOf.entries())
    for (const from of states) connect(from, places[index]!.follow)
  return { labels, next }
}
