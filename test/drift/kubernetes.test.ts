import { describe, expect, it } from 'vitest'
import { compared, rulesIn } from '../helpers/drift.ts'
import { page, row } from '../helpers/huawei-hss.ts'

const service = (ports: string, type = 'ClusterIP') => `apiVersion: v1
kind: Service
metadata: { name: storefront, namespace: shop }
spec: { type: ${type}, selector: { app: storefront }, ports: [${ports}] }
`
const node = '{ port: 80, targetPort: 8080, nodePort: 30080 }'
const ss = (...ports: readonly number[]) =>
  ports.map((port) => `tcp LISTEN 0 9 0.0.0.0:${port} *:*\n`).join('')
const inContainers = (...rows: readonly object[]) =>
  JSON.stringify(page(rows.map((given) => row({ container_id: 'c1', ...given }))))
const rules = (declared: string, observed: string) => rulesIn(compared(declared, observed))

describe('a Service against what a node has open', () => {
  it('forwards without a socket, so that absence proves nothing', () => {
    const { findings } = compared(service(node, 'NodePort'), ss(1))
    expect(
      findings.filter(({ file }) => file !== 'observed').map(({ rule, message }) => [rule, message]),
    ).toEqual([
      ['undecided', expect.stringContaining('but the cluster forwards the ports of Services and of nodes')],
      ['undecided', expect.stringContaining('but no inventory shows what containers have open')],
    ])
  })

  it.each([30080, 80, 8080])('declares %i where it is open', (port) => {
    expect(
      rules(service(node, 'NodePort'), ss(port)).filter((rule) => rule.startsWith('undeclared')),
    ).toEqual([])
  })

  it('declares no port of a node where its type has none', () => {
    expect(rules(service('{ port: 80 }'), ss(30080))).toContain('undeclared-listener warning')
  })

  it('says nothing of what the node itself has on the loopback address', () => {
    expect(rules(service('{ port: 8080 }'), 'tcp LISTEN 0 9 127.0.0.1:8080 *:*\n')).toEqual([])
  })
})

describe('a Service against what containers have open', () => {
  const declared = service('{ port: 80, targetPort: 8080 }')

  it('has its target there', () => {
    expect(rules(declared, inContainers({ port: 8080 }))).toEqual(['undecided note'])
    expect(rules(declared, inContainers({ port: 9090 }))).toEqual([
      'undecided note',
      'missing-listener warning',
      'undeclared-listener warning',
    ])
  })

  it('has its target on the loopback address of the container, or over another protocol', () => {
    expect(rules(declared, inContainers({ laddr: '127.0.0.1' }))).toContain('loopback-only warning')
    expect(rules(declared, inContainers({ type: 'UDP' }))).toContain('protocol-mismatch warning')
    expect(
      rules(declared, inContainers({ type: 'UDP', container_id: '' }, { port: 1, laddr: '::1' })),
    ).toContain('missing-listener warning')
  })

  it('has a target by name, which may be any that a container has open', () => {
    const named = service('{ port: 80, targetPort: http }')
    const messages = (observed: string) =>
      compared(named, observed)
        .findings.filter(({ file }) => file === 'observed')
        .map(({ message }) => message)
    expect(messages(inContainers({ port: 9090 }))).toEqual([
      expect.stringContaining('the number of service shop/storefront:80 is not known'),
    ])
    expect(messages(ss(9090))).toEqual([expect.stringMatching(/^9090\/TCP is open on 0\.0\.0\.0/)])
  })
})
