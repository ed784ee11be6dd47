import { describe, expect, it } from 'vitest'
import { UserError } from '../src/errors.ts'
import type { RuleMeta } from '../src/rule.ts'
import type { Config } from '../src/settings.ts'
import { type RuleChoice, RuleSettings } from '../src/severities.ts'

const meta = (id: string, more: Partial<RuleMeta> = {}): RuleMeta => ({
  id,
  summary: 'A rule.',
  category: 'effect',
  severity: 'warning',
  docs: { why: '', bad: '', good: '' },
  ...more,
})
const rules = {
  plain: meta('plain'),
  grave: meta('grave', { severity: 'error' }),
  picky: meta('picky', { severity: 'note', strict: true }),
  syntax: meta('syntax', { severity: 'error' }),
}
const byId = (id: string) => Object.values(rules).find((rule) => rule.id === id)
const settings = (choice: RuleChoice = {}) => new RuleSettings(choice, byId)
const severities = (choice?: RuleChoice) =>
  Object.values(rules).map((rule) => settings(choice).severityOf(rule) ?? 'off')

describe('which rules run', () => {
  it.each<[string, RuleChoice, string[]]>([
    ['by default', {}, ['warning', 'error', 'off', 'error']],
    ['the strict preset', { config: { preset: 'strict' } }, ['warning', 'error', 'note', 'error']],
    ['the recommended preset', { config: { preset: 'recommended' } }, ['warning', 'error', 'off', 'error']],
    ['switched off', { rules: { plain: 'off' } }, ['off', 'error', 'off', 'error']],
    ['by the configuration', { config: { rules: { plain: 'error' } } }, ['error', 'error', 'off', 'error']],
    [
      'in the long form',
      { config: { rules: { plain: { severity: 'note' } } } },
      ['note', 'error', 'off', 'error'],
    ],
    [
      'the call wins over the configuration',
      { config: { rules: { plain: 'off' } }, rules: { plain: 'note' } },
      ['note', 'error', 'off', 'error'],
    ],
    ['a strict rule with a severity', { rules: { picky: 'error' } }, ['warning', 'error', 'error', 'error']],
    ['one alone, and what reads', { only: ['plain'] }, ['warning', 'off', 'off', 'error']],
    ['a strict one alone', { only: ['picky'] }, ['off', 'off', 'note', 'error']],
    [
      'one alone that is switched off',
      { only: ['plain'], rules: { plain: 'off' } },
      ['off', 'off', 'off', 'error'],
    ],
    [
      'one alone with a severity',
      { only: ['plain'], rules: { plain: 'error' } },
      ['error', 'off', 'off', 'error'],
    ],
    ['an empty choice is none', { only: [] }, ['warning', 'error', 'off', 'error']],
    ['syntax may weigh less', { rules: { syntax: 'note' } }, ['warning', 'error', 'off', 'note']],
  ])('%s', (_, choice, expected) => expect(severities(choice)).toEqual(expected))
})

describe('what one problem weighs', () => {
  it('its own severity, unless the user has set one', () => {
    expect(settings().weigh(rules.grave, {})).toBe('error')
    expect(settings().weigh(rules.grave, { severity: 'warning' })).toBe('warning')
    expect(settings().weigh(rules.plain, { severity: 'error' })).toBe('error')
    expect(settings({ rules: { grave: 'note' } }).weigh(rules.grave, { severity: 'warning' })).toBe('note')
    expect(settings({ rules: { grave: 'error' } }).weigh(rules.grave, { severity: 'warning' })).toBe('error')
  })

  it('nothing, where its rule does not run', () => {
    expect(settings({ rules: { grave: 'off' } }).weigh(rules.grave, { severity: 'warning' })).toBeUndefined()
    expect(settings({ only: ['plain'] }).weigh(rules.grave, {})).toBeUndefined()
    expect(settings().weigh(rules.picky, { severity: 'error' })).toBeUndefined()
  })
})

describe('a mistake of the user', () => {
  it.each<[string, RuleChoice, RegExp]>([
    ['an unknown rule', { rules: { plane: 'off' } }, /^"plane" is no rule/],
    ['an unknown rule of the configuration', { config: { rules: { plane: 'off' } } }, /^"plane" is no rule/],
    ['an unknown rule alone', { only: ['plane'] }, /^"plane" is no rule/],
    ['a name of every object', { rules: { constructor: 'off' } as never }, /^"constructor" is no rule/],
    [
      'an unknown severity',
      { rules: { plain: 'fatal' as never } },
      /^"fatal" is no severity for the rule plain/,
    ],
    ['reading switched off', { rules: { syntax: 'off' } }, /cannot be switched off/],
    [
      'reading switched off by the configuration',
      { config: { rules: { syntax: 'off' } } as Config },
      /cannot be switched off/,
    ],
  ])('%s', (_, choice, message) => {
    expect(() => settings(choice)).toThrow(UserError)
    expect(() => settings(choice)).toThrow(message)
  })
})
