import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatReport, UserError, validateUpdate } from '../../../src/index.ts'
import { service, stream } from '../../helpers/kubernetes.ts'

const stored = service('clusterIP: 10.0.0.7\nports: [{ port: 80 }]')
const changed = service('clusterIP: 10.0.0.8\nports: [{ port: 80 }]')
const told = (old: unknown, next: unknown, options = {}) =>
  validateUpdate(old, next, options).findings.map(
    ({ rule, pointer, severity }) => `${severity} ${rule} ${pointer}`,
  )

describe('validateUpdate', () => {
  it('takes texts and values, and points into the new text', () => {
    const report = validateUpdate(stored, changed, { filename: 'web.yaml' })
    expect(report.findings).toMatchObject([
      {
        rule: 'kubernetes/update-refused',
        file: 'web.yaml',
        pointer: '/spec/clusterIP',
        range: { start: { line: 5, column: 14 } },
      },
    ])
    expect(report.documents).toEqual([
      { file: 'web.yaml', index: 0, pointer: '', kind: 'kubernetes/service', status: 'checked' },
    ])
    expect(formatReport(report)).toContain('5 |   clusterIP: 10.0.0.8')
    const value = (ip: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { clusterIP: ip, ports: [{ port: 80 }] },
    })
    expect(told(value('10.0.0.7'), value('10.0.0.8'))).toEqual([
      'error kubernetes/update-refused /spec/clusterIP',
    ])
    expect(told(stored, value('10.0.0.7'))).toEqual([])
  })

  it('says only what is refused', () => {
    expect(told(stored, service('type: LoadBalancer\nports: [{ port: 22 }]\nunknown: 1'))).toEqual([])
  })

  it('depends on the release', () => {
    const without = service('ports: [{ port: 80 }]')
    const config = { kubernetes: { version: 'okd-3.9' } }
    expect(told(stored, without)).toEqual([])
    expect(told(stored, without, { config })).toEqual(['error kubernetes/update-refused /spec'])
  })

  it('applies severities and rules', () => {
    expect(told(stored, changed, { rules: { 'kubernetes/update-refused': 'warning' } })).toEqual([
      'warning kubernetes/update-refused /spec/clusterIP',
    ])
    expect(told(stored, changed, { rules: { 'kubernetes/update-refused': 'off' } })).toEqual([])
    expect(told(stored, changed, { only: ['kubernetes/service-refused'] })).toEqual([])
  })

  it('heeds suppressions', () => {
    const text = changed.replace(
      'spec:',
      '# portcullis: ignore kubernetes/update-refused -- moved by hand\nspec:',
    )
    expect(validateUpdate(stored, text).summary).toMatchObject({ errors: 0, suppressed: 1 })
  })

  it('pairs the objects of streams and lists by their names, and a single one with a single one', () => {
    const other = stored.replace('name: web', 'name: api')
    expect(told(stream(stored, other), stream(other, changed))).toEqual([
      'error kubernetes/update-refused /spec/clusterIP',
    ])
    expect(told(stored, changed.replace('name: web', 'name: api'))).toEqual([
      'error kubernetes/update-refused /metadata/name',
      'error kubernetes/update-refused /spec/clusterIP',
    ])
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web' },
          spec: { clusterIP: '10.0.0.9', ports: [{ port: 80 }] },
        },
      ],
    }
    expect(told(stored, list)).toEqual(['error kubernetes/update-refused /items/0/spec/clusterIP'])
  })

  it('checks one that is new as new', () => {
    const fresh = service('type: nodeport\nports: [{ port: 80 }, { port: 80 }]', 'name: fresh')
    expect(told(stored, stream(stored, fresh))).toEqual(
      [
        'error kubernetes/service-refused /spec/ports/0',
        'error kubernetes/service-refused /spec/ports/1',
        'error duplicate-port /spec/ports/1',
        'error kubernetes/service-refused /spec/type',
      ]
        .toSorted((a, b) => a.localeCompare(b))
        .toSorted((a, b) => order(a) - order(b)),
    )
  })

  it('says that it does not know where what is stored is broken', () => {
    expect(told(service('ports: 80'), changed)).toEqual(['note undecided '])
  })

  it('says what cannot be decoded', () => {
    expect(told(stored, service('ports: [{ port: many }]'))).toEqual(['error schema /spec/ports/0/port'])
    expect(told(stored, 'a: [')).toEqual(['error syntax '])
    expect(told('a: [', changed)).toEqual([])
  })

  it('judges documents of other systems as they are', () => {
    const ports = { ports: [{ name: 'p01', internalPort: 8080, protocol: 'HTTP' }] }
    expect(told(ports, ports)).toEqual([])
    expect(
      told(ports, { ports: [{ name: 'p01', internalPort: 99999, protocol: 'HTTP' }] }).length,
    ).toBeGreaterThan(0)
  })

  it('refuses wrong options only', () => {
    expect(() => validateUpdate(stored, changed, { kind: 'kubernetes/none' })).toThrow(UserError)
    expect(() => validateUpdate(stored, changed, { strict: true } as never)).toThrow(UserError)
    expect(() => validateUpdate(stored, changed, { config: { kubernetes: { version: 'new' } } })).toThrow(
      UserError,
    )
  })

  it('never throws on documents', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constant(undefined),
      fc.string(),
      fc.constantFrom(stored, changed),
    )
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.constantFrom(
          undefined,
          'kubernetes/service',
          'kubernetes/service-json-patch',
          'kubernetes/service-merge-patch',
          'kubernetes/delete-options',
        ),
        (old, next, kind) => {
          expect(validateUpdate(old, next, kind === undefined ? {} : { kind }).version).toBe(1)
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** The order of findings is that of their places. */
const order = (line: string) =>
  ['/spec/type', '/spec/ports/0', '/spec/ports/1'].findIndex((pointer) => line.endsWith(pointer))

it('a change to what is stored is never refused', () => {
  const type = fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer')
  const release = fc.integer({ min: 9, max: 36 })
  fc.assert(
    fc.property(type, release, fc.boolean(), fc.boolean(), (kind, minor, local, ranges) => {
      const external = kind !== 'ClusterIP'
      const spec = {
        type: kind,
        clusterIP: '10.0.0.7',
        ports: [{ port: 80, ...(external && { nodePort: 30080 }) }],
        ...(external &&
          local && {
            externalTrafficPolicy: 'Local',
            ...(kind === 'LoadBalancer' && { healthCheckNodePort: 31000 }),
          }),
        ...(kind === 'LoadBalancer' && ranges && { loadBalancerSourceRanges: ['198.51.100.0/24'] }),
      }
      const value = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec }
      expect(told(value, value, { config: { kubernetes: { version: `1.${minor}` } } })).toEqual([])
    }),
  )
})
