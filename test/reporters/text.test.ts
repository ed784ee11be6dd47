import { describe, expect, it } from 'vitest'
import { text } from '../../src/reporters/text.ts'
import { contextOf, findingOf, placeOn, reportOf } from '../helpers/report.ts'

const source = 'a: 1\n'
const context = contextOf({ 'a.yaml': source })

describe('the last line', () => {
  const entry = { file: 'a.yaml', index: 0, pointer: '', kind: 'k', status: 'checked' } as const
  const last = (...args: Parameters<typeof reportOf>) =>
    text(reportOf(...args), context)
      .trimEnd()
      .split('\n')
      .at(-1)
  const [error, warning, note] = (['error', 'warning', 'note'] as const).map((severity) =>
    findingOf({ severity }),
  )

  it.each([
    [last([error!]), '1 error in 1 file'],
    [last([error!, warning!, warning!]), '1 error, 2 warnings in 1 file'],
    [last([note!], undefined, 2), '1 note in 1 file; 2 suppressed'],
    [last([], [entry]), 'No problems in 1 file (1 document checked)'],
    [
      last(
        [],
        [entry, { ...entry, index: 1 }, { ...entry, file: 'b.yaml', kind: null, status: 'skipped' }],
        1,
      ),
      'No problems in 2 files (2 documents checked, 1 skipped); 1 suppressed',
    ],
  ])('%s', (line, expected) => expect(line).toBe(expected))
})

describe('maxProblems', () => {
  const findings = (['note', 'warning', 'error', 'error'] as const).map((severity, index) =>
    findingOf({ severity, message: `message ${index}.` }),
  )
  const shown = (maxProblems: number) => text(reportOf(findings), { ...context, maxProblems })

  it('keeps the most severe, in the order of the report, and counts all', () => {
    const output = shown(3)
    expect([...output.matchAll(/message (\d)\./g)].map(([, index]) => index)).toEqual(['1', '2', '3'])
    expect(output).toMatch(/\n1 more not shown; .*\n2 errors, 1 warning, 1 note in 1 file\n$/)
  })
  it('says nothing of it where all are shown', () => expect(shown(4)).not.toContain('not shown'))
  it('can be zero', () => {
    expect(shown(0)).toBe(
      '4 more not shown; --max-problems shows more.\n2 errors, 1 warning, 1 note in 1 file\n',
    )
  })
})

it('colours by severity', () => {
  const place = placeOn('a.yaml', source, '1')
  const colours = (['error', 'warning', 'note'] as const).map((severity) => {
    const output = text(reportOf([findingOf({ ...place, severity })]), { ...context, color: true })
    return /\u001b\[(\d+)m\^/.exec(output)?.[1]
  })
  expect(colours).toEqual(['31', '33', '36'])
})

it('names places of a file whose text is not known', () => {
  const place = placeOn('b.yaml', source, '1')
  const output = text(reportOf([findingOf({ ...place, related: [{ ...place, message: 'also' }] })]), context)
  expect(output.split('\n').slice(1, 3)).toEqual([' --> b.yaml:1:4', '  = see: b.yaml:1:4: also'])
})

it('never shows a secret, whichever finding quotes its line', () => {
  const config = 'user: a, word: "hunter2"\n'
  const secret = findingOf({ rule: 'literal-secret', ...placeOn('s.yaml', config, '"hunter2"') })
  const beside = findingOf({ ...placeOn('s.yaml', config, 'user') })
  const files = contextOf({ 's.yaml': config })
  expect(text(reportOf([beside, secret]), files)).not.toContain('hunter2')
  expect(text(reportOf([beside]), { ...files, suppressed: [secret] })).not.toContain('hunter2')
  const secrets = [{ file: 's.yaml', start: config.indexOf('"'), end: config.length - 1 }]
  expect(text(reportOf([beside]), { ...files, secrets })).not.toContain('hunter2')
  const below = findingOf({ ...placeOn('s.yaml', config, '"hunter2"'), pointer: '/auth/password' })
  expect(text(reportOf([beside, below]), files)).not.toContain('hunter2')
  expect(text(reportOf([beside]), files)).toContain('hunter2')
})
