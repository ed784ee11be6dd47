import { RE2JS } from 're2js'
import { normaliseRanges } from './alphabet.ts'

/**
 * One instruction of a Thompson program. `read` consumes one code point out of `ranges`; `assert` passes where all
 * bits of `mask` hold (numbers of `assertion`).
 */
export type Instruction =
  | { readonly kind: 'read'; readonly ranges: ArrayLike<number>; readonly to: number }
  | { readonly kind: 'fork'; readonly to: number; readonly or: number }
  | { readonly kind: 'assert'; readonly mask: number; readonly to: number }
  | { readonly kind: 'pass'; readonly to: number }
  | { readonly kind: 'match' | 'fail' }

/** A compiled RE2 pattern: the plain matcher, and the program behind it. */
export interface CompiledPattern {
  /** Whether the pattern matches the whole text. */
  matches(text: string): boolean
  /** Whether it matches some part of the text. */
  finds(text: string): boolean
  readonly instructions: readonly Instruction[]
  readonly start: number
}

/** The fields of re2js 2.10.0's instructions that are used here; they are not part of its public interface. */
interface RawInstruction {
  readonly op: number
  readonly out: number
  readonly arg: number
  readonly runes: Int32Array
}

/** Opcodes of re2js 2.10.0. */
const opcode = {
  alt: 1,
  altMatch: 2,
  capture: 3,
  emptyWidth: 4,
  fail: 5,
  match: 6,
  nop: 7,
  rune: 8,
  rune1: 9,
  runeAny: 10,
  runeAnyNotNewline: 11,
} as const

const foldCase = 1

const unexpected = (what: string): RangeError => new RangeError(`unexpected ${what} in a compiled pattern`)

function isRaw(value: unknown): value is RawInstruction {
  if (typeof value !== 'object' || value === null) return false
  const { op, out, arg, runes } = value as Partial<Record<keyof RawInstruction, unknown>>
  return (
    Number.isInteger(op) &&
    Number.isInteger(out) &&
    Number.isInteger(arg) &&
    (runes instanceof Int32Array || Array.isArray(runes))
  )
}

function compileRaw(pattern: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error))
  }
}

function rawProgram(compiled: RE2JS): { instructions: RawInstruction[]; start: number } {
  const program: unknown = compiled.re2().prog
  const { inst, start } = (program ?? {}) as { inst?: unknown; start?: unknown }
  if (!Array.isArray(inst) || !inst.every(isRaw) || typeof start !== 'number') throw unexpected('shape')
  return { instructions: inst, start }
}

const folds = new Map<number, ArrayLike<number>>()

/** The code points that fold to one: RE2 writes them out in a class of several characters, so a digit keeps it company. */
function foldsOf(codePoint: number): ArrayLike<number> {
  let known = folds.get(codePoint)
  if (!known) {
    const { instructions } = rawProgram(compileRaw(`[\\x{${codePoint.toString(16)}}0]`, true))
    const pairs = instructions.find(({ op }) => op === opcode.rune)?.runes
    if (!pairs || pairs.length < 4) throw unexpected('case folding')
    known = normaliseRanges(pairs).filter((_, index, all) => all[index - (index % 2)] !== 0x30)
    // As many entries as Unicode has letters with case, about 2,800.
    folds.set(codePoint, known)
  }
  return known
}

function rangesOf({ op, arg, runes }: RawInstruction): ArrayLike<number> {
  if (op === opcode.runeAny) return [0, 0x10ffff]
  if (op === opcode.runeAnyNotNewline) return [0, 9, 11, 0x10ffff]
  if (runes.length !== 1) return runes
  const codePoint = runes[0]!
  return (arg & foldCase) !== 0 ? foldsOf(codePoint) : [codePoint, codePoint]
}

function instructionOf(raw: RawInstruction): Instruction {
  switch (raw.op) {
    case opcode.alt:
    case opcode.altMatch:
      return { kind: 'fork', to: raw.out, or: raw.arg }
    case opcode.capture:
    case opcode.nop:
      return { kind: 'pass', to: raw.out }
    case opcode.emptyWidth:
      return { kind: 'assert', mask: raw.arg, to: raw.out }
    case opcode.fail:
      return { kind: 'fail' }
    case opcode.match:
      return { kind: 'match' }
    case opcode.rune:
    case opcode.rune1:
    case opcode.runeAny:
    case opcode.runeAnyNotNewline:
      return { kind: 'read', ranges: rangesOf(raw), to: raw.out }
    default:
      throw unexpected(`opcode ${raw.op}`)
  }
}

/** Compiles a pattern; throws a RangeError where RE2 refuses it. The program is read only when it is asked for. */
export function compilePattern(pattern: string, ignoreCase = false): CompiledPattern {
  const compiled = compileRaw(pattern, ignoreCase)
  let instructions: readonly Instruction[] | undefined
  return {
    matches: (text) => compiled.testExact(text),
    finds: (text) => compiled.test(text),
    get instructions() {
      instructions ??= rawProgram(compiled).instructions.map(instructionOf)
      return instructions
    },
    get start() {
      return rawProgram(compiled).start
    },
  }
}
