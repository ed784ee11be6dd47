import type { Witness } from './finding.ts'
import type { Path } from './position.ts'

/** What makes a problem the same problem in two versions of a document. Its message and line are no part of it. */
export interface ProblemIdentity {
  readonly rule: string
  /** The kind of the document, `system/name`; null where none was recognised. */
  readonly kind: string | null
  readonly file: string
  /** From the root of the document to the value the problem speaks of. */
  readonly at: Path
  /** The name of an array item by its path ("port p01"), undefined where its index is all it has. */
  readonly nameOf?: (item: Path) => string | undefined
  readonly witness?: Witness
}

/**
 * The fingerprint of a problem: 32 lower-case hex digits, the same wherever lines and named array items have
 * moved to. Of a witness only the attributes it names count, since another run may find another witness.
 */
export function semanticFingerprint(identity: ProblemIdentity, occurrence = 1): string {
  const { rule, kind, file, at, nameOf, witness } = identity
  const steps = at.map((step, depth) => {
    const itemName = typeof step === 'number' ? nameOf?.(at.slice(0, depth + 1)) : undefined
    return itemName === undefined ? step : { named: itemName }
  })
  const attributes = Object.entries(witness ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  )
  return fnv128(JSON.stringify([rule, kind, file, steps, attributes.toSorted(), occurrence]))
}

/**
 * Gives fingerprints that differ within one report: the second problem of one identity gets another than the
 * first. The order of the calls decides which is which, so they are made in the order of the report.
 */
export function fingerprintCounter(): (identity: ProblemIdentity) => string {
  const seen = new Map<string, number>()
  return (identity) => {
    const first = semanticFingerprint(identity)
    const occurrence = (seen.get(first) ?? 0) + 1
    seen.set(first, occurrence)
    return occurrence === 1 ? first : semanticFingerprint(identity, occurrence)
  }
}

/**
 * FNV-1a over the UTF-8 bytes of a text, 128 bits as 32 hex digits. No cryptographic hash: equal fingerprints
 * by malice only hide the forger's own findings. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fnv128(text: string): string {
  // Four 32-bit limbs, the lowest first. The prime is 2^88 + 0x13b: a small product and a shift by 2 limbs and 24 bits.
  let [a, b, c, d] = [0x6295c58d, 0x62b82175, 0x07bb0142, 0x6c62272e]
  for (const byte of new TextEncoder().encode(text)) {
    const x = (a ^ byte) >>> 0
    const low = x * 0x13b
    const second = b * 0x13b + high(low)
    const third = c * 0x13b + high(second) + ((x << 24) >>> 0)
    const fourth = d * 0x13b + high(third) + (((b << 24) | (x >>> 8)) >>> 0)
    ;[a, b, c, d] = [low >>> 0, second >>> 0, third >>> 0, fourth >>> 0]
  }
  return [d, c, b, a].map(hex32).join('')
}

const base = 37
const blockSize = 100

/** 37 to the power of 100, modulo 2^64, as two halves. */
const power = BigInt.asUintN(64, BigInt(base) ** BigInt(blockSize))
const powerLow = Number(power & 0xffffffffn)
const powerHigh = Number(power >> 32n)

/**
 * The `primaryLocationLineHash` of every line of a text, the first line first, as GitHub's upload action
 * computes it where a SARIF file lacks it: a rolling 64-bit hash over 100 characters from the start of the
 * line, blanks and tabs left out, every line break read as LF, a counter after a colon for equal hashes.
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 */
export function lineHashes(text: string): string[] {
  const window = new Uint16Array(blockSize)
  /** Line that starts at this place of the window; 0 for none. */
  const startsLine = new Uint32Array(blockSize)
  const hashes: string[] = []
  const seen = new Map<string, number>()
  let low = 0
  let highHalf = 0
  let at = 0
  let line = 0

  const emit = () => {
    const hash =
      (highHalf === 0 ? '' : highHalf.toString(16)) + (highHalf === 0 ? low.toString(16) : hex32(low))
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    hashes.push(`${hash}:${count}`)
    startsLine[at] = 0
  }
  const shift = (unit: number) => {
    const leaving = window[at]!
    window[at] = unit
    // hash · 37 + unit − 37^100 · leaving in 64 bits; every intermediate value stays below 2^53.
    const lowSum = low * base + unit - powerLow * leaving
    const highSum = highHalf * base - powerHigh * leaving + high(lowSum)
    low = lowSum >>> 0
    highHalf = highSum >>> 0
    at = (at + 1) % blockSize
  }
  const read = (unit: number, startOfLine: boolean) => {
    if (startsLine[at] !== 0) emit()
    if (startOfLine) startsLine[at] = ++line
    shift(unit)
  }

  const [tab, lf, cr, blank, endOfFile] = [9, 10, 13, 32, 0xffff]
  let startOfLine = true
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === blank || unit === tab) continue
    // The second half of a CR LF; with a blank in between they are two breaks.
    if (unit === lf && text.charCodeAt(index - 1) === cr) continue
    read(unit === cr ? lf : unit, startOfLine)
    startOfLine = unit === cr || unit === lf
  }
  read(endOfFile, startOfLine)
  for (let rest = 0; rest < blockSize; rest++) {
    if (startsLine[at] !== 0) emit()
    shift(0)
  }
  return hashes
}

/** What a product or sum carries out of its low 32 bits; also of a negative one. */
function high(value: number): number {
  return Math.floor(value / 0x1_0000_0000)
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0')
}
