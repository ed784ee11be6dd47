import { diffAccess, validateAll } from '../src/index.ts'
import { inTurn, type Pair, timed } from './measure.ts'

/** Comparing two versions that differ in ten of a thousand routes against linting both, in one process. */
export function run(): Pair[] {
  return [
    pair(
      'diff of 1,000 routes of Pomerium on 100 hosts / linting both',
      coreFile(1000, 100),
      'pomerium/config',
    ),
    pair('diff of 1,000 routes of Pomerium on one host / linting both', coreFile(1000, 1), 'pomerium/config'),
    pair('diff of 1,000 path rules of Northflank / linting both', service(1000), 'northflank/service'),
  ]
}

type Version = (changed: (index: number) => boolean) => string

function pair(measure: string, version: Version, kind: string): Pair {
  const texts = [version(() => false), version((index) => index % 100 === 7)]
  const [base, head] = texts.map((text) => [{ filename: 'a.yaml', text }])
  const compare = () => {
    const { changes } = diffAccess(base, head, { kind })
    if (changes.length < 10) throw new Error(`${changes.length} changes are found`)
  }
  const lint = () => [base!, head!].map((inputs) => validateAll(inputs, { kind }))
  return inTurn(
    measure,
    2,
    5,
    () => timed(compare),
    () => timed(lint),
  )
}

/** A core file with so many routes on so many hosts: patterns, paths and prefixes, each with a policy. */
function coreFile(count: number, hosts: number): Version {
  const matchers = [
    (team: number) => `regex: /v[0-9]+/team-${team}/[a-z]+`,
    (team: number) => `path: /status/${team}`,
    (team: number) => `prefix: /team-${team}/`,
  ]
  return (changed) => {
    const routes = Array.from({ length: count }, (_, index) => {
      const team = Math.floor(index / hosts)
      return `  - from: https://app-${index % hosts}.example.com
    ${matchers[team % matchers.length]!(team)}
    to: http://team-${index}.internal:8080
    policy:
      - allow:
          and:
            - domain: { is: example.com }
            - claim/groups: ${changed(index) ? 'everybody' : `team-${team % 7}`}
        deny:
          or:
            - source_ip: 10.${team % 200}.0.0/16
`
    })
    return `authenticate_service_url: https://authenticate.example.com\nroutes:\n${routes.join('')}`
  }
}

/** A service with one port and so many path rules. */
function service(count: number): Version {
  return (changed) => {
    const rules = Array.from(
      { length: count },
      (_, index) => `          - accessMode: protected
            paths: [{ path: ${index % 3 === 0 ? `"/v[0-9]+/team-${index}/.*", routingMode: regex` : `/team-${index}, routingMode: prefix`}, priority: ${index % 10} }]
            securityPolicies:
              requiredPolicies:
                policies: [{ action: ALLOW, addresses: [${changed(index) ? '203.0.113.0/24' : `10.${index % 200}.0.0/16`}] }]
`,
    )
    return `ports:
  - id: web
    name: web
    internalPort: 8080
    protocol: HTTP
    public: true
    security:
      securePathConfiguration:
        enabled: true
        rules:
${rules.join('')}`
  }
}
