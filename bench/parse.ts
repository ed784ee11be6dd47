import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadAll } from 'js-yaml'
import { median, type Pair } from './measure.ts'

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
  writeFileSync(json, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: loadAll(documents) }))
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
    ...compare(stream, '10 MB of Services', 300, [
      ['yaml parseAllDocuments with LineCounter', tree, 0.5],
      ['js-yaml parseEvents', events, 2.5],
    ]),
    ...compare(many, '1,000 files', 90, [['reading and js-yaml parseEvents', events, 2]]),
    ...compare(json, 'the same 10 MB as a List in JSON', 300, [['JSON.parse', native, 10]]),
  ]
}

/** The most memory that a run holds, in MiB. */
interface Peak {
  readonly measure: string
  readonly peak: number
  readonly target: number
}

const rounds = 3

/** Median ratios of our time to that of each program, and our highest peak. */
function compare(
  input: string,
  what: string,
  maxPeak: number,
  programs: readonly (readonly [name: string, program: string, target: number])[],
): (Pair | Peak)[] {
  const ours: Run[] = []
  const others = programs.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    const mine = timed([cli, input])
    const times = programs.map(([, program]) => timed([program, input]).time)
    // The first round warms the caches of the file system.
    if (round === 0) continue
    ours.push(mine)
    for (const [index, time] of times.entries()) others[index]!.push(time)
  }
  const peak = Math.max(...ours.map((each) => each.peak))
  return [
    ...programs.map(([name, , target], index): Pair => {
      const ratio = median(ours.map(({ time }, round) => time / others[index]![round]!))
      const measure = `${what} / ${name} alone`
      return {
        measure,
        ratio,
        target,
        ours: median(ours.map(({ time }) => time)),
        other: median(others[index]!),
      }
    }),
    { measure: `${what}: peak in MiB`, peak, target: maxPeak },
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
