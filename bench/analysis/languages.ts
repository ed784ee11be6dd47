import { isDisjointWith, JS, NFA } from 'refa'
import { Budget } from '../../src/analysis/budget.ts'
import {
  defaultSteps,
  exactText,
  findText,
  regexText,
  type TextLanguage,
  textPrefix,
} from '../../src/analysis/text-language.ts'

/** One measured thing. */
export interface Row {
  readonly name: string
  readonly milliseconds: number
  readonly note: string
}

const words = ['users', 'orders', 'items', 'admin', 'reports', 'health', 'login', 'files', 'search', 'jobs']

/** The same numbers on every run. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface MixedRule {
  readonly language: TextLanguage
  /** The same in the dialect of JavaScript, without anchors. */
  readonly pattern: string
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Path rules as they stand in route tables: 30 % exact, 30 % prefix, 40 % regex. */
export function mixedRules(count: number, seed = 7): MixedRule[] {
  const next = random(seed)
  const word = () => words[next(words.length)]!
  const base = () => `/${word()}${next(3) === 0 ? `-${next(40)}` : ''}`
  const forms = [
    () => `${quoted(base())}\\/[0-9]+`,
    () => `${quoted(base())}\\/[^\\/]+\\/${word()}`,
    () => `\\/(?:v[0-9]|api)\\/${word()}(?:\\/.*)?`,
    () => `${quoted(base())}\\/.*\\.(?:png|jpg|css|js)`,
    () => `\\/(?:${word()}|${word()})\\/[a-z0-9-]+`,
    () => `${quoted(base())}(?:\\/[a-z]+){1,3}`,
    () => `.*\\/${word()}\\/${next(100)}`,
    () => `${quoted(base())}\\/[0-9a-f]{8}-[0-9a-f]{4}`,
  ]
  return Array.from({ length: count }, () => {
    const kind = next(10)
    if (kind < 3) {
      const text = `${base()}/${word()}/${next(50)}`
      return { language: exactText(text), pattern: quoted(text) }
    }
    if (kind < 6) {
      const text = `${base()}/${next(3) === 0 ? word() : ''}`
      return { language: textPrefix(text), pattern: `${quoted(text)}[^]*` }
    }
    const pattern = forms[next(forms.length)]!()
    return { language: regexText(pattern), pattern }
  })
}

/** Pairs made to be hard: the first six are the ones of the design, the others attack one shortcut each. */
export const adversarialPairs: readonly (readonly [string, string])[] = [
  ['a{1000}', 'a{999}b'],
  ['(a|b)*a(a|b){20}c', '(a|b)*b(a|b){20}d'],
  ['.*a.{200}', '.*b.{200}c'],
  ['(a{1,30}){30}b', '(a{1,31}){29}c'],
  ['(a?){500}a{500}', '(a?){400}b'],
  ['(?:x{97})+', '(?:x{89})+'],
  ['(a{1,30}){30}b', '(a{1,31}){29}b'],
  ['(a?){200}a{200}', '(a?){300}'],
  ['(a|b)*a(a|b){12}c', '(a|b)*b(a|b){12}c'],
  ['(?:a{7}|a{11})*b', '(?:a{13})+b'],
  ['.*a.*b.*c.*d.*e.*f', '.*f.*e.*d.*c.*b.*a'],
  ['(?:ab|ba)*abb', '(?:aab|bba|abb)*'],
  ['[a-z]{1,50}[0-9]{1,50}x', '[a-y]{1,50}[0-8]{1,50}[0-9]y'],
  ['(?:[ab]{3})*a', '(?:[ab]{3})*'],
  ['x*y{300}z', 'x*y{299}z'],
  ['(?:(?:a|b){10}c?){10}x', '(?:(?:b|a){9}c?){11}x'],
]

function timed<T>(run: () => T): { value: T; milliseconds: number } {
  const start = performance.now()
  const value = run()
  return { value, milliseconds: performance.now() - start }
}

function allPairs(rules: readonly MixedRule[]): Row {
  const counts = { found: 0, none: 0, unknown: 0 }
  const { milliseconds } = timed(() => {
    for (let i = 0; i < rules.length; i += 1) {
      for (let j = i + 1; j < rules.length; j += 1) {
        const pair = [rules[i]!.language, rules[j]!.language]
        counts[findText(pair, [], new Budget(defaultSteps)).kind] += 1
      }
    }
  })
  return { name: `all pairs of ${rules.length} rules`, milliseconds, note: JSON.stringify(counts) }
}

function allPairsRefa(rules: readonly MixedRule[]): Row {
  let overlaps = 0
  const { milliseconds } = timed(() => {
    const automata = rules.map(({ pattern }) => nfaOf(pattern))
    for (let i = 0; i < automata.length; i += 1) {
      for (let j = i + 1; j < automata.length; j += 1) {
        if (!isDisjointWith(automata[i]!, automata[j]!)) overlaps += 1
      }
    }
  })
  return {
    name: `all pairs of ${rules.length} rules, refa, no witness`,
    milliseconds,
    note: `${overlaps} overlap`,
  }
}

function nfaOf(pattern: string): NFA {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source: pattern, flags: 'u' }).parse()
  return NFA.fromRegex(expression, { maxCharacter })
}

function adversarial([a, b]: readonly [string, string]): Row[] {
  const own = timed(() => findText([regexText(a), regexText(b)], [], new Budget(defaultSteps)))
  const inside = timed(() => findText([regexText(a)], [regexText(b)], new Budget(defaultSteps)))
  const refa = timed(() => {
    try {
      return isDisjointWith(nfaOf(a), nfaOf(b)) ? 'none' : 'found'
    } catch (error) {
      return error instanceof Error ? error.name : 'error'
    }
  })
  return [
    { name: `${a}  and  ${b}`, milliseconds: own.milliseconds, note: own.value.kind },
    { name: `${a}  without  ${b}`, milliseconds: inside.milliseconds, note: inside.value.kind },
    { name: `${a}  and  ${b}, refa`, milliseconds: refa.milliseconds, note: refa.value },
  ]
}

/** Runs the measurements; the rows are in the order in which they were taken. */
export function run(): Row[] {
  const rules = mixedRules(1000)
  return [
    allPairs(rules.slice(0, 200)),
    allPairs(rules),
    allPairsRefa(rules),
    ...adversarialPairs.flatMap(adversarial),
  ]
}
