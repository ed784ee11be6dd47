import { parseAllDocuments, stringify } from 'yaml'
import { hostileSyntax, hostileTexts, hostileValues } from './hostile.ts'
import type { Random } from './random.ts'

/** A text with one to six things done to it. */
export function mutateText(text: string, others: readonly string[], random: Random): string {
  let mutated = text
  for (let left = 1 + random.below(6); left > 0; left--) {
    mutated = random.pick(textChanges)(mutated, random, others)
    // What doubles again and again is a matter of limits, which have tests of their own.
    if (mutated.length > 300_000) return mutated.slice(0, 300_000)
  }
  return mutated
}

type TextChange = (text: string, random: Random, others: readonly string[]) => string

const cut = (text: string, random: Random): [number, number] => {
  const from = random.below(text.length + 1)
  return [from, Math.min(text.length, from + random.below(40))]
}
const lineBreak = /(?<=\n)/
const inLines =
  (change: (lines: string[], at: number, random: Random) => void): TextChange =>
  (text, random) => {
    const lines = text.split(lineBreak)
    change(lines, random.below(lines.length), random)
    return lines.join('')
  }

/** Words that stand in the place of a value: `key: HERE`, `- HERE`, `[HERE, …]`, `"HERE"`. */
const word = /(?<=[:\-[,"'] ?)[^\s,[\]{}"':][^\n,[\]{}"']*/g

const textChanges: readonly TextChange[] = [
  // One bit of one unit.
  (text, random) => {
    const at = random.below(Math.max(1, text.length))
    const flipped = String.fromCharCode(
      (text.charCodeAt(at) || 0) ^ (1 << random.below(random.once(4) ? 16 : 7)),
    )
    return text.slice(0, at) + flipped + text.slice(at + 1)
  },
  (text, random) => {
    const [from, to] = cut(text, random)
    return text.slice(0, from) + text.slice(to)
  },
  (text, random) => {
    const [from, to] = cut(text, random)
    return text.slice(0, to) + text.slice(from, to).repeat(1 + random.below(3)) + text.slice(to)
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random) => {
    const [at] = cut(text, random)
    return text.slice(0, at) + random.pick(hostileSyntax) + text.slice(at)
  },
  (text, random) => {
    const [at] = cut(text, random)
    return text.slice(0, at) + random.pick(hostileTexts) + text.slice(at)
  },
  // At the start of a line.
  inLines((lines, at, random) => {
    lines[at] = random.pick(hostileSyntax) + lines[at]
  }),
  inLines((lines, at, random) => {
    lines.splice(at, 1 + random.below(3))
  }),
  inLines((lines, at, random) => {
    const some = lines.slice(at, at + 1 + random.below(8))
    for (let copies = 1 + random.below(4); copies > 0; copies--) lines.splice(at, 0, ...some)
  }),
  inLines((lines, at, random) => {
    const other = random.below(lines.length)
    const line = lines[at]!
    lines[at] = lines[other]!
    lines[other] = line
  }),
  // A line further in or out.
  inLines((lines, at, random) => {
    lines[at] = random.once(2)
      ? `${' '.repeat(1 + random.below(4))}${lines[at]}`
      : lines[at]!.replace(/^ {1,2}/, '')
  }),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', '\n\r'])),
  (text, random) => text.replaceAll('\n', (found) => (random.once(2) ? '\r\n' : found)),
  // One value in the place of another one.
  (text, random) => {
    const words = [...text.matchAll(word)]
    if (words.length === 0) return text
    const [one, other] = [random.pick(words), random.pick(words)]
    return text.slice(0, one.index) + other[0] + text.slice(one.index + one[0].length)
  },
  (text, random) => {
    const words = [...text.matchAll(word)]
    if (words.length === 0) return text
    const one = random.pick(words)
    const value = random.once(2)
      ? random.pick(hostileTexts)
      : (JSON.stringify(random.pick(hostileValues)) ?? '')
    return text.slice(0, one.index) + value + text.slice(one.index + one[0].length)
  },
  (text, random) =>
    text.replace(/\d+/g, (found) =>
      random.once(12) ? random.pick(['9'.repeat(400), '-0', '1e400', '65536', `0${found}`, '.5']) : found,
    ),
  // A part of another file.
  (text, random, others) => {
    const other = random.pick(others)
    const [at] = cut(text, random)
    const from = random.below(other.length + 1)
    return text.slice(0, at) + other.slice(from, from + random.below(400)) + text.slice(at)
  },
  (text, random, others) => `${text}${random.pick(['---\n', '', '\n---\n'])}${random.pick(others)}`,
]

/** The value of a text's first document with one to five parts of it changed; undefined where the text has none. */
export function mutateValue(text: string, random: Random): unknown {
  let value: unknown
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent' })
    value = Array.isArray(documents) ? documents[random.below(documents.length)]?.toJS() : undefined
  } catch {
    return undefined
  }
  for (let left = 1 + random.below(5); left > 0; left--) value = spoil(value, random)
  return value
}

interface Place {
  readonly parent: Record<string, unknown>
  readonly key: string
}

function placesIn(root: unknown): Place[] {
  const places: Place[] = []
  const open = [root]
  const seen = new Set<unknown>()
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value === null || typeof value !== 'object' || seen.has(value)) continue
    seen.add(value)
    for (const [key, child] of Object.entries(value)) {
      places.push({ parent: value as Record<string, unknown>, key })
      open.push(child)
    }
  }
  return places
}

/** A copy with one part replaced, removed, moved, wrapped, or given to another key. */
function spoil(root: unknown, random: Random): unknown {
  const copy = structuredClone(root)
  const places = placesIn(copy)
  if (places.length === 0) return random.pick(hostileValues)
  const { parent, key } = random.pick(places)
  const other = random.pick(places)
  const set = (value: unknown) =>
    Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true })
  switch (random.below(8)) {
    case 0:
      set(random.pick(hostileValues))
      break
    case 1:
      set(random.pick(hostileTexts))
      break
    case 2:
      if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete parent[key]
      break
    case 3:
      set(structuredClone(other.parent[other.key]))
      break
    case 4:
      set(random.once(2) ? [parent[key]] : { [other.key]: parent[key] })
      break
    case 5:
      if (Array.isArray(parent)) parent.push(...random.some(20, () => structuredClone(parent[Number(key)])))
      else parent[random.pick([random.pick(hostileTexts), other.key])] = parent[key]
      break
    case 6:
      set(JSON.stringify(parent[key]) ?? 'undefined')
      break
    default: {
      const value = parent[key]
      set(
        typeof value === 'string'
          ? value.slice(random.below(value.length + 1)) + random.pick(hostileTexts)
          : Number(value),
      )
    }
  }
  return copy
}

/** A value as somebody may write it: JSON or YAML, on one line or many. */
export function written(value: unknown, random: Random): string {
  switch (random.below(4)) {
    case 0:
      return JSON.stringify(value) ?? ''
    case 1:
      return JSON.stringify(value, null, 2) ?? ''
    default:
      return stringify(value, { lineWidth: 0, ...(random.once(2) && { collectionStyle: 'flow' }) })
  }
}
