import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { inTurn, type Pair, timed } from './measure.ts'

/** Linters that check YAML against a schema, at the versions that were measured; they run on Node 20. */
const packages = ['@stoplight/spectral-cli@6.16.3', 'ajv-cli@5.0.0', 'ajv-formats@2.1.1', 'v8r@5.1.0']

const folder = resolve('build/bench/peers')
const bin = (name: string) => join(folder, 'node_modules/.bin', name)

interface Tool {
  readonly name: string
  readonly command: readonly string[]
}

/** Portcullis against its neighbours on one small file, on 1,000 of them and on a stream of 10 MB. */
export function run(): Pair[] {
  install()
  const one = join(folder, 'one')
  const many = join(folder, 'many')
  const stream = join(folder, 'stream.yaml')
  makeFiles(one, 1)
  makeFiles(many, 1000)
  writeFileSync(stream, Array.from({ length: 13_238 }, (_, index) => service(index)).join('---\n'))
  const oneFile = join(one, 'service-0.yaml')
  const ours = (path: string): Tool => ({
    name: 'portcullis',
    command: [process.execPath, resolve('build/dist/cli.js'), path],
  })
  return [
    ...peers(oneFile, oneFile).map((peer) => compared('one small file', ours(oneFile), peer, 7)),
    ...peers(`${many}/*.yaml`, many).map((peer) => compared('1,000 small files', ours(many), peer, 0)),
    ...peers(stream, stream)
      .filter(({ name }) => name === 'yamllint' || name === 'yaml')
      .map((peer) => compared('a stream of 10 MB', ours(stream), peer, 0)),
  ]
}

/** `glob` for tools that take one, `path` for those that walk through folders. */
function peers(glob: string, path: string): Tool[] {
  const schema = join(folder, 'service.schema.json')
  const parse = join(folder, 'parse.cjs')
  return [
    { name: 'spectral', command: [bin('spectral'), 'lint', '--ruleset', join(folder, 'ruleset.json'), glob] },
    {
      name: 'ajv-cli',
      command: [
        bin('ajv'),
        'validate',
        '--spec=draft2020',
        '--strict=false',
        '-c',
        'ajv-formats',
        '-s',
        schema,
        '-d',
        glob,
      ],
    },
    // It takes no absolute paths.
    { name: 'v8r', command: [bin('v8r'), '--schema', schema, relative(folder, glob)] },
    { name: 'yamllint', command: ['yamllint', '-d', 'relaxed', path] },
    { name: 'yaml', command: [process.execPath, parse, path] },
  ].filter(
    ({ command: [program = ''] }) =>
      program !== 'yamllint' || spawnSync('yamllint', ['--version']).status === 0,
  )
}

function install(): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  if (!existsSync(bin('spectral')))
    spawnSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, stdio: 'inherit' })
  const schema = JSON.parse(readFileSync('schemas/kubernetes/service.schema.json', 'utf8')) as object
  writeFileSync(join(folder, 'service.schema.json'), JSON.stringify(schema))
  const rule = {
    given: '$',
    severity: 'error',
    // biome-ignore lint/suspicious/noThenProperty: the key is Spectral's.
    then: { function: 'schema', functionOptions: { schema, dialect: 'draft2020-12' } },
  }
  writeFileSync(join(folder, 'ruleset.json'), JSON.stringify({ rules: { service: rule } }))
  writeFileSync(join(folder, 'parse.cjs'), parseAlone)
}

const parseAlone = `
const { LineCounter, parseAllDocuments } = require(${JSON.stringify(resolve('node_modules/yaml'))})
const fs = require('node:fs')
const path = process.argv[2]
const files = fs.statSync(path).isDirectory() ? fs.readdirSync(path).map((file) => path + '/' + file) : [path]
let count = 0
for (const file of files) {
  const documents = parseAllDocuments(fs.readFileSync(file, 'utf8'), { lineCounter: new LineCounter() })
  for (const document of documents) count += document.toJS() ? 1 : 0
}
console.log(count)
`

function makeFiles(where: string, count: number): void {
  if (existsSync(where) && readdirSync(where).length === count) return
  rmSync(where, { recursive: true, force: true })
  mkdirSync(where)
  for (let index = 0; index < count; index++)
    writeFileSync(join(where, `service-${index}.yaml`), service(index))
}

const service = (index: number) => `apiVersion: v1
kind: Service
metadata:
  name: shop-${index}
  namespace: team-${index % 40}
  labels:
    app.kubernetes.io/name: shop-${index}
    app.kubernetes.io/part-of: storefront
  annotations:
    example.com/owner: "team ${index % 40}"
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: shop-${index}
  sessionAffinity: None
  ports:
    - name: http
      port: 80
      targetPort: ${8000 + (index % 1000)}
      protocol: TCP
    - name: metrics
      port: 9090
      targetPort: metrics
      protocol: TCP
`

const compared = (what: string, ours: Tool, peer: Tool, rounds: number): Pair =>
  inTurn(
    `${what}: portcullis / ${peer.name}`,
    targets[`${what} ${peer.name}`] ?? 1,
    rounds,
    () => time(ours),
    () => time(peer),
  )

/** What is asked of the ratio, where something is. */
const targets: Readonly<Record<string, number>> = {
  'one small file spectral': 1 / 12,
  'one small file ajv-cli': 1 / 6,
  '1,000 small files spectral': 1 / 50,
}

const time = ({ command: [program = '', ...args] }: Tool): number =>
  timed(() => {
    const options = { cwd: folder, encoding: 'utf8', timeout: 600_000, maxBuffer: 2 ** 28 } as const
    const { error, status, stderr } = spawnSync(program, args, options)
    if (error || status !== 0)
      console.error(`${program} ended with ${status ?? String(error)}: ${stderr.slice(0, 300)}`)
  })
