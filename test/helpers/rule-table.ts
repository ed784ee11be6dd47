import { describe, expect, it } from 'vitest'
import { type Finding, type ValidateOptions, validate } from '../../src/index.ts'

/** What one case expects: the messages, in order of their places, and more where more matters. */
export interface Reported {
  /** A text in which « and » mark what each finding points at, in order. */
  readonly document: string
  readonly messages?: readonly (string | RegExp)[]
  readonly severities?: readonly Finding['severity'][]
  readonly witnesses?: readonly unknown[]
  /** The texts that related places of the first finding point at. */
  readonly related?: readonly string[]
  /** The document breaks its schema, and that is what the case is about. */
  readonly broken?: true
}

export interface RuleTable {
  readonly silent: Readonly<Record<string, string>>
  /** Documents that break their schema: what was left out of them may not make the rule speak. */
  readonly silentThoughBroken?: Readonly<Record<string, string>>
  readonly reports: Readonly<Record<string, Reported>>
  readonly options?: ValidateOptions
}

const unread = ['syntax', 'unknown-document']
const shape = ['schema', 'unknown-key']

/** Runs one rule on documents that it must pass over, and on documents that it must report at the marked places. */
export function ruleTable(
  id: string,
  { silent, silentThoughBroken = {}, reports, options = {} }: RuleTable,
): void {
  const run = (text: string, passing: readonly string[]) => {
    const { findings } = validate(text, { filename: 'case.yaml', ...options })
    const unexpected = findings.filter(({ rule }) => rule !== id && passing.includes(rule))
    expect(unexpected.map(({ message }) => message)).toEqual([])
    return findings.filter(({ rule }) => rule === id)
  }

  describe(`${id} is silent on`, () => {
    it.each(Object.entries(silent))('%s', (_, text) => {
      expect(run(text, [...unread, ...shape]).map(({ message }) => message)).toEqual([])
    })
    it.each(Object.entries(silentThoughBroken))('%s', (_, text) => {
      expect(run(text, unread).map(({ message }) => message)).toEqual([])
      const rules = validate(text, { filename: 'case.yaml', ...options }).findings.map(({ rule }) => rule)
      expect(rules.filter((rule) => shape.includes(rule))).not.toEqual([])
    })
  })

  describe(`${id} reports`, () => {
    it.each(Object.entries(reports))('%s', (_, expected) => {
      const { text, marked } = unmark(expected.document)
      const findings = run(text, expected.broken ? unread : [...unread, ...shape])
      const slice = ({ range }: Pick<Finding, 'range'>) => text.slice(range?.start.offset, range?.end.offset)
      expect(marked).not.toEqual([])
      expect(findings.map(slice)).toEqual(marked)
      for (const [index, message] of (expected.messages ?? []).entries()) {
        if (typeof message === 'string') expect(findings[index]?.message).toBe(message)
        else expect(findings[index]?.message).toMatch(message)
      }
      if (expected.messages) expect(findings).toHaveLength(expected.messages.length)
      if (expected.severities) expect(findings.map(({ severity }) => severity)).toEqual(expected.severities)
      if (expected.witnesses) expect(findings.map(({ witness }) => witness)).toEqual(expected.witnesses)
      if (expected.related) expect(findings[0]?.related.map(slice)).toEqual(expected.related)
      for (const { message } of findings) expect(message).toMatch(/^\S.*\.$/s)
    })
  })
}

function unmark(document: string): { text: string; marked: string[] } {
  return {
    text: document.replaceAll(/[«»]/g, ''),
    marked: [...document.matchAll(/«([^»]*)»/gs)].map(([, inside]) => inside!),
  }
}
