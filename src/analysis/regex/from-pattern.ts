import { type Alphabet, anyCharacter, type Label } from './alphabet.ts'
import { type Automaton, assemble, Draft } from './automaton.ts'
import type { CompiledPattern, Instruction } from './program.ts'
import type { Steps } from './steps.ts'
import { assertion } from './structure.ts'

/** What an assertion can see of the place on one of its sides. */
const side = { edge: 0, newline: 1, word: 2, other: 3 } as const
type Side = (typeof side)[keyof typeof side]

const { lineStart, lineEnd, textStart, textEnd, wordBoundary, noWordBoundary } = assertion
const boundaries = wordBoundary | noWordBoundary

/** The assertions that hold between two characters; `\b` knows ASCII word characters only, as in RE2. */
export function holding(before: Side, after: Side): number {
  const start = before === side.edge ? textStart | lineStart : before === side.newline ? lineStart : 0
  const end = after === side.edge ? textEnd | lineEnd : after === side.newline ? lineEnd : 0
  return start | end | ((before === side.word) === (after === side.word) ? noWordBoundary : wordBoundary)
}

/** Kinds of characters that the assertions in `mask` tell apart, with their labels. */
export function characterSides(mask: number, alphabet: Alphabet): readonly (readonly [Side, Label])[] {
  const newline = alphabet.label([10, 10])
  const word = alphabet.label([48, 57, 65, 90, 95, 95, 97, 122])
  const sides: [Side, Label][] = []
  if ((mask & (lineStart | lineEnd)) !== 0) sides.push([side.newline, newline])
  if ((mask & boundaries) !== 0) sides.push([side.word, word])
  const named = sides.map(([, label]) => label)
  return [
    ...sides,
    [side.other, named.length > 0 ? alphabet.complement(alphabet.union(named)) : anyCharacter],
  ]
}

/** What lies before a place, as far as assertions in `mask` can tell. */
function seenBefore(before: Side, mask: number): Side {
  if (before === side.edge && (mask & (textStart | lineStart)) !== 0) return before
  if (before === side.newline && (mask & lineStart) !== 0) return before
  if (before === side.word && (mask & boundaries) !== 0) return before
  return side.other
}

interface Closure {
  /** Instructions that read a character. */
  readonly reads: readonly number[]
  readonly matches: boolean
  /** Assertions met on the way, passed or not. */
  readonly mask: number
}

/** Gives the closures of a program: what is reached from an instruction without reading, where `held` holds. */
function closures(program: readonly Instruction[], steps: Steps): (from: number, held: number) => Closure {
  // Marked with the number of the closure under way, so that nothing has to be cleared between two.
  const marks = new Int32Array(program.length)
  let turn = 0
  return (from, held) => {
    turn += 1
    const reads: number[] = []
    let matches = false
    let mask = 0
    let count = 0
    const waiting = [from]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (marks[at] === turn) continue
      marks[at] = turn
      count += 1
      const instruction = program[at]!
      if (instruction.kind === 'read') reads.push(at)
      else if (instruction.kind === 'fork') waiting.push(instruction.or, instruction.to)
      else if (instruction.kind === 'pass') waiting.push(instruction.to)
      else if (instruction.kind === 'match') matches = true
      else if (instruction.kind === 'assert') {
        mask |= instruction.mask
        if ((instruction.mask & ~held) === 0) waiting.push(instruction.to)
      }
    }
    steps.take(1 + (count >> 6) + (reads.length >> 4))
    return { reads, matches, mask }
  }
}

const everyAssertion = -1

/**
 * The automaton of a compiled pattern. A state is a place in the program together with what an assertion there
 * could see of the character before it; assertions are thereby decided exactly and gone from the result.
 */
export function automatonOf(
  { instructions, start }: CompiledPattern,
  search: boolean,
  alphabet: Alphabet,
  steps: Steps,
): Automaton {
  const mask = instructions.reduce((all, one) => all | (one.kind === 'assert' ? one.mask : 0), 0)
  const sides = characterSides(mask, alphabet)
  const closureOf = closures(instructions, steps)
  const masks = new Map<number, number>()
  const maskAt = (at: number): number => {
    if (mask === 0) return 0
    let known = masks.get(at)
    if (known === undefined) {
      known = closureOf(at, everyAssertion).mask
      masks.set(at, known)
    }
    return known
  }
  // Patterns repeat their classes: each distinct list of ranges is labelled once.
  const labels = new Map<ArrayLike<number>, Label>()
  const labelOf = (ranges: ArrayLike<number>): Label => {
    let known = labels.get(ranges)
    if (known === undefined) {
      steps.take(ranges.length >> 5)
      known = alphabet.label(ranges)
      labels.set(ranges, known)
    }
    return known
  }

  const draft = new Draft()
  const states = new Map<number, number>()
  const waiting: { at: number; before: Side; state: number }[] = []
  const stateOf = (at: number, before: Side): number => {
    const seen = seenBefore(before, maskAt(at))
    const key = at * 4 + seen
    let state = states.get(key)
    if (state === undefined) {
      state = draft.state()
      states.set(key, state)
      waiting.push({ at, before: seen, state })
    }
    return state
  }
  const universal = search ? draft.universalState() : -1
  draft.starts.push(stateOf(start, side.edge))
  if (search) {
    // A search starts anew behind each character.
    const skipped = draft.state()
    draft.edge(skipped, anyCharacter, skipped)
    draft.starts.push(skipped)
    for (const [before, label] of sides) draft.edge(skipped, label, stateOf(start, before))
  }
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { at, before, state } = place
    const atEnd = closureOf(at, holding(before, side.edge))
    draft.accepting[state] = atEnd.matches
    for (const [after, sideLabel] of sides) {
      const { reads, matches } = maskAt(at) === 0 ? atEnd : closureOf(at, holding(before, after))
      if (search && matches) draft.edge(state, sideLabel, universal)
      for (const read of reads) {
        const instruction = instructions[read]!
        if (instruction.kind !== 'read') continue
        const own = labelOf(instruction.ranges)
        draft.edge(state, alphabet.meet(own, sideLabel, steps), stateOf(instruction.to, after))
      }
    }
  }
  return assemble(draft, alphabet, steps)
}
