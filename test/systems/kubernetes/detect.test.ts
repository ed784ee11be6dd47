import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'
import { toPointer } from '../../../src/position.ts'
import { detect } from '../../../src/systems/kubernetes/detect.ts'

const found = (value: unknown) =>
  detect(value).map(
    ({ kind, at, background }) =>
      `${background ? '(' : ''}${kind.replace('kubernetes/', '')}${toPointer(at)}`,
  )
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [{ port: 80 }] },
}

describe('an object', () => {
  it.each<[string, unknown, string[]]>([
    ['a Service', service, ['service']],
    ['a Service in small letters', { ...service, kind: 'service' }, ['service']],
    ['a Service of another group', { ...service, apiVersion: 'serving.knative.dev/v1' }, []],
    ['a Service without apiVersion', { kind: 'Service', spec: {} }, []],
    ['a kind that is no text', { ...service, kind: ['Service'] }, []],
    [
      'a Service with directives of a patch',
      { ...service, spec: { $patch: 'replace', type: 'NodePort' } },
      ['service-merge-patch'],
    ],
    [
      'a Service with a directive in a port',
      { ...service, spec: { ports: [{ port: 80, $patch: 'delete' }] } },
      ['service-merge-patch'],
    ],
    ['DeleteOptions', { apiVersion: 'v1', kind: 'DeleteOptions' }, ['delete-options']],
    [
      'a Deployment',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: { template: { metadata: { labels: { app: 'shop' } } } },
      },
      ['(workload'],
    ],
    ['a Deployment whose pods have no labels', { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} }, []],
    [
      'a NetworkPolicy of addresses',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: { ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }] },
      },
      ['(network-policy'],
    ],
    ['a NetworkPolicy of others', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }, []],
    ['a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap' }, []],
    [
      'an Ingress',
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { annotations: {} } },
      [],
    ],
    [
      'an Ingress with a list',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { annotations: { 'nginx.ingress.kubernetes.io/whitelist-source-range': '' } },
      },
      ['allow-list'],
    ],
    [
      'a Route with a list',
      {
        apiVersion: 'v1',
        kind: 'Route',
        metadata: { annotations: { 'haproxy.router.openshift.io/ip_whitelist': 'a' } },
      },
      ['allow-list'],
    ],
    [
      'a ConfigMap with such an annotation',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { annotations: { 'haproxy.router.openshift.io/ip_whitelist': 'a' } },
      },
      [],
    ],
    [
      'a patch without its kind',
      { spec: { type: 'LoadBalancer', loadBalancerSourceRanges: [] } },
      ['service-merge-patch'],
    ],
    ['a patch of anything', { spec: { type: 'LoadBalancer' } }, []],
    ['a patch of a Deployment', { spec: { replicas: 3 } }, []],
    ['ports of another platform', { spec: { ports: [] }, services: [] }, []],
    [
      'a JSON Patch of a Service',
      [{ op: 'replace', path: '/spec/ports/0/port', value: 80 }],
      ['service-json-patch'],
    ],
    ['a JSON Patch of anything', [{ op: 'replace', path: '/spec/type', value: 'x' }], []],
    ['a list of anything', [service], []],
    ['null', null, []],
    ['a text', 'Service', []],
    ['prototype keys', JSON.parse('{"__proto__":{"kind":"Service","apiVersion":"v1"},"constructor":1}'), []],
  ])('%s', (_, value, kinds) => expect(found(value)).toEqual(kinds))
})

describe('a list', () => {
  const list = (items: unknown, kind = 'List') => ({ apiVersion: 'v1', kind, items })

  it.each<[string, unknown, string[]]>([
    ['of Services', list([service, service]), ['service/items/0', 'service/items/1']],
    ['of many kinds', list([{ apiVersion: 'v1', kind: 'ConfigMap' }, service]), ['service/items/1']],
    [
      'within a list, in order',
      list([list([service]), service]),
      ['service/items/1', 'service/items/0/items/0'],
    ],
    ['of Services without their kind', list([{ metadata: {} }], 'ServiceList'), ['service/items/0']],
    ['of objects without their kind', list([{ metadata: {} }]), []],
    ['with a text in it', list(['text', service]), ['service/items/0', 'service/items/1']],
    ['of pods', list([service], 'PodList'), []],
    ['without items', { apiVersion: 'v1', kind: 'List' }, []],
    ['whose items are a map', list({ a: service }), []],
    ['of another group', { apiVersion: 'apps/v1', kind: 'List', items: [service] }, []],
  ])('%s', (_, value, kinds) => expect(found(value)).toEqual(kinds))

  it('is entered to a certain depth', () => {
    const nested = (depth: number): unknown => (depth === 0 ? service : list([nested(depth - 1)]))
    expect(found(nested(50))).toHaveLength(1)
    expect(found(nested(51))).toEqual([])
  })
})

it('gives each Service of a List an entry of its own, with its pointer', () => {
  const { documents } = validate({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Pod' },
      service,
      { apiVersion: 'v1', kind: 'ServiceList', items: [service] },
    ],
  })
  expect(documents.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
    'kubernetes/service /items/1',
    'kubernetes/service /items/2/items/0',
  ])
})

it('passes over 500 other objects around 5 Services', () => {
  const others = (index: number) =>
    `apiVersion: apps/v1\nkind: ${['ConfigMap', 'Secret', 'Deployment', 'CustomResourceDefinition', 'Role'][index % 5]}\nmetadata: { name: other-${index}, namespace: n${index} }\nspec: { yes: no, ports: "x", template: { metadata: { labels: { app: other } } } }\n`
  const text = Array.from({ length: 505 }, (_, index) =>
    index % 101 === 50
      ? `apiVersion: v1\nkind: Service\nmetadata: { name: s${index}, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n`
      : others(index),
  ).join('---\n')
  const { documents, findings } = validate(text, { filename: 'stream.yaml' })
  expect(documents.map(({ kind, index }) => `${kind} ${index}`)).toEqual(
    [50, 151, 252, 353, 454].map((index) => `kubernetes/service ${index}`),
  )
  expect(findings).toEqual([])
})
