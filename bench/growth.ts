import { lint } from '../src/lint.ts'

/** How the time of a check grows when one measure of its input is doubled. */
export interface Doubling {
  readonly measure: string
  readonly from: number
  /** Ratios of the times of each size to the one before it. */
  readonly ratios: string
  readonly worst: number
  readonly target: number
}

/** Doubles documents, ports, path rules, CIDR entries and routes, one at a time, four times over. */
export function run(): Doubling[] {
  return [
    doubled('documents of a stream', 500, (count) => repeat(count, serviceText).join('---\n'), 'a.yaml'),
    doubled('ports of a service', 500, (count) =>
      json({ ports: repeat(count, (index) => port(index, 2, 2)) }),
    ),
    doubled('path rules of a port', 250, (count) => json({ ports: [port(0, count, 2)] })),
    doubled('CIDR entries of a list', 2000, (count) => json({ ports: [port(0, 1, count)] })),
    doubled('routes of a proxy', 500, (count) => json({ routes: repeat(count, route) })),
  ]
}

const repeat = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const json = (value: unknown): string => JSON.stringify(value, null, 1)

function doubled(measure: string, from: number, make: (count: number) => string, file = 'a.json'): Doubling {
  const sizes = [1, 2, 4, 8, 16].map((factor) => from * factor)
  const times = sizes.map((size) => {
    const measured = repeat(4, (round) => {
      // What is remembered of one text must not help with the next one.
      const text = make(size).replaceAll('team-', `team-${size}-${round}-`)
      return processorTime(() => lint([{ file, text, unknown: 'skip' }], { today: '2026-01-01' }))
    })
    // What else the machine does only adds to it.
    return Math.min(...measured)
  })
  const ratios = times.slice(1).map((time, index) => time / times[index]!)
  return {
    measure,
    from,
    ratios: ratios.map((ratio) => ratio.toFixed(2)).join(' '),
    worst: Number(Math.max(...ratios).toFixed(2)),
    target: 2.4,
  }
}

/** Milliseconds of the processor, which what else the machine does leaves alone. */
function processorTime(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const serviceText = (index: number) => `apiVersion: v1
kind: Service
metadata: { name: shop-${index}, namespace: team-${index % 40} }
spec:
  selector: { app: shop-${index} }
  ports: [{ name: http, port: 80, targetPort: ${8000 + (index % 1000)} }]
`

const port = (index: number, rules: number, entries: number) => ({
  id: `p${index}`,
  name: `p${index}`,
  internalPort: 1024 + index,
  protocol: 'HTTP',
  public: true,
  security: {
    verificationMode: 'and',
    policies: [{ action: 'ALLOW', addresses: repeat(entries, (entry) => block(index + entry)) }],
    securePathConfiguration: { enabled: true, rules: repeat(rules, pathRule) },
  },
})

const block = (number: number) => `10.${(number >> 8) & 255}.${number & 255}.${(number >> 16) * 2}/31`

function pathRule(index: number) {
  const matches = [
    { path: '/', routingMode: 'prefix', priority: 0 },
    { path: `/team-${index}/`, routingMode: 'prefix', priority: 10 },
    { path: `/status/${index}`, routingMode: 'exact', priority: 20 },
    { path: `/v[0-9]+/team-${index}/[a-z]+`, routingMode: 'regex', priority: 30 + index },
  ]
  return {
    accessMode: 'protected',
    paths: [index === 0 ? matches[0] : matches[1 + (index % 3)]],
    securityPolicies: {
      requiredPolicies: { policies: [{ action: 'ALLOW', addresses: [`10.${index & 255}.0.0/16`] }] },
    },
  }
}

const route = (index: number) => ({
  from: `https://app-${index % 50}.example.com`,
  ...(index % 2 === 0 ? { prefix: `/team-${index}/` } : { regex: `/v[0-9]+/team-${index}/[a-z]+` }),
  to: 'http://backend.internal:8080',
  policy: [{ allow: { and: [{ domain: { is: 'example.com' } }] } }],
})
