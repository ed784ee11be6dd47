import { recalled } from '../../once.ts'
import { exceedsProgram } from './compiled-size.ts'
import { re2Classes, type Scan, scanRegex } from './scan.ts'
import type { ClassReading, ElsewhereConstruct, RegexProblem } from './scan-state.ts'

export { type RegexHygiene, regexHygiene } from './hygiene.ts'
export { type RegexOddity, regexOddities } from './oddities.ts'
export type { ElsewhereConstruct }

/** Whether RE2 compiles a pattern; where it does not, the place, the reason and who else would take it. */
export type RegexVerdict = { readonly ok: true } | ({ readonly ok: false } & RegexProblem)

/** How engines other than RE2 read bracket expressions: JavaScript; Java and Ruby; JavaScript with flag v. */
const otherClasses: readonly ClassReading[] = [
  { emptyClass: true, nestedClass: false },
  { emptyClass: false, nestedClass: true },
  { emptyClass: true, nestedClass: true },
]

/**
 * Decides whether RE2 2024-07-02 compiles `pattern` with the options of Envoy: Perl syntax, UTF-8, 8 MiB. Where it
 * does not, `offset` and `length` mark the trouble in UTF-16 units, `reason` is half a sentence about the pattern, and
 * `elsewhere` names the construct where another common engine takes the whole pattern. A trouble that no engine
 * forgives comes before one that some do. Never throws; time is linear in the length of the pattern.
 *
 * The grammar is RE2's own (`parse.cc`), not that of a port, because the ports differ: re2js 2.10.0 refuses `\C`,
 * group names that repeat or are not ASCII, nesting deeper than 1,000 and `a{99999999999}`, and accepts newer Unicode
 * classes (`\p{Alphabetic}`, `\p{Emoji}`, `\p{LC}`, `\p{Cn}`) and programs above the limit of RE2.
 *
 * Known differences from RE2 2024-07-02:
 * - at the limit on programs (699,000 instructions) a pattern may be refused that RE2 takes, as RE2 shares common
 *   prefixes of alternatives, merges `a|b` and `(?:a*)*`, and removes a literal prefix after `^`;
 * - the size of a Unicode class and the letters of a group name follow the Unicode version of re2js and of the
 *   JavaScript engine, which are newer than RE2's;
 * - RE2 before 2023-09 refuses `(?<name>…)`, which is accepted here.
 */
export const checkRegex: (pattern: string) => RegexVerdict = recalled(4096, check)

function check(pattern: string): RegexVerdict {
  const scan = scanRegex(pattern, re2Classes)
  const first = scan.problems[0]
  if (first) return { ok: false, ...gravest(pattern, scan, first) }
  if (!exceedsProgram(scan.tokens)) return { ok: true }
  return {
    ok: false,
    offset: 0,
    length: pattern.length,
    reason: 'needs a program above the 8 MiB that RE2 allows',
    elsewhere: 'program size',
  }
}

function gravest(pattern: string, { problems }: Scan, first: RegexProblem): RegexProblem {
  const fatal = problems.find(({ elsewhere }) => elsewhere === undefined)
  if (!fatal) return first
  if (!pattern.includes('[')) return fatal
  for (const reading of otherClasses) {
    const other = scanRegex(pattern, reading).problems
    if (other[0] && other.every(({ elsewhere }) => elsewhere !== undefined)) return other[0]
  }
  return fatal
}
