import { type Alphabet, anyCharacter, type Label, noCharacter } from './alphabet.ts'
import type { Automaton, Moves } from './automaton.ts'
import type { Steps } from './steps.ts'

/** One side of a product: states are numbers, moves are made when they are asked for. */
export interface Machine {
  readonly starts: readonly number[]
  accepts(state: number): boolean
  /** Never more than the characters still needed for acceptance. */
  distance(state: number): number
  moves(state: number): Moves
  /** Whether all that is accepted from `wide` is accepted from `narrow` too, where that is cheap to see. */
  includes?(narrow: number, wide: number): boolean
}

/** An automaton as it is, one state at a time. */
export function machineOf({ starts, accepting, distance, moves }: Automaton): Machine {
  return {
    starts,
    accepts: (state) => accepting[state]!,
    distance: (state) => distance[state]!,
    moves: (state) => moves[state]!,
  }
}

function isSubset(small: Int32Array, large: Int32Array): boolean {
  if (small.length > large.length) return false
  let index = 0
  for (const member of small) {
    while (index < large.length && large[index]! < member) index += 1
    if (index === large.length || large[index] !== member) return false
  }
  return true
}

/**
 * The deterministic automaton of the union of `automata`, made set by set as the search asks for it. With
 * `complement` it accepts the texts that none of them accepts, and leaves out the sets from which every text is
 * accepted by some.
 */
export function determinised(
  automata: readonly Automaton[],
  alphabet: Alphabet,
  steps: Steps,
  complement = false,
): Machine {
  const offsets: number[] = []
  let size = 0
  for (const { moves } of automata) {
    offsets.push(size)
    size += moves.length
  }
  // States of all automata in one numbering; a search over few of them must not pay for all.
  const ownerOf = (member: number): number => {
    let low = 0
    for (let high = offsets.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1
      if (offsets[middle]! <= member) low = middle
      else high = middle - 1
    }
    return low
  }
  const sets: Int32Array[] = []
  const numbers = new Map<string, number>()
  const known: (Moves | undefined)[] = []
  const accepting: boolean[] = []
  const distance: number[] = []

  const numberOf = (members: Iterable<number>): number | undefined => {
    const set = Int32Array.from(new Set(members)).sort()
    steps.take(1 + (set.length >> 3))
    const key = set.join()
    const number = numbers.get(key)
    if (number !== undefined) return number
    let least = Number.POSITIVE_INFINITY
    for (const member of set) {
      const owner = ownerOf(member)
      const state = member - offsets[owner]!
      if (complement && automata[owner]!.universal[state]) return undefined
      least = Math.min(least, automata[owner]!.distance[state]!)
    }
    sets.push(set)
    numbers.set(key, sets.length - 1)
    accepting.push((least === 0) !== complement)
    distance.push(complement ? (least === 0 ? 1 : 0) : least)
    return sets.length - 1
  }

  const movesOf = (state: number): Moves => {
    const byLabel = new Map<Label, number[]>()
    let edges = 0
    for (const member of sets[state]!) {
      const owner = ownerOf(member)
      const { labels, targets } = automata[owner]!.moves[member - offsets[owner]!]!
      edges += labels.length
      for (const [index, label] of labels.entries()) {
        const list = byLabel.get(label)
        if (list) list.push(targets[index]! + offsets[owner]!)
        else byLabel.set(label, [targets[index]! + offsets[owner]!])
      }
    }
    steps.take(1 + (edges >> 3))
    // Splits the characters until each part leads to one set.
    let parts: { label: Label; members: number[] }[] = [{ label: anyCharacter, members: [] }]
    for (const [label, members] of byLabel) {
      const split: typeof parts = []
      for (const part of parts) {
        const inside = alphabet.meet(part.label, label, steps)
        if (inside === noCharacter) {
          split.push(part)
          continue
        }
        split.push({ label: inside, members: [...part.members, ...members] })
        const outside = inside === part.label ? noCharacter : alphabet.without(part.label, label)
        if (outside !== noCharacter) split.push({ label: outside, members: part.members })
      }
      parts = split
      steps.take(parts.length >> 3)
    }
    const labels: Label[] = []
    const targets: number[] = []
    for (const { label, members } of parts) {
      const target = complement || members.length > 0 ? numberOf(members) : undefined
      if (target === undefined) continue
      labels.push(label)
      targets.push(target)
    }
    return { labels, targets }
  }

  const start = numberOf(
    automata.flatMap(({ starts }, index) => starts.map((state) => state + offsets[index]!)),
  )
  const machine: Machine = {
    starts: start === undefined || (!complement && sets[start]!.length === 0) ? [] : [start],
    accepts: (state) => accepting[state]!,
    distance: (state) => distance[state]!,
    moves: (state) => {
      known[state] ??= movesOf(state)
      return known[state]
    },
  }
  if (!complement) return machine
  return { ...machine, includes: (narrow, wide) => isSubset(sets[narrow]!, sets[wide]!) }
}
