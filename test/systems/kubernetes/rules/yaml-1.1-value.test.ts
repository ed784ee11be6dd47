import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { readByServer, readByYaml12, sexagesimal } from '../../../../src/systems/kubernetes/yaml-1-1.ts'
import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const port = (number: string) => service(`ports: [{ port: ${number} }]`)

ruleTable('kubernetes/yaml-1.1-value', {
  silent: {
    'a decimal number': port('8080'),
    'with a sign': port('+80'),
    'an exponent': port('8.08e3'),
    'words in quotes': service('selector: { app: "yes", on-call: "no" }\nports: [{ port: 80 }]'),
    'words that only begin so': service(
      'selector: { app: yesterday, b: nope, c: only }\nports: [{ port: 80 }]',
    ),
    'a tag that says text': service('selector: { app: !!str yes }\nports: [{ port: 80 }]'),
    'true and null': service('publishNotReadyAddresses: true\nexternalName: ~\nports: [{ port: 80 }]'),
    'a date': service('ports: [{ port: 80 }]', 'name: web, annotations: { day: 2024-01-02 }'),
    'a number that is octal nowhere': port('089'),
    JSON: '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"port":80}]}}',
  },
  silentThoughBroken: { 'a version': service('selector: { app: 1.10 }\nports: [{ port: 80 }]') },
  reports: {
    'an octal number': {
      document: port('«0120»'),
      messages: ["0120 is 80 to the API server's YAML and 120 in YAML 1.2; write 80 or 120."],
      severities: ['warning'],
    },
    'an underscore': {
      document: port('«8_080»'),
      messages: [
        '8_080 is 8080 to the API server\'s YAML and the text "8_080" in YAML 1.2; write 8080, or put it in quotes.',
      ],
    },
    'binary digits': { document: port('«0b1010000»') },
    'a word in a selector': {
      document: service('selector: { app: «yes» }\nports: [{ port: 80 }]'),
      messages: [
        'yes is true to the API server\'s YAML and the text "yes" in YAML 1.2; put it in quotes if the text is meant.',
      ],
      broken: true,
    },
    'a single letter': { document: service('selector: { app: «n» }\nports: [{ port: 80 }]'), broken: true },
    'a key': {
      document: service('selector: { «on»: web }\nports: [{ port: 80 }]'),
      messages: [
        'on is true to the API server\'s YAML and the text "on" in YAML 1.2; put it in quotes if the text is meant.',
      ],
    },
    'digits of base 60': {
      document: service('ports: [{ port: 80 }]', 'name: web, annotations: { at: «22:22» }'),
      messages: [
        '22:22 is a text to the API server, and 1342 to other readers of YAML 1.1, who count in sixties; write it in quotes.',
      ],
      severities: ['note'],
    },
    'hexadecimal digits': {
      document: port('«0x50»'),
      messages: [
        '0x50 is the number 80 in hexadecimal digits, which not every reader of YAML knows; write 80.',
      ],
      severities: ['note'],
    },
  },
})

describe('the validation', () => {
  const refused = (text: string) =>
    validate(text)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ pointer }) => pointer)

  it('judges what the server reads', () => {
    expect(refused(port('0200000'))).toEqual(['/spec/ports/0', '/spec/ports/0/port'])
    expect(refused(port('0100'))).toEqual([])
    expect(refused(port('70_00'))).toEqual([])
    expect(refused(service('selector: { app: off }\nports: [{ port: 80 }]'))).toEqual(['/spec/selector/app'])
    expect(refused(service('ports: [{ port: 80, name: y }]'))).toEqual(['/spec/ports/0/name'])
    expect(refused(service('ports: [{ port: 80, name: "y" }]'))).toEqual([])
  })
})

/** Seen by running resolve() of go-yaml v2 as the servers have it. */
const resolved: readonly (readonly [string, unknown, unknown])[] = [
  ['y', true, 'y'],
  ['Yes', true, 'Yes'],
  ['yEs', 'yEs', 'yEs'],
  ['ON', true, 'ON'],
  ['off', false, 'off'],
  ['N', false, 'N'],
  ['True', true, true],
  ['~', null, null],
  ['Null', null, null],
  ['010', 8, 10],
  ['-010', -8, -10],
  ['+010', 8, 10],
  ['08', 8, 8],
  ['0_10', 8, '0_10'],
  ['1_000', 1000, '1_000'],
  ['_1', '_1', '_1'],
  ['1__0', 10, '1__0'],
  ['0x50', 80, 80],
  ['0X50', 80, '0X50'],
  ['0x_50', 80, '0x_50'],
  ['-0x50', -80, '-0x50'],
  ['0o17', 15, 15],
  ['0b11', 3, '0b11'],
  ['-0b11', -3, '-0b11'],
  ['1e3', 1000, 1000],
  ['.5', 0.5, 0.5],
  ['1.', 1, 1],
  ['1_0.5', 10.5, '1_0.5'],
  ['22:22', '22:22', '22:22'],
  ['1.2.3', '1.2.3', '1.2.3'],
  ['2024-01-02', '2024-01-02', '2024-01-02'],
  ['+', '+', '+'],
  ['0x', '0x', '0x'],
  ['.inf', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
]

it.each(resolved)('%s is %s to the server, and %s in YAML 1.2', (text, server, usual) => {
  expect([readByServer(text, 31), readByYaml12(text)]).toEqual([server, usual])
})

it('knows no 0o before Kubernetes 1.17, which is built with an older Go', () => {
  expect([readByServer('0o17', 16), readByServer('0o17', 17)]).toEqual(['0o17', 15])
})

it.each([
  ['22:22', 1342],
  ['1:30:00', 5400],
  ['-1:30', -90],
  ['22:60', undefined],
  ['0:30', undefined],
  ['22:22:', undefined],
  ['22', undefined],
])('%s is %s in base 60', (text, number) => expect(sexagesimal(text)).toBe(number))
