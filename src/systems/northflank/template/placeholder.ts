/** What a placeholder reads: `${args.x}`, `${refs.x.y}`; in a nested template `template.` reaches into the outer one. */
export interface Reference {
  readonly root: 'args' | 'refs'
  readonly outer: boolean
  /** The names and indices behind the root: `api`, `ports`, `0`. */
  readonly path: readonly string[]
  /** Within a call of a function a value that nothing defines counts as false; elsewhere it stops the run. */
  readonly inCall: boolean
  /** UTF-16 units from the first character of the text. */
  readonly start: number
  readonly end: number
}

export interface Placeholder {
  readonly start: number
  readonly end: number
  /** False where its closing brace is missing: then it reaches to the end of the text. */
  readonly closed: boolean
  /** Nothing but blanks between the braces. */
  readonly empty: boolean
  readonly references: readonly Reference[]
}

/**
 * Whether a value is a text that holds a placeholder, so that what it stands for is known when the template runs.
 * Source: the pattern of the API page "Create template", https://northflank.com/docs/v1/api/team/templates/create-template
 */
export function isOpen(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const start = value.indexOf('${')
  return start !== -1 && value.indexOf('}', start) !== -1
}

/**
 * The placeholders of a text, in order. Functions take texts in quotes, patterns between slashes, lambdas and objects:
 * braces in any of them do not end the placeholder.
 * Source: https://northflank.com/docs/v1/application/infrastructure-as-code/make-a-template-dynamic
 */
export function placeholdersIn(text: string): Placeholder[] {
  const found: Placeholder[] = []
  for (let start = text.indexOf('${'); start !== -1; ) {
    const placeholder = scan(text, start)
    found.push(placeholder)
    start = placeholder.closed ? text.indexOf('${', placeholder.end) : -1
  }
  return found
}

const word = /[\p{L}\p{N}_$-]+/uy
const blank = /\s/

function scan(text: string, start: number): Placeholder {
  const references: Reference[] = []
  let index = start + 2
  let braces = 1
  let calls = 0
  let empty = true
  while (index < text.length) {
    const character = text[index]!
    if (blank.test(character)) {
      index++
      continue
    }
    if (character === '}' && --braces === 0) return { start, end: index + 1, closed: true, empty, references }
    empty = false
    if (character === '{') braces++
    if (character === '(') calls++
    if (character === ')') calls--
    if (character === "'" || character === '"' || character === '`') {
      index = afterQuote(text, index)
      continue
    }
    if (character === '/' && startsPattern(text, index)) {
      index = afterPattern(text, index)
      continue
    }
    const chain = chainAt(text, index)
    if (!chain) {
      index++
      continue
    }
    const outer = chain.names[0] === 'template'
    const [root, ...path] = outer ? chain.names.slice(1) : chain.names
    if (root === 'args' || root === 'refs')
      references.push({ root, outer, path, inCall: calls > 0, start: index, end: chain.end })
    index = chain.end
  }
  return { start, end: text.length, closed: false, empty, references }
}

/** The place after a quoted text; the end of the text where it is never closed. */
function afterQuote(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === text[start]) return index + 1
  }
  return text.length
}

/** Numbers are divided by a function, so a slash where a value is expected opens a pattern. */
function startsPattern(text: string, slash: number): boolean {
  let before = slash - 1
  while (before > 0 && blank.test(text[before]!)) before--
  return '(,>'.includes(text[before]!)
}

/** Characters in which a pattern must end: keeps many slashes from being looked behind to the end of the text. */
const patternLength = 1000

/** The place after a pattern; that after its slash where it is never closed. */
function afterPattern(text: string, start: number): number {
  let inClass = false
  const last = Math.min(text.length, start + patternLength)
  for (let index = start + 1; index < last; index++) {
    const character = text[index]
    if (character === '\\') index++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return index + 1
  }
  return start + 1
}

/** Names with dots or brackets between them: `refs.api.ports.0.dns`, `refs['api'].ports[0]`. */
function chainAt(text: string, start: number): { names: string[]; end: number } | undefined {
  const first = wordAt(text, start)
  if (first === undefined) return undefined
  const names = [first]
  let end = start + first.length
  for (;;) {
    const separator = text[end]
    if (separator === '.') {
      const name = wordAt(text, end + 1)
      if (name === undefined) break
      names.push(name)
      end += 1 + name.length
    } else if (separator === '[') {
      const inside = insideBrackets(text, end)
      if (!inside) break
      names.push(inside.name)
      end = inside.end
    } else break
  }
  return { names, end }
}

function wordAt(text: string, index: number): string | undefined {
  word.lastIndex = index
  return word.exec(text)?.[0]
}

/** A quoted name or a number between brackets. */
function insideBrackets(text: string, start: number): { name: string; end: number } | undefined {
  const quote = text[start + 1]
  if (quote === "'" || quote === '"') {
    const end = afterQuote(text, start + 1)
    return text[end] === ']' ? { name: text.slice(start + 2, end - 1), end: end + 1 } : undefined
  }
  const name = wordAt(text, start + 1)
  const end = start + 1 + (name?.length ?? 0)
  return name !== undefined && text[end] === ']' ? { name, end: end + 1 } : undefined
}
