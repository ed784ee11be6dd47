import type { Finding, Report } from '../../src/finding.ts'
import type { ReportContext } from '../../src/reporters/reporter.ts'
import { contextOf, findingOf, placeOn, relatedOf, reportOf, ruleOf } from './report.ts'

const ports = `{
  "ports": [
    {
      "name": "p01",
      "public": true,
      "security": {
        "policies": [
          { "action": "ALLOW", "addresses": ["203.0.113.7", "198.51.100.0/24"] },
          { "action": "DENY", "addresses": ["203.0.113.0/24"] }
        ]
      },
      "paths": [
        { "path": "/api", "mode": "prefix", "priority": 1 },
        { "path": "/api/admin", "mode": "prefix", "priority": 2 }
      ]
    }
  ]
}
`
const service = `apiVersion: v1
kind: Service
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [0.0.0.0/0]
`
const policy = `allow:
  or:
    - domain: "@example.com"
`

/** A report with every shape of finding: several places, two files, no text, every severity, a suppressed one. */
export function sampleReport(): { readonly report: Report; readonly context: ReportContext } {
  const portsFile = 'deploy/web ports #1.json'
  const findings: Finding[] = [
    findingOf({
      ...placeOn(portsFile, ports, '"203.0.113.7"'),
      pointer: '/ports/0/security/policies/0/addresses/0',
      message: '203.0.113.7 is allowed here but 203.0.113.0/24 is denied, and DENY always wins.',
      related: [relatedOf(placeOn(portsFile, ports, '"203.0.113.0/24"'), 'denied here')],
      witness: { source: '203.0.113.7' },
      fingerprint: '11111111111111111111111111111111',
    }),
    findingOf({
      ...placeOn(portsFile, ports, '"/api/admin"'),
      rule: 'route-unreachable',
      pointer: '/ports/0/paths/1/path',
      message: '/api/admin is never reached: /api takes all of its requests first.',
      related: [
        relatedOf(placeOn(portsFile, ports, '"/api"'), 'takes /api/admin'),
        relatedOf(placeOn('policies/é ü.yaml', policy, 'domain'), 'and so this [policy] (never) applies'),
      ],
      witness: { source: '203.0.113.7', method: 'GET', host: 'app.example.com', path: '/api/admin' },
      fingerprint: '22222222222222222222222222222222',
    }),
    findingOf({
      ...placeOn('service.yaml', service, '0.0.0.0/0'),
      rule: 'allow-everyone',
      category: 'exposure',
      severity: 'warning',
      pointer: '/spec/loadBalancerSourceRanges/0',
      message: '0.0.0.0/0 lets in every IPv4 address.',
      witness: { port: 443, protocol: 'TCP', source: '192.0.2.1' },
      fingerprint: '33333333333333333333333333333333',
    }),
    findingOf({
      file: 'value.json',
      rule: 'northflank/missing-port-id',
      category: 'upkeep',
      severity: 'note',
      pointer: '/ports/0',
      message: 'The port has no id: its security may be dropped when this body is sent.',
      related: [relatedOf({ file: 'value.json', document: 0, pointer: '/ports/1' }, 'this one has an id')],
      fingerprint: '44444444444444444444444444444444',
    }),
  ]
  const entry = (file: string, kind: string) => ({
    file,
    index: 0,
    pointer: '',
    kind,
    status: 'checked' as const,
  })
  const report = reportOf(
    findings,
    [
      entry(portsFile, 'northflank/service-ports'),
      entry('policies/é ü.yaml', 'pomerium/ppl'),
      entry('service.yaml', 'kubernetes/service'),
      { file: 'unrelated.yaml', index: 0, pointer: '', kind: null, status: 'skipped' },
      entry('value.json', 'northflank/service-ports'),
    ],
    1,
  )
  const rules = [
    ruleOf({}),
    ruleOf({
      id: 'allow-everyone',
      category: 'exposure',
      severity: 'warning',
      summary: 'The allow list covers a whole address family',
    }),
    ruleOf({
      id: 'northflank/missing-port-id',
      category: 'upkeep',
      severity: 'note',
      summary: 'A port without id.',
    }),
    ruleOf({ id: 'route-unreachable', summary: 'A route that earlier ones take every request from.' }),
    ruleOf({ id: 'syntax', category: 'validity', summary: 'The text is not YAML or JSON.' }),
  ]
  const texts = { [portsFile]: ports, 'service.yaml': service, 'policies/é ü.yaml': policy }
  return { report, context: contextOf(texts, { rules: () => rules }) }
}
