import { recalled } from '../../once.ts'
import { type CompiledPattern, compilePattern } from './program.ts'
import { re2Classes, scanRegex } from './scan.ts'
import type { RegexToken } from './scan-state.ts'

/** Parts of a pattern that could be written better; offsets and lengths in UTF-16 units. */
export interface RegexHygiene {
  /** `^` or `\A` at the very start, `$` or `\z` at the very end: they change nothing where the whole text must match. */
  readonly anchors: readonly { readonly offset: number; readonly length: number }[]
  /** Unescaped dots in what looks like a host name; `sample` is a text that the pattern matches by such a dot. */
  readonly dots: readonly { readonly offset: number; readonly length: number; readonly sample: string }[]
}

/** Dots reported of one pattern: who has seen these knows the rest. */
const mostDots = 16

/** Longer patterns, and longer samples, are left alone. */
const longestPattern = 20_000
const longestSample = 2_000

/** Endings of names that have two labels only; with three or more every ending but that of a file will do. */
const topDomains = new Set(
  'ai app at au be biz br ca ch cloud cn co com de dev edu es eu example fr gov in info int internal invalid io it jp lan local me mil net nl no nz org pl ru se sh test tech tv uk us xyz'.split(
    ' ',
  ),
)
const fileEndings = new Set(
  'asp aspx bmp cgi css csv do gif gz htm html ico ini jar java jpeg jpg js json jsp jsx map md mjs pdf php png py rb rss sh sql svg tar toml ts tsx txt wasm webp woff xml yaml yml zip'.split(
    ' ',
  ),
)

/** What of a pattern could go, or was meant otherwise; nothing for a pattern that RE2 refuses. */
export const regexHygiene: (pattern: string) => RegexHygiene = recalled(4096, hygieneOf)

function hygieneOf(pattern: string): RegexHygiene {
  const { tokens, problems } = scanRegex(pattern, re2Classes)
  if (problems.length > 0) return { anchors: [], dots: [] }
  return {
    anchors: idleAnchors(tokens),
    dots: pattern.length > longestPattern ? [] : hostDots(pattern, tokens),
  }
}

function idleAnchors(tokens: readonly RegexToken[]): RegexHygiene['anchors'] {
  // Settings of flags take no text, so an anchor after them still stands at the start.
  const pieces = tokens.filter(({ kind }) => kind !== 'flags')
  const isAnchor = (token: RegexToken, texts: readonly string[]) =>
    token.kind === 'assertion' && texts.includes(token.text)
  const firstOther = pieces.findIndex((token) => !isAnchor(token, ['^', '\\A']))
  const leading = firstOther === -1 ? pieces.length : firstOther
  const lastOther = pieces.findLastIndex((token) => !isAnchor(token, ['$', '\\z']))
  // A quantifier belongs to the anchor before it.
  const starts = pieces.slice(0, pieces[leading]?.kind === 'repeat' ? Math.max(0, leading - 1) : leading)
  const ends = pieces.slice(Math.max(lastOther + 1, starts.length))
  return [...starts, ...ends].map(({ start, end }) => ({ offset: start, length: end - start }))
}

/** The part of a name that a token stands for; undefined where it stands for anything else. */
function nameText(token: RegexToken): string | undefined {
  if (token.kind === 'dot' || (token.kind === 'class' && token.source === '[.]')) return '.'
  if (token.kind !== 'character') return undefined
  const text = String.fromCodePoint(token.codePoint)
  return /[A-Za-z0-9_.-]/.test(text) ? text : undefined
}

function hostDots(pattern: string, tokens: readonly RegexToken[]): RegexHygiene['dots'] {
  const dots: number[] = []
  let run: number[] = []
  for (const [index, token] of [...tokens, undefined].entries()) {
    const repeated = tokens[index + 1]?.kind === 'repeat'
    if (token && !repeated && nameText(token) !== undefined) run.push(index)
    else {
      dots.push(...dotsOfHost(tokens, run))
      run = []
    }
  }
  if (dots.length === 0) return []
  const compiled = tryCompile(pattern)
  if (!compiled) return []
  return dots.slice(0, mostDots).flatMap((index) => {
    const { start, end } = tokens[index]!
    const sample = sampleThrough(tokens, index)
    return sample !== undefined && compiled.matches(sample)
      ? [{ offset: start, length: end - start, sample }]
      : []
  })
}

/** re2js refuses some patterns that RE2 takes; without it there is no proof and so nothing to report. */
function tryCompile(pattern: string): CompiledPattern | undefined {
  try {
    return compilePattern(pattern)
  } catch {
    return undefined
  }
}

/** The unescaped dots of a run of name characters, given by their indices, where the run looks like a host name. */
function dotsOfHost(tokens: readonly RegexToken[], run: readonly number[]): number[] {
  const text = run.map((index) => nameText(tokens[index]!)).join('')
  const labels = text.replace(/^\.|\.$/g, '').split('.')
  const ending = labels.at(-1)!.toLowerCase()
  if (
    labels.length < 2 ||
    labels.some((label) => !/^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(label))
  )
    return []
  if (!/^[a-z]{2,}$/.test(ending) || fileEndings.has(ending)) return []
  if (labels.length === 2 && !topDomains.has(ending)) return []
  return run.filter((index, place) => {
    if (tokens[index]!.kind !== 'dot' || place === run.length - 1) return false
    if (place > 0) return true
    // A first dot ends a label where something stands before it: a group, a class, a repeat.
    const before = tokens[index - 1]?.kind
    return before === 'close' || before === 'repeat' || before === 'class'
  })
}

interface Sample {
  readonly text: string
  readonly through: boolean
}

/** A short text of the pattern whose way leads through the dot at `target`, with `x` for that dot. */
function sampleThrough(tokens: readonly RegexToken[], target: number): string | undefined {
  let frame: { alternatives: Sample[]; pieces: Sample[] } = { alternatives: [], pieces: [] }
  const outer: (typeof frame)[] = []
  for (const [index, token] of tokens.entries()) {
    switch (token.kind) {
      case 'open':
        outer.push(frame)
        frame = { alternatives: [], pieces: [] }
        break
      case 'close': {
        const whole = choose([...frame.alternatives, join(frame.pieces)])
        frame = outer.pop()!
        frame.pieces.push(whole)
        break
      }
      case 'bar':
        frame.alternatives.push(join(frame.pieces))
        frame.pieces = []
        break
      case 'repeat': {
        const last = frame.pieces.pop()!
        const copies = Math.max(token.min, last.through ? 1 : 0)
        if (last.text.length * copies > longestSample) return undefined
        frame.pieces.push({ text: last.text.repeat(copies), through: last.through })
        break
      }
      case 'flags':
        break
      default:
        frame.pieces.push({ text: textOf(token, index === target), through: index === target })
    }
  }
  const { text } = choose([...frame.alternatives, join(frame.pieces)])
  return text.length > longestSample ? undefined : text
}

const join = (pieces: readonly Sample[]): Sample => ({
  text: pieces.map(({ text }) => text).join(''),
  through: pieces.some(({ through }) => through),
})

const choose = (samples: readonly Sample[]): Sample => samples.find(({ through }) => through) ?? samples[0]!

function textOf(token: RegexToken, isTarget: boolean): string {
  if (token.kind === 'character') return String.fromCodePoint(token.codePoint)
  if (token.kind === 'dot' || token.kind === 'byte') return isTarget ? 'x' : '.'
  if (token.kind !== 'class') return ''
  const compiled = tryCompile(token.fold ? `(?i)${token.source}` : token.source)
  const readable = [...'a0A-/._:@= '].find((character) => compiled?.matches(character))
  const first = compiled?.instructions.find((instruction) => instruction.kind === 'read')
  return readable ?? (first?.kind === 'read' ? String.fromCodePoint(first.ranges[0]!) : '')
}
