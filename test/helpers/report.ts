import type { DocumentEntry, Finding, Place, RelatedPlace, Report } from '../../src/finding.ts'
import type { Range } from '../../src/position.ts'
import type { ReportContext } from '../../src/reporters/reporter.ts'
import type { RuleMeta } from '../../src/rule.ts'

/** The range of the `nth` occurrence of a part in a text; throws where there is none. */
export function rangeOf(text: string, part: string, nth = 1): Range {
  let offset = -1
  for (let found = 0; found < nth; found++) {
    offset = text.indexOf(part, offset + 1)
    if (offset === -1) throw new Error(`${JSON.stringify(part)} is not in the text ${nth} times`)
  }
  return { start: positionAt(text, offset), end: positionAt(text, offset + part.length) }
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r\n|\n/)
  return { line: before.length, column: before.at(-1)!.length + 1, offset }
}

/** A place on a part of a text. */
export function placeOn(
  file: string,
  text: string,
  part: string,
  nth = 1,
): Place & { readonly range: Range } {
  return { file, document: 0, pointer: '/at', range: rangeOf(text, part, nth) }
}

/** A finding with everything that is not given filled in. */
export function findingOf(given: Partial<Finding>): Finding {
  return {
    rule: 'allow-denied',
    severity: 'error',
    category: 'effect',
    message: 'something is wrong.',
    file: 'ports.json',
    document: 0,
    pointer: '/at',
    related: [],
    fingerprint: '0123456789abcdef0123456789abcdef',
    ...given,
  }
}

export function relatedOf(place: Place, message: string): RelatedPlace {
  return { ...place, message }
}

/** A report on findings; one checked document for each file unless others are given. */
export function reportOf(
  findings: readonly Finding[],
  documents?: readonly DocumentEntry[],
  suppressed = 0,
): Report {
  const files = [...new Set(findings.map(({ file }) => file))]
  const entries =
    documents ??
    files.map((file) => ({ file, index: 0, pointer: '', kind: 'test/kind', status: 'checked' as const }))
  const counted = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  return {
    version: 1,
    tool: { name: 'portcullis', version: '1.2.3' },
    documents: entries,
    findings,
    summary: {
      files: new Set(entries.map(({ file }) => file)).size,
      documents: entries.length,
      errors: counted('error'),
      warnings: counted('warning'),
      notes: counted('note'),
      suppressed,
    },
  }
}

/** A context in which these texts are the files. */
export function contextOf(
  texts: Readonly<Record<string, string>>,
  given: Partial<ReportContext> = {},
): ReportContext {
  return {
    rules: () => [],
    textOf: (file) => (Object.hasOwn(texts, file) ? texts[file] : undefined),
    color: false,
    maxProblems: 200,
    suppressed: [],
    secrets: [],
    ...given,
  }
}

/** A rule with everything that is not given filled in. */
export function ruleOf(given: Partial<RuleMeta>): RuleMeta {
  return {
    id: 'allow-denied',
    summary: 'An allowed address that is denied too.',
    category: 'effect',
    severity: 'error',
    docs: {
      why: `
        DENY always wins, so the entry lets nobody in.

        Whoever reads it believes otherwise.`,
      bad: `
        allow: [203.0.113.7]
        deny: [203.0.113.0/24]`,
      good: `
        allow: [198.51.100.7]
        deny: [203.0.113.0/24]`,
    },
    ...given,
  }
}
