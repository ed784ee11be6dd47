import { type Alphabet, anyCharacter, type Label, noCharacter } from './alphabet.ts'
import type { Steps } from './steps.ts'

/** What can be read in a state: `labels[n]` leads to `targets[n]`. */
export interface Moves {
  readonly labels: readonly Label[]
  readonly targets: readonly number[]
}

/**
 * A nondeterministic automaton without empty moves. Every state lies on a way from a start to acceptance, and
 * between two states there is at most one label.
 */
export interface Automaton {
  readonly starts: readonly number[]
  readonly accepting: readonly boolean[]
  readonly moves: readonly Moves[]
  /** Fewest characters from a state to acceptance. */
  readonly distance: readonly number[]
  /** States from which every text is accepted; not all of them need to be known. */
  readonly universal: readonly boolean[]
}

/** States and moves as they are found; `assemble` trims them. */
export class Draft {
  readonly accepting: boolean[] = []
  /** For each state: target → the label, or the labels, that lead to it. */
  readonly edges: Map<number, Label | Label[]>[] = []
  readonly starts: number[] = []

  state(accepts = false): number {
    this.accepting.push(accepts)
    this.edges.push(new Map())
    return this.accepting.length - 1
  }

  /** A state that accepts every text. */
  universalState(): number {
    const state = this.state(true)
    this.edges[state]!.set(state, anyCharacter)
    return state
  }

  edge(from: number, label: Label, to: number): void {
    if (label === noCharacter) return
    const edges = this.edges[from]!
    const known = edges.get(to)
    if (known === undefined) edges.set(to, label)
    else if (Array.isArray(known)) known.push(label)
    else if (known !== label) edges.set(to, [known, label])
  }

  /** Adds the states of an automaton and gives the number to be added to its states. */
  embed({ accepting, moves }: Automaton, accepts: boolean): number {
    const offset = this.accepting.length
    for (const [state, { labels, targets }] of moves.entries()) {
      this.accepting.push(accepts && accepting[state]!)
      this.edges.push(new Map(targets.map((target, index) => [target + offset, labels[index]!])))
    }
    return offset
  }
}

function sourcesOf(edges: readonly ReadonlyMap<number, unknown>[]): number[][] {
  const sources: number[][] = edges.map(() => [])
  for (const [from, targets] of edges.entries()) for (const to of targets.keys()) sources[to]!.push(from)
  return sources
}

/** Breadth-first distances, -1 for what is not reached. */
function distances(
  from: readonly number[],
  size: number,
  next: (state: number) => Iterable<number>,
): number[] {
  const distance = new Array<number>(size).fill(-1)
  const queue = [...new Set(from)]
  for (const state of queue) distance[state] = 0
  for (const state of queue) {
    for (const to of next(state)) {
      if (distance[to] !== -1) continue
      distance[to] = distance[state]! + 1
      queue.push(to)
    }
  }
  return distance
}

/** Trims a draft to what lies on a way from a start to acceptance. */
export function assemble(draft: Draft, alphabet: Alphabet, steps: Steps): Automaton {
  const size = draft.accepting.length
  const edgeCount = draft.edges.reduce((sum, { size: count }) => sum + count, 0)
  steps.take((size + edgeCount) >> 3)
  const sources = sourcesOf(draft.edges)
  const accepting = [...draft.accepting.keys()].filter((state) => draft.accepting[state])
  const toEnd = distances(accepting, size, (state) => sources[state]!)
  const fromStart = distances(draft.starts, size, (state) => draft.edges[state]!.keys())
  const kept = [...toEnd.keys()].filter((state) => toEnd[state] !== -1 && fromStart[state] !== -1)
  const numberOf = new Map(kept.map((state, index) => [state, index]))
  const joined = (labels: Label | Label[]): Label => {
    if (!Array.isArray(labels)) return labels
    steps.take(labels.reduce((sum, label) => sum + 1 + alphabet.weight(label), 0) >> 2)
    return alphabet.union([...new Set(labels)])
  }
  const moves = kept.map((state): Moves => {
    const edges = [...draft.edges[state]!].filter(([to]) => numberOf.has(to))
    return {
      labels: edges.map(([, labels]) => joined(labels)),
      targets: edges.map(([to]) => numberOf.get(to)!),
    }
  })
  const accepts = kept.map((state) => draft.accepting[state]!)
  return {
    starts: [...new Set(draft.starts)].flatMap((state) => numberOf.get(state) ?? []),
    accepting: accepts,
    moves,
    distance: kept.map((state) => toEnd[state]!),
    universal: moves.map(
      ({ labels, targets }, state) =>
        accepts[state]! && targets.some((to, index) => to === state && labels[index] === anyCharacter),
    ),
  }
}

/** The automaton of the reversed texts. */
export function reverse(automaton: Automaton, alphabet: Alphabet, steps: Steps): Automaton {
  const draft = new Draft()
  for (const _ of automaton.moves) draft.state()
  for (const state of automaton.starts) draft.accepting[state] = true
  for (const [from, { labels, targets }] of automaton.moves.entries()) {
    for (const [index, to] of targets.entries()) draft.edge(to, labels[index]!, from)
  }
  for (const [state, accepts] of automaton.accepting.entries()) if (accepts) draft.starts.push(state)
  return assemble(draft, alphabet, steps)
}
