import { type Alphabet, type Label, noCharacter } from './alphabet.ts'
import type { Instruction } from './program.ts'
import type { Steps } from './steps.ts'

/** What all texts of a language have in common; each part may say less than is true, none says more. */
export interface Outline {
  /** Every text starts with it. */
  readonly prefix: string
  /** Every text ends with it. */
  readonly suffix: string
  /** No text has fewer characters. Infinity where there is no text. */
  readonly least: number
  /** No text has more characters; Infinity where there is no bound. */
  readonly most: number
  /** The characters with which a text that is not empty can start and end. */
  readonly first: Label
  readonly last: Label
}

/** Literal prefixes and suffixes are not followed further than this. */
const literalLimit = 1000

/** Each place with the places that it passes on to without reading, assertions taken as passed. */
function passesOf(program: readonly Instruction[]): number[][] {
  return program.map((one) => {
    if (one.kind === 'fork') return [one.to, one.or]
    return one.kind === 'pass' || one.kind === 'assert' ? [one.to] : []
  })
}

function reached(from: readonly number[], passes: readonly (readonly number[])[]): Set<number> {
  const seen = new Set(from)
  for (const at of seen) for (const to of passes[at]!) seen.add(to)
  return seen
}

function inverted(edges: readonly (readonly number[])[]): number[][] {
  const back: number[][] = edges.map(() => [])
  for (const [from, targets] of edges.entries()) for (const to of targets) back[to]!.push(from)
  return back
}

/** The fewest characters on a way from `start` to a match. */
function leastOf(
  program: readonly Instruction[],
  passes: readonly (readonly number[])[],
  start: number,
): number {
  let layer = reached([start], passes)
  const seen = new Set(layer)
  for (let length = 0; layer.size > 0; length += 1) {
    const next = new Set<number>()
    for (const at of layer) {
      const one = program[at]!
      if (one.kind === 'match') return length
      if (one.kind === 'read' && one.ranges.length > 0 && !seen.has(one.to)) next.add(one.to)
    }
    layer = new Set([...reached([...next], passes)].filter((at) => !seen.has(at)))
    for (const at of layer) seen.add(at)
  }
  return Number.POSITIVE_INFINITY
}

/** The most characters on a way through the places in `alive`: Infinity where one of them lies on a cycle. */
function mostOf(
  program: readonly Instruction[],
  passes: readonly (readonly number[])[],
  alive: ReadonlySet<number>,
): number {
  const next = program.map((one, at) =>
    (one.kind === 'read' ? [one.to] : passes[at]!).filter((to) => alive.has(to)),
  )
  const incoming = new Map([...alive].map((at) => [at, 0]))
  for (const at of alive) for (const to of next[at]!) incoming.set(to, incoming.get(to)! + 1)
  const depth = new Map<number, number>()
  const ready = [...alive].filter((at) => incoming.get(at) === 0)
  let most = 0
  for (const at of ready) {
    const length = (depth.get(at) ?? 0) + (program[at]!.kind === 'read' ? 1 : 0)
    most = Math.max(most, length)
    for (const to of next[at]!) {
      depth.set(to, Math.max(depth.get(to) ?? 0, length))
      incoming.set(to, incoming.get(to)! - 1)
      if (incoming.get(to) === 0) ready.push(to)
    }
  }
  return ready.length < alive.size ? Number.POSITIVE_INFINITY : most
}

/** Reads what all texts that a program matches as a whole have in common, in time linear in the program. */
export function outlineOf(
  program: readonly Instruction[],
  start: number,
  alphabet: Alphabet,
  steps: Steps,
): Outline {
  steps.take(1 + (program.length >> 4))
  const labels = new Map<ArrayLike<number>, Label>()
  const labelOf = (at: number): Label => {
    const one = program[at]!
    if (one.kind !== 'read') return noCharacter
    let known = labels.get(one.ranges)
    if (known === undefined) {
      steps.take(one.ranges.length >> 5)
      known = alphabet.label(one.ranges)
      labels.set(one.ranges, known)
    }
    return known
  }
  const passes = passesOf(program)
  const back = inverted(passes)
  const readers = inverted(program.map((one) => (one.kind === 'read' ? [one.to] : [])))
  const matches = [...program.keys()].filter((at) => program[at]!.kind === 'match')
  const forward = program.map((one, at) => (one.kind === 'read' ? [one.to] : passes[at]!))
  const towardsMatch = reached(matches, inverted(forward))
  const alive = new Set([...reached([start], forward)].filter((at) => towardsMatch.has(at)))

  const readsAfter = (places: readonly number[]): number[] =>
    [...reached(places, passes)].filter((at) => alive.has(at) && program[at]!.kind === 'read')
  const readsBefore = (places: readonly number[]): number[] =>
    [...reached(places, back)].flatMap((at) => readers[at]!).filter((at) => alive.has(at))
  const unite = (reads: readonly number[]): Label =>
    reads.length === 0 ? noCharacter : alphabet.union([...new Set(reads.map(labelOf))])

  const literal = (
    from: readonly number[],
    ends: (places: ReadonlySet<number>) => boolean,
    ways: readonly (readonly number[])[],
    reads: (places: readonly number[]) => number[],
    next: (read: number) => number,
  ): number[] => {
    const codePoints: number[] = []
    let places = from
    while (codePoints.length < literalLimit && !ends(reached(places, ways))) {
      const [read, ...others] = reads(places)
      if (read === undefined || others.length > 0) break
      const codePoint = alphabet.only(labelOf(read))
      if (codePoint === undefined) break
      codePoints.push(codePoint)
      places = [next(read)]
    }
    return codePoints
  }
  const after = (read: number): number => {
    const one = program[read]!
    return one.kind === 'read' ? one.to : read
  }
  const matched = new Set(matches)
  const prefix = literal(
    [start],
    (places) => [...places].some((at) => matched.has(at)),
    passes,
    readsAfter,
    after,
  )
  const suffix = literal(
    matches,
    (places) => places.has(start),
    back,
    readsBefore,
    (read) => read,
  )
  return {
    prefix: String.fromCodePoint(...prefix),
    suffix: String.fromCodePoint(...suffix.reverse()),
    least: leastOf(program, passes, start),
    most: alive.size === 0 ? -1 : mostOf(program, passes, alive),
    first: unite(readsAfter([start])),
    last: unite(readsBefore(matches)),
  }
}
