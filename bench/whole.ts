import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { inTurn, type Pair, timedProcess } from './measure.ts'

const folder = resolve('build/bench')
const cli = resolve('build/dist/cli.js')

/** Start-up on one small file against bare Node, and large files against parsing alone. */
export function run(): Pair[] {
  mkdirSync(folder, { recursive: true })
  const small = resolve('fixtures/northflank/reported/admin-behind-catch-all.yaml')
  const stream = `${folder}/stream.yaml`
  writeFileSync(stream, manyDocuments(10 * 1024 * 1024))
  const parser = `${folder}/parse.cjs`
  writeFileSync(parser, parseAlone)
  const routes = `${folder}/routes.yaml`
  writeFileSync(routes, manyRoutes(5000, 200))
  return [
    pair('start-up on one small file, warm / node -e 0', 1.25, 21, [cli, small], ['-e', '0']),
    withoutCache(() => pair('the same without a code cache', 1.6, 21, [cli, small], ['-e', '0'])),
    pair('10 MB of YAML documents / yaml parsing alone', 1.3, 3, [cli, stream], [parser, stream]),
    pair('5,000 routes on 200 hosts / yaml parsing alone', 3, 3, [cli, routes], [parser, routes]),
  ]
}

/** What a program does at least that reads the same text with the same parser. */
const parseAlone = `
const { LineCounter, parseAllDocuments } = require(${JSON.stringify(resolve('node_modules/yaml'))})
const text = require('node:fs').readFileSync(process.argv[2], 'utf8')
const lineCounter = new LineCounter()
let count = 0
for (const document of parseAllDocuments(text, { lineCounter })) count += document.contents ? 1 : 0
console.log(count)
`

/** As on the first run ever, but that nothing is written for the next one. */
function withoutCache<T>(measure: () => T): T {
  process.env['PORTCULLIS_NO_CACHE'] = '1'
  try {
    return measure()
  } finally {
    delete process.env['PORTCULLIS_NO_CACHE']
  }
}

const pair = (measure: string, target: number, rounds: number, ours: string[], other: string[]): Pair =>
  inTurn(
    measure,
    target,
    rounds,
    () => timedProcess(ours),
    () => timedProcess(other),
  )

/**
 * A stream of service bodies of about so many bytes. In public repositories hardly a port has any policy; here every
 * fourth document has as many as a careful author would write.
 */
function manyDocuments(bytes: number): string {
  const documents: string[] = []
  for (let size = 0, index = 0; size < bytes; index++) {
    const document = index % 4 === 0 ? guardedBody(index) : plainBody(index)
    documents.push(document)
    size += document.length
  }
  return documents.join('')
}

function plainBody(index: number): string {
  return `---
# Service ${index}
ports:
  - id: web-${index}
    name: web
    internalPort: ${8000 + (index % 1000)}
    protocol: HTTP
    public: true
    domains:
      - app-${index}.example.com
      - www-${index}.example.com
    disableNfDomain: true
  - id: api-${index}
    name: api
    internalPort: ${3000 + (index % 1000)}
    protocol: HTTP/2
    public: true
    security:
      policies:
        - action: ALLOW
          addresses: [198.51.100.${index % 250}]
  - id: metrics-${index}
    name: metrics
    internalPort: 9090
    protocol: TCP
    public: false
  - id: queue-${index}
    name: queue
    internalPort: 5672
    protocol: TCP
    public: false
`
}

function guardedBody(index: number): string {
  const block = `10.${index % 200}.${(index * 7) % 250}.0/24`
  return `---
# Service ${index}
ports:
  - id: web-${index}
    name: web
    internalPort: ${8000 + (index % 1000)}
    protocol: HTTP
    public: true
    domains:
      - app-${index}.example.com
    security:
      verificationMode: and
      credentials:
        - { username: operator, password: "kept-elsewhere-${index}", type: basic-auth }
      policies:
        - action: ALLOW
          addresses:
            - ${block}
            - 198.51.100.${index % 250}
        - { action: DENY, addresses: [10.${index % 200}.${(index * 7) % 250}.128/25] }
      securePathConfiguration:
        enabled: true
        rules:
          - accessMode: protected
            paths:
              - { path: /, routingMode: prefix, priority: 0 }
              - { path: /status, routingMode: exact, priority: 5 }
            securityPolicies:
              requiredPolicies:
                policies: [{ action: ALLOW, addresses: [${block}] }]
          - accessMode: protected
            paths:
              - { path: "/v[0-9]+/admin.*", routingMode: regex, priority: 20 }
            securityPolicies:
              requiredPolicies:
                policies: [{ action: ALLOW, addresses: [203.0.113.${index % 250}] }]
  - id: metrics-${index}
    name: metrics
    internalPort: 9090
    protocol: TCP
    public: false
`
}

/** A core file with so many routes on so many hosts: patterns, paths and prefixes, each with a policy. */
function manyRoutes(count: number, hosts: number): string {
  const matchers = [
    (team: number) => `regex: /v[0-9]+/team-${team}/[a-z]+`,
    (team: number) => `path: /status/${team}`,
    (team: number) => `prefix: /team-${team}/`,
    (team: number) => `prefix: /team-${team}/reports/`,
  ]
  const routes = Array.from({ length: count }, (_, index) => {
    const team = Math.floor(index / hosts)
    return `  - from: https://app-${index % hosts}.example.com
    ${matchers[team % matchers.length]!(team)}
    to: http://team-${team}.internal:8080
    policy:
      - allow:
          and:
            - domain:
                is: example.com
            - claim/groups: team-${team % 7}
        deny:
          or:
            - source_ip: 10.${team % 200}.0.0/16
`
  })
  return `authenticate_service_url: https://authenticate.example.com\nroutes:\n${routes.join('')}`
}
