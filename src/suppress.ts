import type { Directive } from './directives.ts'
import type { Finding } from './finding.ts'
import type { Lines } from './source/index.ts'

/** One `# portcullis: ignore …` comment. */
export interface Suppression {
  readonly directive: Directive
  readonly rules: readonly string[]
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly until?: string
  readonly reason?: string
  /** First and last line of what it covers. */
  readonly lines: readonly [first: number, last: number]
}

const form =
  /^ignore(-file)?[ \t]+([a-z0-9/-]+(?:[ \t]*,[ \t]*[a-z0-9/-]+)*)(?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2}))?(?:[ \t]+--[ \t]*(.*))?$/

/** The directives that are suppressions; those that are none or malformed are left out. */
export function readSuppressions(directives: readonly Directive[], lines: Lines): Suppression[] {
  const outline = outlineOf(lines)
  return directives.flatMap((directive): Suppression[] => {
    const [, file, rules, until, reason] = form.exec(directive.text) ?? []
    if (!rules) return []
    const covered = file
      ? ([1, lines.count] as const)
      : directive.trailing
        ? ([directive.line, directive.line] as const)
        : blockBelow(directive.line, outline)
    return [
      {
        directive,
        rules: rules.split(',').map((rule) => rule.trim()),
        ...(until && { until }),
        ...(reason && { reason }),
        lines: covered,
      },
    ]
  })
}

/** What the lines of a text look like; index 0 is the first line. */
interface Outline {
  /** The number of blanks that a line starts with; -1 for one that holds nothing or a comment. */
  readonly indents: Int32Array
  /** The next line with content at or after each, or the last line. */
  readonly contents: Int32Array
  /** Whether a line is an item of a list, ends a document, or opens a list at its own indent. */
  readonly marks: Uint8Array
}

const [isItem, isBoundary, opensList] = [1, 2, 4]

function outlineOf(lines: Lines): Outline {
  const indents = new Int32Array(lines.count)
  const contents = new Int32Array(lines.count)
  const marks = new Uint8Array(lines.count)
  let content = lines.count - 1
  for (let index = lines.count - 1; index >= 0; index--) {
    const text = lines.lineText(index + 1)
    const body = text.trimStart()
    if (body === '' || body.startsWith('#')) indents[index] = -1
    else {
      content = index
      indents[index] = text.length - body.length
      const item = body.startsWith('- ')
      if (item) marks[index]! |= isItem
      if (/^(---|\.\.\.)(\s|$)/.test(text)) marks[index]! |= isBoundary
      if (!item && /:\s*(#.*)?$/.test(text)) marks[index]! |= opensList
    }
    contents[index] = content
  }
  return { indents, contents, marks }
}

/** The next line that holds something, and all that is indented below it. */
function blockBelow(line: number, { indents, contents, marks }: Outline): readonly [number, number] {
  const first = contents[Math.min(line, contents.length - 1)]!
  const indent = Math.max(indents[first]!, 0)
  let last = first
  for (let next = first + 1; next < indents.length; next++) {
    if (indents[next] === -1) continue
    // A list may stand at the indent of its key.
    const within =
      indents[next]! > indent ||
      (indents[next] === indent && (marks[first]! & opensList) !== 0 && (marks[next]! & isItem) !== 0)
    if (!within || (marks[next]! & isBoundary) !== 0) break
    last = next
  }
  return [first + 1, last + 1]
}

export interface SuppressionOptions {
  /** YYYY-MM-DD: suppressions that ended before it do not hold. */
  readonly today: string
  readonly requireReason: boolean
  readonly requireExpiry: boolean
}

export interface Suppressed {
  readonly kept: readonly Finding[]
  readonly suppressed: readonly Finding[]
  /** Suppressions that do not hold, or hold nothing back, with the reason in words. */
  readonly idle: readonly { readonly suppression: Suppression; readonly message: string }[]
}

/** Takes the findings of one file that a suppression covers out of the list. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  options: SuppressionOptions,
): Suppressed {
  const refusals = new Map(suppressions.map((suppression) => [suppression, refusal(suppression, options)]))
  const holding = suppressions.filter((suppression) => !refusals.get(suppression))
  const covered = new Map<string, LineSet>()
  for (const { rules, lines } of holding) {
    for (const rule of rules) covered.set(rule, (covered.get(rule) ?? new LineSet()).add(lines))
  }
  const kept: Finding[] = []
  const suppressed: Finding[] = []
  const found = new Map<string, LineSet>()
  for (const finding of findings) {
    const line = finding.range?.start.line
    if (line === undefined || !covered.get(finding.rule)?.meets([line, line])) kept.push(finding)
    else {
      suppressed.push(finding)
      found.set(finding.rule, (found.get(finding.rule) ?? new LineSet()).add([line, line]))
    }
  }
  const idle = suppressions.flatMap((suppression) => {
    const refused = refusals.get(suppression)
    if (refused) return [{ suppression, message: refused }]
    return suppression.rules
      .filter((rule) => !found.get(rule)?.meets(suppression.lines))
      .map((rule) => ({ suppression, message: `This suppression of ${rule} suppresses nothing; remove it.` }))
  })
  return { kept, suppressed, idle }
}

/** Stretches of lines, as a set: thousands of them are asked about for each of thousands of findings. */
class LineSet {
  private readonly added: (readonly [first: number, last: number])[] = []
  private merged: (readonly [first: number, last: number])[] | undefined

  add(stretch: readonly [first: number, last: number]): this {
    this.added.push(stretch)
    this.merged = undefined
    return this
  }

  /** Whether a line of the stretch is in the set. */
  meets([first, last]: readonly [first: number, last: number]): boolean {
    this.merged ??= union(this.added)
    let low = 0
    let high = this.merged.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.merged[middle]![1] < first) low = middle + 1
      else high = middle
    }
    return low < this.merged.length && this.merged[low]![0] <= last
  }
}

function union(stretches: readonly (readonly [number, number])[]): [number, number][] {
  const merged: [number, number][] = []
  for (const [first, last] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1)
    if (previous && first <= previous[1]) previous[1] = Math.max(previous[1], last)
    else merged.push([first, last])
  }
  return merged
}

function refusal({ until, reason }: Suppression, options: SuppressionOptions): string | undefined {
  if (until && until < options.today)
    return `This suppression ended on ${until} and holds nothing back any more; remove or renew it.`
  if (options.requireReason && !reason)
    return 'This suppression gives no reason, which the configuration requires; add "-- why".'
  if (options.requireExpiry && !until)
    return 'This suppression never ends, which the configuration forbids; add "until YYYY-MM-DD".'
  return undefined
}
