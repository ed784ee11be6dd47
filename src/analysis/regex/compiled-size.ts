import { compilePattern } from './program.ts'
import type { RegexToken } from './scan-state.ts'
import { classSize } from './utf8-size.ts'

/**
 * The instructions that RE2 2024-07-02 allows a program: two thirds of `max_mem`, 8 MiB by default, less the
 * program itself, at 8 bytes each (`RE2::Init` in re2.cc, `Compiler::Setup` in compile.cc). Envoy's own
 * `max_program_size` counts another, smaller size and is unlimited unless somebody sets it, so it plays no part.
 */
export const greatestProgram = 698_996

/** Different classes that are worked out for one pattern; of more the upper bound has to do. */
const mostClasses = 100

/** The program of a part of a pattern. */
interface Part {
  readonly size: number
  /** Nodes that RE2 visits; it gives up at twice the greatest program. */
  readonly visits: number
  readonly nullable: boolean
  /** Nothing but assertions, which RE2 repeats once at most; or nothing at all. */
  readonly only: 'nothing' | 'assertions' | 'more'
}

const nothing: Part = { size: 1, visits: 1, nullable: true, only: 'nothing' }
const assertion: Part = { size: 1, visits: 1, nullable: true, only: 'assertions' }
const matching = (size: number): Part => ({ size, visits: 1, nullable: false, only: 'more' })

/** The alternatives that are complete, the pieces of the one at hand, and whether the whole is a capture. */
interface Frame {
  readonly captures: boolean
  readonly alternatives: Part[]
  pieces: Part[]
}

/**
 * Whether RE2's program for these pieces of a valid pattern would exceed its limit. Common prefixes of alternatives,
 * which RE2 shares, are counted as often as written, so close to the limit a pattern may be refused that RE2 takes.
 */
export function exceedsProgram(tokens: readonly RegexToken[]): boolean {
  if (!isTooLarge(measure(tokens, roughSize))) return false
  const known = new Map<string, number>()
  return isTooLarge(measure(tokens, (token) => exactSize(token, known)))
}

// One instruction that fails, one that matches, two for a search from anywhere.
const isTooLarge = ({ size, visits }: Part): boolean =>
  size + 4 > greatestProgram || visits > 2 * greatestProgram

function measure(tokens: readonly RegexToken[], sizeOf: (token: RegexToken) => number): Part {
  let frame: Frame = { captures: false, alternatives: [], pieces: [] }
  const outer: Frame[] = []
  for (const token of tokens) {
    switch (token.kind) {
      case 'open':
        outer.push(frame)
        frame = { captures: token.captures, alternatives: [], pieces: [] }
        break
      case 'close': {
        const part = close(frame)
        const { captures } = frame
        frame = outer.pop() ?? frame
        frame.pieces.push(
          captures ? { ...part, size: part.size + 2, visits: part.visits + 1, only: 'more' } : part,
        )
        break
      }
      case 'bar':
        frame.alternatives.push(sequence(frame.pieces))
        frame.pieces = []
        break
      case 'repeat':
        frame.pieces.push(repeat(frame.pieces.pop() ?? nothing, token.min, token.max))
        break
      case 'assertion':
        frame.pieces.push(assertion)
        break
      case 'flags':
        break
      default:
        frame.pieces.push(matching(sizeOf(token)))
    }
  }
  return close(frame)
}

function close({ alternatives, pieces }: Frame): Part {
  const all = [...alternatives, sequence(pieces)]
  if (all.length === 1) return all[0]!
  const assertions = all.every(({ only }) => only === 'assertions')
  return {
    size: sum(all, 'size') + all.length - 1,
    visits: sum(all, 'visits') + 1,
    nullable: all.some(({ nullable }) => nullable),
    only: assertions ? 'assertions' : 'more',
  }
}

function sequence(pieces: readonly Part[]): Part {
  if (pieces.length === 0) return nothing
  if (pieces.length === 1) return pieces[0]!
  const assertions = pieces.every(({ only }) => only === 'assertions')
  return {
    size: sum(pieces, 'size'),
    visits: sum(pieces, 'visits') + 1,
    nullable: pieces.every(({ nullable }) => nullable),
    only: assertions ? 'assertions' : 'more',
  }
}

const sum = (parts: readonly Part[], key: 'size' | 'visits'): number =>
  parts.reduce((total, part) => total + part[key], 0)

/** `SimplifyRepeat` of RE2's simplify.cc, then `Star`, `Plus` and `Quest` of compile.cc. */
function repeat(part: Part, min: number, max: number): Part {
  if (part.only === 'nothing') return part
  const cap = part.only === 'assertions' ? 1 : Number.POSITIVE_INFINITY
  const least = Math.min(min, cap)
  const most = Math.min(max, cap)
  const { size, visits } = part
  if (most === 0) return nothing
  if (most === -1) {
    // A starred part that may be empty takes a second branch.
    const extra = least === 0 && part.nullable ? 2 : 1
    const copies = Math.max(1, least)
    return more(size * copies + extra, visits * copies + 2, least === 0 || part.nullable)
  }
  if (least === 1 && most === 1) return part
  const optional = most - least
  return more(size * most + optional, visits * most + optional * 2 + 1, least === 0 || part.nullable)
}

const more = (size: number, visits: number, nullable: boolean): Part => ({
  size,
  visits,
  nullable,
  only: 'more',
})

const utf8Length = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4

function roughSize(token: RegexToken): number {
  if (token.kind === 'character') return utf8Length(token.codePoint) + (token.fold ? 16 : 0)
  return token.kind === 'class' ? token.roughSize : 12
}

function exactSize(token: RegexToken, known: Map<string, number>): number {
  if (token.kind === 'byte') return 1
  if (token.kind === 'character' && !token.fold) return utf8Length(token.codePoint)
  const source = sourceOf(token)
  const before = known.get(source)
  if (before !== undefined) return before
  if (known.size >= mostClasses) return roughSize(token)
  const size = classSize(rangesOf(source))
  known.set(source, size)
  return size
}

/** A pattern for the characters of a token by itself. */
function sourceOf(token: RegexToken): string {
  if (token.kind === 'character') return `(?i)[\\x{${token.codePoint.toString(16)}}]`
  if (token.kind === 'class') return token.fold ? `(?i)${token.source}` : token.source
  return token.kind === 'dot' && token.dotAll ? '(?s).' : '.'
}

/** The code points of a one-character pattern, as ranges `[low, high, low, high, …]`. */
function rangesOf(source: string): ArrayLike<number> {
  return compilePattern(source).instructions.find((instruction) => instruction.kind === 'read')?.ranges ?? []
}
