import { expect, it } from 'vitest'
import { type Comparing, compared } from '../helpers/drift.ts'

const row = (port: number, laddr?: string) => ({
  ...{ agent_id: 'a', host_id: 'h', host_name: 'web-1', pid: 3, path: '/usr/bin/redis', type: 'TCP' },
  ...{ port, status: 'danger', ...(laddr !== undefined && { laddr }) },
})
const seen = (...rows: readonly object[]) =>
  JSON.stringify({ total_num: rows.length, data_list: rows }, null, 1)

const service = (spec: string) => `apiVersion: v1
kind: Service
metadata: { name: redis }
spec: { ${spec}, selector: { app: redis }, ports: [{ port: 6379, nodePort: 30079 }] }
`
const port = (rest: string) =>
  `ports:\n  - { id: p01, name: p01, internalPort: 6379, protocol: HTTP, public: true${rest} }\n`

function danger(declared: string, observed: string, options: Comparing = {}) {
  const report = compared({ 'declared.yaml': declared }, { 'seen.json': observed }, options)
  return report.findings.flatMap(({ rule, severity, file, related, range }) =>
    rule === 'huawei-hss/danger-reachable' || (rule === 'undecided' && file === 'seen.json')
      ? [
          {
            severity,
            at: `${file}:${range?.start.line}`,
            related: related.map(({ file, message, range }) => `${file}:${range?.start.line} ${message}`),
          },
        ]
      : [],
  )
}

const reached = 'seen.json:13 not the loopback address'

it.each([
  [
    'in the network',
    service('type: NodePort'),
    30079,
    'warning',
    'declared.yaml:4 declared as service redis:6379',
  ],
  [
    'for the internet',
    service('type: LoadBalancer'),
    30079,
    'error',
    'declared.yaml:4 declared for callers from the internet as service redis:6379',
  ],
  [
    'for a few addresses',
    service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'),
    30079,
    'warning',
    'declared.yaml:4 declared as service redis:6379',
  ],
  [
    'on another number',
    service('type: LoadBalancer'),
    666,
    'warning',
    'declared.yaml:4 the nearest number that is declared',
  ],
  [
    'as a public port',
    port(''),
    6379,
    'error',
    'declared.yaml:2 declared for callers from the internet as port p01',
  ],
  [
    'as a public port that asks for private addresses',
    port(', security: { policies: [{ action: ALLOW, addresses: [10.0.0.0/8] }] }'),
    6379,
    'warning',
    'declared.yaml:2 declared as port p01',
  ],
  [
    'as a public port whose paths ask for more',
    port(
      ', security: { securePathConfiguration: { enabled: true, rules: [{ accessMode: unprotected, paths: [{ path: /, routingMode: prefix, priority: 1 }] }] } }',
    ),
    6379,
    'warning',
    'declared.yaml:2 declared as port p01',
  ],
])('a port of status "danger" that is declared %s', (_, declared, number, severity, place) => {
  expect(danger(declared, seen(row(number, '0.0.0.0')))).toEqual([
    { severity, at: 'seen.json:12', related: [reached, place] },
  ])
})

it('one of which nobody knows what it is bound to', () => {
  expect(danger(service('type: LoadBalancer'), seen(row(30079)))).toEqual([
    { severity: 'note', at: 'seen.json:12', related: [] },
  ])
})

it('one of a host that is not compared', () => {
  const others = seen(row(30079, '0.0.0.0'), {
    ...row(80, '0.0.0.0'),
    host_id: 'i',
    host_name: 'web-2',
    status: 'normal',
  })
  expect(danger(service('type: LoadBalancer'), others, { host: 'web-2' })).toEqual([
    { severity: 'warning', at: 'seen.json:12', related: [reached] },
  ])
})

it('weighs as the configuration says', () => {
  const rules = { 'huawei-hss/danger-reachable': 'note' } as const
  const [found] = danger(service('type: LoadBalancer'), seen(row(30079, '0.0.0.0')), { rules })
  expect(found?.severity).toBe('note')
})
