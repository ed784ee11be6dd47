import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Pair } from './whole.ts'

const folder = resolve('build/bench/parse')
const cli = resolve('build/dist/cli.js')
const tenMegabytes = 10 * 1024 * 1024

/** Whole runs on clean Kubernetes Services against programs that only parse the same text, in turn, and their peaks. */
export function run(): (Pair | Peak)[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(`${folder}/many`, { recursive: true })
  const random = generator(1)
  const stream = `${folder}/stream.yaml`
  let documents = ''
  for (let index = 0; documents.length < tenMegabytes; index++) documents += `---\n${service(index, random)}`
  writeFileSync(stream, documents)
  for (let index = 0; index < 1000; index++)
    writeFileSync(`${folder}/many/service-${index}.yaml`, service(index, random))
  const json = `${folder}/ports.json`
  writeFileSync(json, JSON.stringify(portList(tenMegabytes, random), null, 2))
  const peaks = `${folder}/peak.cjs`
  writeFileSync(peaks, writesPeak)
  const program = (name: string, text: string) => {
    const file = `${folder}/${name}.cjs`
    writeFileSync(file, text)
    return file
  }
  const tree = program('tree', treeAlone)
  const events = program('events', eventsAlone)
  const native = program('native', jsonAlone)
  const many = `${folder}/many`
  return [
    ...compare('10 MB of Services / yaml with LineCounter alone', 0.5, [cli, stream], [tree, stream], 300),
    ...compare('10 MB of Services / js-yaml parseEvents alone', 2.5, [cli, stream], [events, stream]),
    ...compare('1,000 files / reading and parseEvents alone', 2, [cli, many], [events, many], 90),
    ...compare('10 MB of JSON ports / JSON.parse alone', 10, [cli, json], [native, json]),
  ]
}

/** The most memory that a run holds, in MiB. */
interface Peak {
  readonly measure: string
  readonly peak: number
  readonly target: number
}

const rounds = 5

/** Ratio of the median times, and the highest peak of ours. */
function compare(
  measure: string,
  target: number,
  ours: readonly string[],
  other: readonly string[],
  maxPeak?: number,
): (Pair | Peak)[] {
  const runs = { ours: [] as Run[], other: [] as Run[] }
  for (let round = 0; round <= rounds; round++) {
    const [first, second] = [timed(ours), timed(other)]
    // The first round warms the caches of the file system.
    if (round === 0) continue
    runs.ours.push(first)
    runs.other.push(second)
  }
  const ratio = median(runs.ours.map(({ time }, index) => time / runs.other[index]!.time))
  const [mine, theirs] = [runs.ours, runs.other].map((list) => median(list.map(({ time }) => time)))
  const peak = Math.max(...runs.ours.map((each) => each.peak))
  return [
    { measure, ratio, target, ours: mine!, other: theirs! },
    ...(maxPeak === undefined
      ? []
      : [{ measure: `${measure.split(' /')[0]}: peak in MiB`, peak, target: maxPeak }]),
  ]
}

interface Run {
  readonly time: number
  readonly peak: number
}

function timed(args: readonly string[]): Run {
  const file = `${folder}/peak.txt`
  const start = performance.now()
  const { status, signal } = spawnSync(process.execPath, ['--require', `${folder}/peak.cjs`, ...args], {
    stdio: 'ignore',
    env: { ...process.env, PEAK_FILE: file },
  })
  const time = performance.now() - start
  if (signal || (status !== 0 && status !== 1))
    throw new Error(`node ${args.join(' ')} ended with ${status ?? signal}`)
  return { time, peak: Number(readFileSync(file, 'utf8')) / 1024 }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

const writesPeak = `
process.on('exit', () => require('node:fs').writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)))
`

const treeAlone = `
const { LineCounter, parseAllDocuments } = require(${JSON.stringify(resolve('node_modules/yaml'))})
const lineCounter = new LineCounter()
const text = require('node:fs').readFileSync(process.argv[2], 'utf8')
console.log(parseAllDocuments(text, { lineCounter }).length)
`

/** Of one file, or of all in a folder. */
const eventsAlone = `
const { parseEvents } = require(${JSON.stringify(resolve('node_modules/js-yaml'))})
const { readFileSync, readdirSync, statSync } = require('node:fs')
const place = process.argv[2]
const files = statSync(place).isDirectory() ? readdirSync(place).map((file) => place + '/' + file) : [place]
let count = 0
for (const file of files) count += parseEvents(readFileSync(file, 'utf8')).length
console.log(count)
`

const jsonAlone = `
console.log(typeof JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8')))
`

/** Numbers below a bound, the same ones for the same seed. */
function generator(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** A Service with nothing to report, about as long as those of public repositories. */
function service(index: number, random: (bound: number) => number): string {
  const names = ['http', 'grpc', 'metrics', 'admin', 'https', 'health']
  const ports = names.slice(0, 1 + random(names.length)).map(
    (name) => `  - name: ${name}
    port: ${8000 + names.indexOf(name)}
    protocol: TCP
    targetPort: ${random(2) === 0 ? name : 3000 + random(2000)}
`,
  )
  return `# Service ${index}
apiVersion: v1
kind: Service
metadata:
  name: app-${index}
  namespace: team-${random(50)}
  labels:
    app.kubernetes.io/name: app-${index}
    app.kubernetes.io/version: "1.${random(20)}.${random(9)}"
    tier: ${['backend', 'frontend', 'cache'][random(3)]}
  annotations:
    description: "Serves ${['orders', 'carts', 'invoices'][random(3)]} to team ${random(50)}"
spec:
  type: ClusterIP
  selector: { app.kubernetes.io/name: app-${index} }
  ports:
${ports.join('')}`
}

/** A body of Northflank with so many bytes of ports. */
function portList(bytes: number, random: (bound: number) => number): unknown {
  return {
    ports: Array.from({ length: Math.floor(bytes / 130) }, (_, index) => ({
      id: `p${index}`,
      name: `port-${index}`,
      internalPort: 1024 + random(60000),
      public: false,
      protocol: 'TCP',
    })),
  }
}
