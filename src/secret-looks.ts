import { camelKey, isSecretHeader, isSecretKey, isWrittenOut, secretKey } from './secret-names.ts'

/** A stretch of a text, from the first unit to the one after the last. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const assigned = (keys: string, flags: string) =>
  new RegExp(`(?<![\\w.-])(["']?)(?:${keys})\\1[ \\t]*[:=][ \\t]*`, flags)
// A key by the name of "key" is one of a map as a rule; long ones are others.
const longKey = `key(?=["']?[ \\t]*[:=][ \\t]*["']?[^\\s"',}]{16})`
const assignments = [assigned(`${secretKey}|cookie|${longKey}`, 'gi'), assigned(camelKey, 'g')]
const valueKey = /(?<![\w.-])(["']?)value\1[ \t]*:[ \t]*/g
/** What a value is for, in the same map: the name of a header, the path that a patch changes. */
const nameBeside = /\b(?:name|path)["']?\s*:\s*["']?([^\s"',{}]+)/g
const inUrl = /(?<=:\/\/[^\s/?#@:]*:)[^\s/?#@]+(?=@)/g
const inHeader = /(?<=\bbearer\s+)[\w+/.=~-]{8,}/gi
const keyBlock = /-----BEGIN [A-Z ]*PRIVATE KEY.*/g

/**
 * What of a text is a secret by what stands before it: the value of a key with such a name, the password in a URL, a
 * token in a header. Told by looks alone, since a text that cannot be read must not be shown either.
 */
export function secretsByLooks(text: string): Stretch[] {
  const found: Stretch[] = []
  const values = [...text.matchAll(valueKey)].filter((match) => isForSecret(text, match))
  const keys = assignments.flatMap((pattern) => [...text.matchAll(pattern)])
  for (const { index, 0: head } of [...keys, ...values]) {
    const start = index + head.length
    const lineStart = text.lastIndexOf('\n', index) + 1
    const line = text.slice(lineStart, start) + lineAt(text, start)
    const end = lineStart + endOfValue(line, start - lineStart, index - lineStart)
    if (isWrittenOut(inner(text.slice(start, end)))) found.push({ start, end })
  }
  for (const pattern of [inUrl, inHeader, keyBlock])
    for (const { index, 0: part } of text.matchAll(pattern))
      found.push({ start: index, end: index + part.length })
  return found
}

const lineAt = (text: string, start: number): string => {
  const end = text.slice(start).search(/[\r\n]/)
  return end === -1 ? text.slice(start) : text.slice(start, start + end)
}

/** Whether the map in which a value stands names a secret. */
function isForSecret(text: string, { index, 0: head }: RegExpExecArray): boolean {
  const before =
    text
      .slice(Math.max(0, index - reach), index)
      .split(/[{}]|\n *- /)
      .at(-1) ?? ''
  const after = text.slice(index + head.length, index + head.length + reach).split(/[}]|\n *- /)[0] ?? ''
  const names = [...before.matchAll(nameBeside), ...after.matchAll(nameBeside)].map(([, name = '']) => name)
  return names.some((name) => isSecretHeader(name) || isSecretKey(name.slice(name.lastIndexOf('/') + 1)))
}

/** How far from a value its name is looked for. */
const reach = 300

/** A value without its quotes or brackets. */
const inner = (value: string): string =>
  value.replace(/^(?:(["'])(.*)\1|\[(.*)\]|\{(?!\{)(.*)\})$/s, '$2$3$4')

/** Where a value ends that starts on this line; the whole rest of the line is its where that is not clear. */
function endOfValue(line: string, start: number, keyStart: number): number {
  const quote = line[start]
  if (quote === '"' || quote === "'") {
    for (let at = start + 1; at < line.length; at++) {
      if (line[at] === '\\' && quote === '"') at++
      else if (line[at] === quote) return at + 1
    }
    return line.length
  }
  if (quote === '|' || quote === '>') return start
  const rest = line.slice(start)
  if (quote === '[' || (quote === '{' && !rest.startsWith('{{'))) {
    const close = rest.indexOf(quote === '[' ? ']' : '}')
    return close === -1 ? line.length : start + close + 1
  }
  // Between brackets a comma ends a plain value; elsewhere it is a part of it.
  const before = line.slice(0, keyStart)
  const inFlow = before.split(/[[{]/).length > before.split(/[\]}]/).length
  const end = rest.search(inFlow && !/^\$?\{/.test(rest) ? /\s#|[,\]}]|$/ : /\s#|$/)
  return start + rest.slice(0, end).trimEnd().length
}
