import { describe, expect, it } from 'vitest'
import { validateUpdate } from '../../../../src/index.ts'
import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('kubernetes/patch-port-collision', {
  silent: {
    'two numbers': 'spec: { ports: [{ port: 53, protocol: UDP }, { port: 54 }] }',
    'one of the two is deleted':
      'spec: { ports: [{ port: 53, $patch: delete }, { port: 53, protocol: UDP }] }',
    'the list is replaced':
      'spec: { ports: [{ $patch: replace }, { port: 53 }, { port: 53, protocol: UDP }] }',
    'no port numbers': 'spec: { ports: [{ name: a }, { name: b }], clusterIP: null }',
  },
  reports: {
    'one number over two protocols': {
      document: 'spec: { ports: [{ port: 53, protocol: UDP }, «{ port: 53, protocol: TCP }»] }',
      messages: [
        'Port 53 stands twice in this patch, and a strategic merge patch knows ports by their number alone, so one of the two is lost; send a JSON Patch.',
      ],
      severities: ['error'],
      related: ['{ port: 53, protocol: UDP }'],
    },
    'three times': { document: 'spec: { ports: [{ port: 53 }, «{ port: 53 }», «{ port: 53 }»] }' },
  },
})

describe('a patch of a Service with two ports of one number', () => {
  const dns = service(
    'clusterIP: 10.0.0.7\nports: [{ name: a, port: 53, protocol: UDP }, { name: b, port: 53 }, { name: c, port: 54 }]',
  )
  const found = (patch: string) =>
    validateUpdate(dns, patch).findings.map(({ rule, pointer }) => `${rule} ${pointer}`)

  it('hits the first of them, whatever is meant', () => {
    expect(found('spec: { ports: [{ port: 53, protocol: TCP }] }')).toEqual([
      'kubernetes/patch-port-collision /spec/ports/0',
    ])
  })
  it('may change the others', () => {
    expect(found('spec: { ports: [{ port: 54, targetPort: 5353 }] }')).toEqual([])
    expect(found('spec: { clusterIP: 10.0.0.7, selector: { app: dns } }')).toEqual([])
  })
})
