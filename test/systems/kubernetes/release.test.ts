import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'
import { newest, oldest, releaseOf } from '../../../src/systems/kubernetes/release.ts'

describe('the release', () => {
  it.each([
    [undefined, newest],
    ['1.9', 9],
    ['okd-3.9', 9],
    ['okd-3.10', 10],
    ['okd-3.11', 11],
    ['1.31', 31],
    ['1.5', oldest],
    ['okd-3.6', oldest],
    ['1.99', newest],
    ['2.0', newest],
  ])('of %s is 1.%i', (version, release) => {
    expect(releaseOf(version === undefined ? {} : { kubernetes: { version } })).toBe(release)
  })
})

describe('fields of other releases', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', clusterName: 'east' },
    spec: {
      type: 'ExternalName',
      externalName: 'example.com',
      ipFamilies: ['IPv9'],
      internalTrafficPolicy: 'Nowhere',
      trafficDistribution: 'Anywhere',
      topologyKeys: ['*'],
      ports: [{ port: 80, appProtocol: '/' }],
    },
    status: { conditions: [{ type: 'A' }] },
  }
  const told = (version: string, document: unknown = service) =>
    validate(document, { config: { kubernetes: { version } } })
      .findings.filter(({ rule }) => rule !== 'kubernetes/server-field')
      .map(({ rule, severity, pointer }) => `${severity} ${rule.replace('kubernetes/', '')} ${pointer}`)
      .toSorted()

  it('are passed over with a warning by a release that drops them, whatever they hold', () => {
    expect(told('1.9')).toEqual([
      'warning unknown-key /spec/internalTrafficPolicy',
      'warning unknown-key /spec/ipFamilies',
      'warning unknown-key /spec/ports/0/appProtocol',
      'warning unknown-key /spec/topologyKeys',
      'warning unknown-key /spec/trafficDistribution',
      'warning unknown-key /status/conditions',
    ])
  })

  it('are judged by one that reads them', () => {
    expect(told('1.31')).toEqual([
      'error service-refused /spec/internalTrafficPolicy',
      'error service-refused /spec/ipFamilies',
      'error service-refused /spec/ports/0/appProtocol',
      'error service-refused /spec/trafficDistribution',
      'warning unknown-key /metadata/clusterName',
      'warning unknown-key /spec/topologyKeys',
    ])
  })

  it('say which release it is about', () => {
    const { findings } = validate(service, { config: { kubernetes: { version: 'okd-3.9' } } })
    expect(findings.map(({ message }) => message)).toContain(
      '"internalTrafficPolicy" is read from Kubernetes 1.22 on, and Kubernetes 1.9 drops it without a word; remove it, or name the release of the cluster in the configuration.',
    )
  })

  it('that are decoded before they are read are refused where they cannot be', () => {
    const wrong = { ...service, spec: { ports: [{ port: 80 }], ipFamilies: 'IPv4' } }
    expect(told('1.19', wrong)).toContain('warning unknown-key /spec/ipFamilies')
    expect(told('1.20', wrong)).toContain('error schema /spec/ipFamilies')
  })

  it('keep a key that no release knows a warning', () => {
    const { metadata } = { metadata: { name: 'web' } }
    const odd = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ port: 80, targetport: 80 }] },
    }
    const { findings } = validate(odd)
    expect(findings).toMatchObject([
      {
        rule: 'unknown-key',
        severity: 'warning',
        message: expect.stringContaining('did you mean "targetPort"?'),
      },
    ])
  })
})
