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

/** Reads a directive as a suppression; undefined where it is none or malformed. */
export function readSuppression(directive: Directive, lines: Lines): Suppression | undefined {
  const [, file, rules, until, reason] = form.exec(directive.text) ?? []
  if (!rules) return undefined
  return {
    directive,
    rules: rules.split(',').map((rule) => rule.trim()),
    ...(until && { until }),
    ...(reason && { reason }),
    lines: file
      ? [1, lines.count]
      : directive.trailing
        ? [directive.line, directive.line]
        : blockBelow(directive.line, lines),
  }
}

/** The next line that holds something, and all that is indented below it. */
function blockBelow(line: number, lines: Lines): readonly [number, number] {
  let first = line + 1
  while (first < lines.count && isBlankOrComment(lines.lineText(first))) first++
  const head = lines.lineText(first)
  const indent = indentOf(head)
  // A list may stand at the indent of its key.
  const ownsItems = /:\s*(#.*)?$/.test(head) && !head.trimStart().startsWith('- ')
  let last = first
  for (let next = first + 1; next <= lines.count; next++) {
    const text = lines.lineText(next)
    if (isBlankOrComment(text)) continue
    const within =
      indentOf(text) > indent || (ownsItems && indentOf(text) === indent && text.trimStart().startsWith('- '))
    if (!within || /^(---|\.\.\.)(\s|$)/.test(text)) break
    last = next
  }
  return [first, last]
}

const isBlankOrComment = (text: string) => /^\s*(#.*)?$/.test(text)
const indentOf = (text: string) => text.length - text.trimStart().length

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
  const used = new Set<string>()
  const kept: Finding[] = []
  const suppressed: Finding[] = []
  for (const finding of findings) {
    const by = holding.filter((suppression) => covers(suppression, finding))
    for (const suppression of by) used.add(useKey(suppression, finding.rule))
    if (by.length > 0) suppressed.push(finding)
    else kept.push(finding)
  }
  const idle = suppressions.flatMap((suppression) => {
    const refused = refusals.get(suppression)
    if (refused) return [{ suppression, message: refused }]
    return suppression.rules
      .filter((rule) => !used.has(useKey(suppression, rule)))
      .map((rule) => ({ suppression, message: `This suppression of ${rule} suppresses nothing; remove it.` }))
  })
  return { kept, suppressed, idle }
}

const useKey = (suppression: Suppression, rule: string) => `${suppression.directive.start} ${rule}`

function covers({ rules, lines: [first, last] }: Suppression, { rule, range }: Finding): boolean {
  return range !== undefined && rules.includes(rule) && range.start.line >= first && range.start.line <= last
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
