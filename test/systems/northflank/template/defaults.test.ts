// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import { describe, expect, it } from 'vitest'
import { type Finding, validate } from '../../../../src/index.ts'
import { withDefaults } from '../../../../src/systems/northflank/template/defaults.ts'
import { template, templatePort, templateSecurity } from '../../../helpers/northflank-template.ts'

const words = " (with the defaults of the template's arguments)."
const supposed = (findings: readonly Finding[]) =>
  findings.filter(({ message }) => message.endsWith(words)).map(({ rule, severity }) => `${rule} ${severity}`)
const check = (text: string) => validate(text, { filename: 'case.yaml' }).findings

const base = '/spec/spec/steps/0/spec/ports/0'
const args = (fields: string) => `arguments: { ${fields} }\n`

describe('a claim that holds with the defaults of arguments', () => {
  it.each<[string, string, string[]]>([
    [
      'an address that is denied',
      templateSecurity(
        'policies: [{ action: ALLOW, addresses: ["${args.office}", 198.51.100.1] }, { action: DENY, addresses: [203.0.113.0/24] }]',
        args('office: 203.0.113.7'),
      ),
      ['allow-denied warning'],
    ],
    [
      'nobody gets in',
      templateSecurity(
        'policies: [{ action: ALLOW, addresses: ["${args.office}"] }, { action: DENY, addresses: [203.0.113.0/24] }]',
        args('office: 203.0.113.7'),
      ),
      ['allow-nobody warning'],
    ],
    [
      'everyone gets in: a list as a whole',
      templateSecurity('policies: [{ action: ALLOW, addresses: "${args.all}" }]', args('all: [0.0.0.0/0]')),
      ['allow-everyone warning'],
    ],
    [
      'a port that is public',
      template(
        [
          '{ kind: DeploymentService, spec: { name: db, ports: [{ name: web, internalPort: 9200, protocol: HTTP, public: "${args.public}" }] } }',
        ],
        args('public: true'),
      ),
      ['sensitive-port warning'],
    ],
    [
      'a part of a text',
      templateSecurity(
        'policies: [{ action: ALLOW, addresses: ["203.0.113.${ args.last }"] }, { action: DENY, addresses: [203.0.113.0/24] }]',
        args('last: 7'),
      ),
      ['allow-nobody warning'],
    ],
  ])('is made as a warning that says so: %s', (_, text, expected) => {
    expect(supposed(check(text))).toEqual(expected)
    expect(check(text).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('points at the placeholder', () => {
    const text = templateSecurity(
      'policies: [{ action: ALLOW, addresses: ["${args.office}", 198.51.100.1] }, { action: DENY, addresses: [203.0.113.0/24] }]',
      args('office: 203.0.113.7'),
    )
    const [finding] = check(text).filter(({ rule }) => rule === 'allow-denied')
    expect(finding).toMatchObject({
      pointer: `${base}/security/policies/0/addresses/0`,
      message: expect.stringMatching(/^203\.0\.113\.7 is allowed here/) as string,
      witness: { source: '203.0.113.7' },
    })
  })

  it('is not made twice where it holds without them', () => {
    const text = templateSecurity(
      'policies: [{ action: ALLOW, addresses: [203.0.113.7, "${args.office}"] }, { action: DENY, addresses: [203.0.113.0/24] }]',
      args('office: 198.51.100.1'),
    )
    expect(check(text).filter(({ rule }) => rule === 'allow-denied')).toMatchObject([{ severity: 'error' }])
    expect(supposed(check(text))).toEqual([])
  })

  it.each<[string, string]>([
    [
      'an argument without a default',
      templateSecurity('policies: [{ action: ALLOW, addresses: "${args.all}" }]', args('other: [0.0.0.0/0]')),
    ],
    [
      'an argument that is made of another one',
      templateSecurity(
        'policies: [{ action: ALLOW, addresses: ["${args.a}"] }]',
        args('a: "${args.b}", b: 0.0.0.0/0'),
      ),
    ],
    [
      'a call of a function',
      templateSecurity(
        `policies: [{ action: ALLOW, addresses: ["\${fn.default(args.a, '0.0.0.0/0')}"] }]`,
        args('a: 0.0.0.0/0'),
      ),
    ],
    [
      'a part of an argument',
      templateSecurity(
        'policies: [{ action: ALLOW, addresses: ["${args.a.b}"] }]',
        args('a: { b: 0.0.0.0/0 }'),
      ),
    ],
    [
      'a reference to another node',
      templateSecurity('policies: [{ action: ALLOW, addresses: ["${refs.a}"] }]', args('a: 0.0.0.0/0')),
    ],
    [
      'a default that the schema does not take',
      templateSecurity('policies: [{ action: ALLOW, addresses: ["${args.a}"] }]', args('a: everyone')),
    ],
    [
      'an argument whose name every object has',
      templateSecurity(
        'policies: [{ action: ALLOW, addresses: ["${args.constructor}"] }]',
        args('a: 0.0.0.0/0'),
      ),
    ],
  ])('is not made of %s', (_, text) => {
    expect(supposed(check(text))).toEqual([])
  })

  it('takes the defaults of the template that the placeholder reads', () => {
    const inner = (reference: string) =>
      template(
        [
          `{ kind: Template, spec: { kind: ResourceTemplate, spec: { apiVersion: v1.2, arguments: { all: 10.0.0.0/8 }, spec: { kind: DeploymentService, spec: { name: a, ports: [{ name: web, internalPort: 80, protocol: HTTP, public: true, security: { policies: [{ action: ALLOW, addresses: ["${reference}"] }] } }] } } } } }`,
        ],
        args('all: 0.0.0.0/0'),
      )
    expect(supposed(check(inner('${args.all}')))).toEqual([])
    expect(supposed(check(inner('${template.args.all}')))).toEqual(['allow-everyone warning'])
  })

  it('never repeats a password', () => {
    const text = templateSecurity(
      'credentials: [{ username: admin, password: "${args.p}", type: basic-auth }]',
      args('p: hunter2hunter2'),
    )
    expect(check(text).map(({ rule }) => rule)).toEqual(['northflank/argument-secret'])
    expect(JSON.stringify(check(text))).not.toContain('hunter2')
  })
})

describe('withDefaults', () => {
  it('shares what it does not change, and changes nothing it was given', () => {
    const document = {
      arguments: { port: 80 },
      spec: {
        kind: 'DeploymentService',
        spec: { name: 'a', ports: [{ name: 'web', internalPort: '${args.port}' }] },
      },
    }
    const before = structuredClone(document)
    const folded = withDefaults(document) as typeof document
    expect(document).toEqual(before)
    expect(folded.spec.spec.ports).toEqual([{ name: 'web', internalPort: 80 }])
    expect(folded.arguments).toBe(document.arguments)
  })

  it('is undefined where nothing of a port changes', () => {
    expect(withDefaults({ spec: { kind: 'DeploymentService', spec: { name: '${args.a}' } } })).toBeUndefined()
    expect(
      withDefaults({
        arguments: { a: 'b' },
        spec: { kind: 'DeploymentService', spec: { name: '${args.a}' } },
      }),
    ).toBeUndefined()
  })

  it('is quick with very many placeholders', () => {
    const ports = Array.from({ length: 20_000 }, () => ({ name: 'web', internalPort: '${args.port}' }))
    const spec = { kind: 'DeploymentService', spec: { ports } }
    const folded = withDefaults({ arguments: { port: 80 }, spec }) as { spec: typeof spec }
    expect(folded.spec.spec.ports.every(({ internalPort }) => (internalPort as unknown) === 80)).toBe(true)
  })
})

it('a template is public by default where an argument says so, and a plain port is told without the words', () => {
  const text = templatePort('disableNfDomain: "${args.d}"', args('d: true'))
  expect(supposed(check(text))).toEqual(['northflank/no-public-name warning'])
})
