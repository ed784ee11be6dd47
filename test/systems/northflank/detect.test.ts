import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/systems/northflank/detect.ts'

const port = { name: 'p01', internalPort: 8080, protocol: 'HTTP' }

describe('what is a document of Northflank', () => {
  it.each<[string, unknown, string]>([
    ['a port list alone', { ports: [port] }, 'northflank/service-ports'],
    [
      'a port known by three of its keys',
      { ports: [{ name: 'a', public: true, protocol: 'TCP' }] },
      'northflank/service-ports',
    ],
    ['a port list of which one item is broken', { ports: ['oops', port] }, 'northflank/service-ports'],
    ['ports among other fields', { name: 'shop', ports: [port] }, 'northflank/service'],
    ['the answer of a GET', { data: { ports: [port] } }, 'northflank/service-ports-response'],
    [
      'the answer of a GET with more data',
      { data: { ports: [port], more: 1 } },
      'northflank/service-ports-response',
    ],
    ['a template by its version', { apiVersion: 'v1.2', spec: null }, 'northflank/template'],
    [
      'a template by its older version',
      { apiVersion: 'v1', spec: { kind: 'Flow', spec: {} } },
      'northflank/template',
    ],
    ['a template by its node', { spec: { kind: 'Workflow', spec: {} } }, 'northflank/template'],
    [
      'a template with ports at its root',
      { apiVersion: 'v1.2', spec: {}, ports: [port] },
      'northflank/template',
    ],
    ...['template', 'release-flow', 'preview-env'].map((name): [string, unknown, string] => [
      `a ${name} by its schema`,
      { $schema: `https://api.northflank.com/v1/schemas/${name}` },
      'northflank/template',
    ]),
  ])('%s', (_, value, kind) => expect(detect(value)).toBe(kind))
})

describe('what is none', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'ports'],
    ['a list', [port]],
    ['a list of lists', { ports: [[port]] }],
    ['no ports', {}],
    ['an empty list, which tells nothing', { ports: [] }],
    ['ports that are no list', { ports: port }],
    ['numbers, as in a Compose file', { ports: [8080, '9090:9090'] }],
    [
      'ports of a Kubernetes Service',
      { ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }] },
    ],
    ['a container with ports', { image: 'nginx', ports: [port] }],
    ['an object with an apiVersion', { apiVersion: 'v1', ports: [port] }],
    ['an inventory of open ports', { total_num: 1, ports: [port] }],
    ['two keys of a port and its protocol', { ports: [{ name: 'a', protocol: 'TCP' }] }],
    ['an answer with errors beside its data', { data: { ports: [port] }, error: null }],
    ['data without ports', { data: { items: [port] } }],
    ['a Kubernetes object', { apiVersion: 'v1', kind: 'Service', spec: { kind: 'Workflow', spec: {} } }],
    ['an object with metadata', { apiVersion: 'v1.2', metadata: {}, spec: { kind: 'Workflow', spec: {} } }],
    ['the version of another platform', { apiVersion: 'apps/v1', spec: { kind: 'Flow', spec: {} } }],
    ['a node of no known kind without a version', { name: 'a', spec: { kind: 'Deployment', spec: {} } }],
    ['a kind without a spec of its own', { apiVersion: 'v1', spec: { kind: 'Workflow' } }],
    ['a kind that every object has', { spec: { kind: 'constructor', spec: {} } }],
    ['a version alone', { apiVersion: 'v1.2' }],
    ['the schema of another platform', { $schema: 'https://example.com/v1/schemas/template', spec: {} }],
    ['a schema whose name only begins so', { $schema: 'https://api.northflank.com/v1/schemas/templates' }],
    ['a key of every object', { ports: [{ constructor: 1, toString: 2, protocol: 'HTTP' }] }],
  ])('%s', (_, value) => expect(detect(value)).toBeUndefined())
})
