import { type Alphabet, noCharacter } from './alphabet.ts'
import type { Positions } from './positions.ts'
import type { Steps } from './steps.ts'

/** A state, and a text (as code points) that leads from it back to it in more ways than one. */
export interface Ambiguity {
  readonly state: number
  readonly pump: readonly number[]
}

/** Attempts for one component; the first that can be made to fail is enough. */
const candidates = 6

/** The strongly connected component of each state, -1 for a state on no cycle (Tarjan's algorithm without recursion). */
export function componentsOf({ next }: Positions): number[] {
  const order = new Array<number>(next.length).fill(-1)
  const low = new Array<number>(next.length).fill(0)
  const component = new Array<number>(next.length).fill(-1)
  const open: number[] = []
  const isOpen = new Array<boolean>(next.length).fill(false)
  let counter = 0
  let components = 0
  for (const root of next.keys()) {
    if (order[root] !== -1) continue
    const path: { state: number; targets: Iterator<number> }[] = []
    const enter = (state: number): void => {
      order[state] = counter
      low[state] = counter
      counter += 1
      open.push(state)
      isOpen[state] = true
      path.push({ state, targets: next[state]!.keys() })
    }
    enter(root)
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const { state, targets } = frame
      const step = targets.next()
      if (!step.done) {
        if (order[step.value] === -1) enter(step.value)
        else if (isOpen[step.value]) low[state] = Math.min(low[state]!, order[step.value]!)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) low[parent.state] = Math.min(low[parent.state]!, low[state]!)
      if (low[state] !== order[state]) continue
      const members = open.splice(open.indexOf(state))
      for (const member of members) isOpen[member] = false
      if (members.length === 1 && !next[state]!.has(state)) continue
      for (const member of members) component[member] = components
      components += 1
    }
  }
  return component
}

/** States that the start leads to. */
function reachable({ next }: Positions): Set<number> {
  const seen = new Set([0])
  for (const state of seen) for (const to of next[state]!.keys()) seen.add(to)
  return seen
}

type Tuple = readonly number[]

/** A breadth-first search over tuples of states that read the same characters side by side. */
class Walk {
  private readonly seen = new Map<number, { codePoint: number; parent: number | undefined }>()
  private readonly positions: Positions
  private readonly alphabet: Alphabet
  private readonly steps: Steps
  private readonly allowed: (tuple: Tuple) => boolean

  constructor(positions: Positions, alphabet: Alphabet, steps: Steps, allowed: (tuple: Tuple) => boolean) {
    this.positions = positions
    this.alphabet = alphabet
    this.steps = steps
    this.allowed = allowed
  }

  private successors(tuple: Tuple): { tuple: Tuple; codePoint: number }[] {
    const { next, labels } = this.positions
    let partial: { tuple: number[]; label: number }[] = [{ tuple: [], label: 1 }]
    for (const state of tuple) {
      const longer: typeof partial = []
      for (const one of partial) {
        for (const to of next[state]!.keys()) {
          const label = this.alphabet.meet(one.label, labels[to]!, this.steps)
          if (label !== noCharacter) longer.push({ tuple: [...one.tuple, to], label })
        }
      }
      partial = longer
    }
    this.steps.take(2 + partial.length)
    return partial.map((one) => ({ tuple: one.tuple, codePoint: this.alphabet.sample(one.label) }))
  }

  /**
   * The code points of a shortest way of at least one character from `start` to `end`; where `parts` is given, of a
   * way with at least one step for which it holds.
   */
  find(start: Tuple, end: Tuple, parts?: (from: Tuple, to: Tuple) => boolean): number[] | undefined {
    this.seen.clear()
    const goal = this.keyOf(end)
    const queue: { tuple: Tuple; key: number | undefined; parted: boolean }[] = [
      { tuple: start, key: undefined, parted: parts === undefined },
    ]
    for (const { tuple: from, key: parent, parted: before } of queue) {
      for (const { tuple, codePoint } of this.successors(from)) {
        const parted = before || parts?.(from, tuple) === true
        const place = this.keyOf(tuple)
        const key = place * 2 + (parted ? 1 : 0)
        if (this.seen.has(key) || !this.allowed(tuple)) continue
        this.seen.set(key, { codePoint, parent })
        if (parted && place === goal) return this.textTo(key)
        queue.push({ tuple, key, parted })
      }
    }
    return undefined
  }

  private keyOf(tuple: Tuple): number {
    return tuple.reduce((key, state) => key * this.positions.next.length + state, 0)
  }

  private textTo(end: number): number[] {
    const text: number[] = []
    for (let key: number | undefined = end; key !== undefined; ) {
      const { codePoint, parent }: { codePoint: number; parent: number | undefined } = this.seen.get(key)!
      text.push(codePoint)
      key = parent
    }
    return text.reverse()
  }
}

/** Loops that one text goes round in two ways: each turn doubles the paths. */
export function* exponentialLoops(
  positions: Positions,
  alphabet: Alphabet,
  steps: Steps,
): Generator<Ambiguity> {
  const component = componentsOf(positions)
  const tried = new Map<number, number>()
  for (const state of reachable(positions)) {
    const own = component[state]!
    if (own < 0 || (tried.get(own) ?? 0) >= candidates) continue
    const inside = (tuple: Tuple): boolean => tuple.every((one) => component[one] === own)
    const walk = new Walk(positions, alphabet, steps, inside)
    // Two ways part where they reach different states, or where one step can be made in two ways.
    const parts = ([from]: Tuple, [a, b]: Tuple): boolean => a !== b || positions.next[from!]!.get(a!)! > 1
    const pump = walk.find([state, state], [state, state], parts)
    if (pump) yield { state, pump }
    // Whatever parts and joins in a component does so on a way round from each of its states.
    tried.set(own, pump ? (tried.get(own) ?? 0) + 1 : candidates)
  }
}

/** Pairs of loops one behind the other that one text can be shared out between in many ways. */
export function* polynomialLoops(
  positions: Positions,
  alphabet: Alphabet,
  steps: Steps,
): Generator<Ambiguity> {
  const component = componentsOf(positions)
  const looping = [...reachable(positions)].filter((state) => component[state]! >= 0)
  const tried = new Map<string, number>()
  for (const p of looping) {
    for (const q of looping) {
      steps.take(1)
      const pair = `${component[p]} ${component[q]}`
      if (component[p] === component[q] || (tried.get(pair) ?? 0) >= candidates) continue
      const walk = new Walk(
        positions,
        alphabet,
        steps,
        ([a, , c]) => component[a!] === component[p] && component[c!] === component[q],
      )
      const pump = walk.find([p, p, q], [p, q, q])
      if (!pump) continue
      tried.set(pair, (tried.get(pair) ?? 0) + 1)
      yield { state: p, pump }
    }
  }
}
