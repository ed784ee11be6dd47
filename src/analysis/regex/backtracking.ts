import { type Answer, type Budget, found, none, unknown } from '../budget.ts'
import { Alphabet } from './alphabet.ts'
import { type Ambiguity, exponentialLoops, polynomialLoops } from './ambiguity.ts'
import { type Automaton, assemble, Draft } from './automaton.ts'
import { automatonOf } from './from-pattern.ts'
import { determinised, machineOf } from './machine.ts'
import { type Positions, positionsOf } from './positions.ts'
import { type CompiledPattern, compilePattern } from './program.ts'
import { searchText } from './search.ts'
import { Steps, StepsUsedUp } from './steps.ts'
import { type PatternNode, parseStructure } from './structure.ts'

/** How the work of a backtracking engine grows with a text that it must refuse. */
export interface BacktrackingRisk {
  readonly growth: 'polynomial' | 'exponential'
  /** `prefix`, `pump` many times, `suffix`: a text that the pattern does not match, after much work. */
  readonly attack: string
  readonly prefix: string
  readonly pump: string
  readonly suffix: string
}

/** How often the pump stands in an attack: enough for a billion paths, or for a million. */
const repeats = { exponential: 32, polynomial: 1000 } as const

const anyRun: PatternNode = {
  kind: 'repeat',
  of: { kind: 'characters', source: '(?s:.)', size: 1 },
  least: 0,
  most: Number.POSITIVE_INFINITY,
  size: 2,
}

/** The texts that lead to a state, go round its loop many times, and go on in any way. */
function attacks(
  positions: Positions,
  { state, pump }: Ambiguity,
  times: number,
  alphabet: Alphabet,
  steps: Steps,
): Automaton {
  const draft = new Draft()
  for (const _ of positions.labels) draft.state()
  for (const [from, targets] of positions.next.entries()) {
    for (const to of targets.keys()) draft.edge(from, positions.labels[to]!, to)
  }
  draft.starts.push(0)
  let at = state
  for (let turn = 0; turn < times; turn += 1) {
    for (const codePoint of pump) {
      const next = draft.state()
      draft.edge(at, alphabet.label([codePoint, codePoint]), next)
      at = next
    }
  }
  draft.edge(at, alphabet.label([0, 0x10ffff]), draft.universalState())
  draft.accepting[at] = true
  return assemble(draft, alphabet, steps)
}

function proof(
  ambiguity: Ambiguity,
  growth: BacktrackingRisk['growth'],
  positions: Positions,
  automaton: Automaton,
  alphabet: Alphabet,
  steps: Steps,
): BacktrackingRisk | undefined {
  const times = repeats[growth]
  const started = attacks(positions, ambiguity, times, alphabet, steps)
  const refused = determinised([automaton], alphabet, steps, true)
  const attack = searchText([machineOf(started), refused], alphabet, steps)
  if (attack === undefined) return undefined
  const pump = ambiguity.pump.map((codePoint) => String.fromCodePoint(codePoint)).join('')
  const run = attack.indexOf(pump.repeat(times))
  return {
    growth,
    attack,
    prefix: attack.slice(0, run),
    pump,
    suffix: attack.slice(run + pump.length * times),
  }
}

/**
 * How much work a backtracking engine (PCRE, Java, .NET, JavaScript) can be made to do by a pattern: exponential
 * where a loop can be gone round in two ways on one text, polynomial where two loops one after the other take the
 * same text, `none` where neither is so or every such text is matched at once. The pattern is matched as a whole
 * unless `search`. Counted repeats have an end and count as such. Throws a RangeError where RE2 refuses the pattern.
 */
export function backtrackingRisk(
  pattern: string,
  budget: Budget,
  options: { readonly search?: boolean; readonly ignoreCase?: boolean } = {},
): Answer<BacktrackingRisk> {
  const { search = false, ignoreCase = false } = options
  const steps = new Steps(budget)
  const alphabet = new Alphabet()
  try {
    steps.take(1 + (pattern.length >> 3))
    const written = parseStructure(pattern, ignoreCase)
    steps.take(written.size >> 1)
    const compiled: CompiledPattern = compilePattern(pattern, ignoreCase)
    // A search tries every start; that is a loop in front of the pattern.
    const root: PatternNode = search
      ? { kind: 'sequence', of: [anyRun, written], size: written.size + 2 }
      : written
    const positions = positionsOf(root, alphabet, steps)
    let automaton: Automaton | undefined
    for (const [growth, loops] of [
      ['exponential', exponentialLoops],
      ['polynomial', polynomialLoops],
    ] as const) {
      for (const ambiguity of loops(positions, alphabet, steps)) {
        automaton ??= automatonOf(compiled, search, alphabet, steps)
        const risk = proof(ambiguity, growth, positions, automaton, alphabet, steps)
        if (risk) return found(risk)
      }
    }
    return none
  } catch (error) {
    if (error instanceof StepsUsedUp) return unknown(budget.reason)
    throw error
  }
}
