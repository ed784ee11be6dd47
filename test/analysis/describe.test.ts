import { describe, expect, it } from 'vitest'
import { AddressSet } from '../../src/analysis/address-set.ts'
import {
  all,
  always,
  any,
  type Condition,
  fact,
  memberIn,
  never,
  not,
  numberIn,
  onlyMemberIn,
  signedIn,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import { describe as sentence } from '../../src/analysis/describe.ts'
import { anyText, exactText, segmentPrefix } from '../../src/analysis/text-language.ts'
import { addresses } from './small-universe.ts'

const ten = sourceIn(addresses('10.0.0.0/8'))
const credential = memberIn('credentials', exactText('admin'))
const group = memberIn('groups', exactText('g1'))
const many = addresses(...Array.from({ length: 15 }, (_, index) => `198.51.100.${2 * index}`))

describe('describe', () => {
  const cases: readonly (readonly [Condition, string])[] = [
    [always, 'anyone'],
    [never, 'nobody'],
    [ten, 'from 10.0.0.0/8'],
    [not(ten), 'not from 10.0.0.0/8'],
    [all(ten, credential), 'from 10.0.0.0/8, with credential admin'],
    [any(ten, group), 'from 10.0.0.0/8, or signed in as a member of group g1'],
    [
      all(any(ten, group), credential),
      '(from 10.0.0.0/8, or signed in as a member of group g1), and with credential admin',
    ],
    [
      any(all(ten, group), credential),
      '(from 10.0.0.0/8, signed in as a member of group g1), or with credential admin',
    ],
    [not(any(ten, credential)), 'not (from 10.0.0.0/8, or with credential admin)'],
    [
      all(signedIn(), not(any(ten, credential))),
      'signed in, and (not (from 10.0.0.0/8, or with credential admin))',
    ],
    [sourceIn(addresses('10.0.0.0/8'), 'the office'), 'from the office'],
    [sourceIn(AddressSet.family(4)), 'from any IPv4 address'],
    [sourceIn(addresses('10.0.0.0/8').complement()), 'from anywhere but 10.0.0.0/8'],
    [not(sourceIn(addresses('10.0.0.0/8').complement())), 'from 10.0.0.0/8'],
    [
      sourceIn(many),
      `from ${[0, 2, 4, 6, 8, 10, 12, 14].map((last) => `198.51.100.${last}`).join(', ')} and 7 more`,
    ],
    [
      any(...Array.from({ length: 12 }, (_, index) => fact(`f${index}`))),
      'f0, f1, f2, f3, f4, f5, f6, f7, or 4 more conditions',
    ],
    [textIn('path', segmentPrefix('/admin')), 'to path /admin or /admin/…'],
    [not(textIn('method', exactText('GET'))), 'not by method GET'],
    [textIn('header/x-env', exactText('prod')), 'with header x-env: prod'],
    [not(textIn('header/x-env', anyText)), 'without header x-env'],
    [textIn('email', exactText('a@b')), 'signed in as email a@b'],
    [onlyMemberIn('groups', exactText('g1')), 'signed in as a member of only group g1'],
    [memberIn('claim/role', exactText('dev')), 'signed in with claim role: dev'],
    [textIn('detail/MCP tool', exactText('query')), 'with MCP tool: query'],
    [memberIn('details/names', exactText('a')), 'with names: a'],
    [not(memberIn('details/names', anyText)), 'without names'],
    [numberIn('clock/weekday', [{ first: 1, last: 5 }]), 'when weekday is 1-5'],
    [not(numberIn('clock/weekday', [{ first: 1, last: 5 }], 'on mon-fri')), 'not when on mon-fri'],
    [memberIn('credentials', anyText), 'with a credential'],
    [
      numberIn('port', [
        { first: 80, last: 80 },
        { first: 8000, last: 8100 },
      ]),
      'to port 80, 8000-8100',
    ],
    [
      not(fact('client certificate valid', 'with a valid client certificate')),
      'without a valid client certificate',
    ],
    [
      all(ten, undetermined('p', 'the value of the placeholder is unknown')),
      'from 10.0.0.0/8, possibly (the value of the placeholder is unknown)',
    ],
  ]
  it.each(cases)('%#: %j', (condition, expected) => expect(sentence(condition)).toBe(expected))

  it('cuts a condition of any depth', () => {
    let deep: Condition = ten
    for (let index = 0; index < 20_000; index++) deep = index % 2 ? all(deep, group) : any(deep, group)
    expect(sentence(deep)).toContain('conditions')
    expect(sentence(deep).length).toBeLessThan(3000)
  })
})
