import { describe, expect, it } from 'vitest'
import { type DocumentInput, type Finding, validateAll } from '../../../src/index.ts'
import { placeholder } from '../../helpers/northflank.ts'
import { template as templateOf } from '../../helpers/northflank-template.ts'

const template = (...nodes: readonly string[]): string => templateOf(nodes)

const service = (name: string, port: string): string =>
  `{ kind: DeploymentService, spec: { name: ${name}, ports: [{ internalPort: 80, protocol: HTTP, public: true, ${port} }] } }`

const path = (subdomain: string, text: string, more = ''): string => {
  const [mode, uri, priority] = text.split(' ')
  const options = [priority === undefined ? '' : `priority: ${priority}`, more].filter((part) => part !== '')
  return `{ kind: SubdomainPath, spec: { subdomain: ${subdomain}, mode: ${mode}, uri: '${uri}', options: { ${options.join(', ')} } } }`
}

const files = (...texts: readonly string[]): DocumentInput[] =>
  texts.map((text, index) => ({ filename: `${'abcdef'[index]}.yaml`, text }))

const told = (findings: readonly Finding[], ...rules: readonly string[]): string[] =>
  findings
    .filter(({ rule }) => rules.includes(rule))
    .map(
      ({ rule, severity, file, pointer, related }) =>
        `${rule} ${severity} ${file}${pointer} < ${related.map((place) => `${place.file}${place.pointer}`).join(' ')}`,
    )

const step = (index: number): string => `/spec/spec/steps/${index}`

describe('a domain on two ports', () => {
  const check = (...texts: readonly string[]) => told(validateAll(files(...texts)).findings, 'duplicate-port')
  const domain = (index: number) => `${step(index)}/spec/ports/0/domains/0`
  const shop = 'name: p01, domains: [shop.example.com]'

  it('is told across nodes of one template', () => {
    expect(check(template(service('a', shop), service('b', shop)))).toEqual([
      `duplicate-port warning a.yaml${domain(1)} < a.yaml${domain(0)}`,
    ])
  })

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('is told across files: %s, then %s', (first, second) => {
    expect(check(template(service(first, shop)), template(service(second, shop)))).toEqual([
      `duplicate-port warning b.yaml${domain(0)} < a.yaml${domain(0)}`,
    ])
  })

  it('is told between a template and the body of a service', () => {
    const body = `name: other\nports: [{ name: web, internalPort: 80, public: true, protocol: HTTP, domains: [shop.example.com] }]\n`
    expect(check(body, template(service('a', shop)))).toEqual([
      `duplicate-port warning b.yaml${domain(0)} < a.yaml/ports/0/domains/0`,
    ])
  })

  it('is told once where it stands twice within one service', () => {
    const list =
      'ports: [{ id: a, name: a, internalPort: 80, public: true, protocol: HTTP, domains: [x.example.com] }, { id: b, name: b, internalPort: 81, public: true, protocol: HTTP, domains: [x.example.com] }]'
    expect(check(list)).toHaveLength(1)
  })

  it.each<[string, string[]]>([
    [
      'the same port of the same service, described twice',
      [template(service('a', shop)), template(service('a', shop))],
    ],
    [
      'the same id',
      [
        'ports: [{ id: web, name: a, internalPort: 80, public: true, protocol: HTTP, domains: [x.example.com] }]',
        'ports: [{ id: web, name: b, internalPort: 80, public: true, protocol: HTTP, domains: [x.example.com] }]',
      ],
    ],
    [
      'other domains',
      [template(service('a', shop)), template(service('b', 'name: p01, domains: [b.example.com]'))],
    ],
    [
      'a domain that is filled in elsewhere',
      [
        template(
          service('a', `name: p01, domains: ["${placeholder('args.d')}"]`),
          service('b', `name: p01, domains: ["${placeholder('args.d')}"]`),
        ),
      ],
    ],
    [
      'a node that may not run',
      [
        template(
          service('a', shop),
          `{ kind: DeploymentService, skipNodeExecution: true, spec: { name: b, ports: [{ internalPort: 80, protocol: HTTP, public: true, ${shop} }] } }`,
        ),
      ],
    ],
    [
      'a loop',
      [
        template(
          service('a', shop),
          `{ kind: LoopWorkflow, spec: { type: sequential, steps: [${service('b', shop)}] } }`,
        ),
      ],
    ],
  ])('is not told of %s', (_, texts) => {
    expect(check(...texts)).toEqual([])
  })

  it('is not told across files that are checked separately', () => {
    // What the library does not offer, the command line does: see test/e2e.
    const [first, second] = files(template(service('a', shop)), template(service('b', shop)))
    expect(told(validateAll([first!]).findings, 'duplicate-port')).toEqual([])
    expect(told(validateAll([second!]).findings, 'duplicate-port')).toEqual([])
  })
})

describe('the paths of a subdomain', () => {
  const check = (...texts: readonly string[]) =>
    told(validateAll(files(...texts)).findings, 'route-unreachable', 'route-tie')
  const app = (text: string, more = '') => path('app.example.com', text, more)

  it('is an error where one of them is never reached in one file', () => {
    expect(check(template(app('prefix / 3'), app('prefix /api/v1 2')))).toEqual([
      `route-unreachable error a.yaml${step(1)} < a.yaml${step(0)}`,
    ])
  })

  it('is a warning where the two stand in different files, which may not be in use together', () => {
    const [first, second] = [template(app('prefix / 3')), template(app('prefix /api/v1 2'))]
    expect(check(first, second)).toEqual([`route-unreachable warning b.yaml${step(0)} < a.yaml${step(0)}`])
    expect(check(second, first)).toEqual([`route-unreachable warning a.yaml${step(0)} < b.yaml${step(0)}`])
    const { findings } = validateAll(files(first, second))
    expect(findings[0]).toMatchObject({
      message: expect.stringContaining('if a.yaml is in use beside the other files') as string,
      witness: { path: '/api/v1' },
    })
  })

  it('stays an error within a file that stands beside another one', () => {
    expect(check(template(app('prefix / 3'), app('exact /x 2')), template(app('prefix /y 9')))).toEqual([
      `route-unreachable error a.yaml${step(1)} < a.yaml${step(0)}`,
    ])
  })

  it('tie at equal priority, in either order and across files', () => {
    const [exact, prefix] = [app('exact /api 5'), app('prefix /api 5')]
    expect(check(template(exact, prefix))).toEqual([`route-tie warning a.yaml${step(1)} < a.yaml${step(0)}`])
    expect(check(template(prefix, exact))).toEqual([`route-tie warning a.yaml${step(1)} < a.yaml${step(0)}`])
    expect(check(template(prefix), template(exact))).toEqual([
      `route-tie warning b.yaml${step(0)} < a.yaml${step(0)}`,
    ])
  })

  it('have the default priorities of the guide: 0 for the base path, 1 for all others', () => {
    expect(check(template(app('prefix /'), app('prefix /api')))).toEqual([])
    expect(check(template(app('prefix / 1'), app('prefix /api')))).toHaveLength(1)
    expect(check(template(app('prefix / 2'), app('prefix /api')))).toEqual([
      `route-unreachable error a.yaml${step(1)} < a.yaml${step(0)}`,
    ])
  })

  it('are compared without regard to case where they say so', () => {
    expect(check(template(app('prefix /API 5', 'ignoreUriCase: true'), app('prefix /api 2')))).toHaveLength(1)
    expect(check(template(app('exact /API 5', 'ignoreUriCase: true'), app('exact /api 2')))).toHaveLength(1)
    expect(check(template(app('prefix /API 5'), app('prefix /api 2')))).toEqual([])
    expect(check(template(app('prefix /api 5'), app('exact /API 2', 'ignoreUriCase: true')))).toEqual([])
  })

  it.each<[string, string[]]>([
    ['of other subdomains', [template(app('prefix / 3'), path('www.example.com', 'prefix /api 2'))]],
    [
      'of a subdomain that is filled in elsewhere',
      [
        template(
          path(`"${placeholder('args.s')}"`, 'prefix / 3'),
          path(`"${placeholder('args.s')}"`, 'prefix /a 2'),
        ),
      ],
    ],
    [
      'whose priority is filled in elsewhere',
      [template(app(`prefix / "${placeholder('args.p')}"`), app('prefix /api 2'))],
    ],
    [
      'whose path is filled in elsewhere',
      [template(app(`prefix /${placeholder('args.p')} 9`), app('prefix /api 2'))],
    ],
    [
      'of more files than can be told apart',
      ['1', '2', '3', '4'].map((priority) => template(app(`prefix / ${priority}`))),
    ],
  ])('are not compared: %s', (_, texts) => {
    expect(check(...texts)).toEqual([])
  })
})

describe('a suppression', () => {
  it('holds back what shows across files', () => {
    const shop = 'name: p01, domains: [shop.example.com]'
    const texts = [
      template(service('a', shop)),
      `# portcullis: ignore-file duplicate-port\n${template(service('b', shop))}`,
    ]
    const report = validateAll(files(...texts))
    expect(told(report.findings, 'duplicate-port', 'unused-suppression')).toEqual([])
    expect(report.summary.suppressed).toBe(1)
  })
})
