import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import fc from 'fast-check'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validate as validateSource } from '../../src/index.ts'
import { cleanPorts, deniedPorts, openPorts } from '../helpers/documents.ts'
import { built, portcullis, run, scratch } from '../helpers/spawn.ts'

const files = scratch({ 'denied.json': deniedPorts })
afterAll(files.remove)
const cwd = files.path

// The package as a consumer has it: what package.json publishes, and nothing beside it.
cpSync(built, join(cwd, 'node_modules/portcullis/dist'), { recursive: true })
cpSync('schemas', join(cwd, 'node_modules/portcullis/schemas'), { recursive: true })
cpSync('package.json', join(cwd, 'node_modules/portcullis/package.json'))

describe('a consumer', () => {
  it('imports the package by its name', async () => {
    files.write(
      'consumer.mjs',
      `import { readFileSync } from 'node:fs'
import * as portcullis from 'portcullis'
const { validate, validateAll, formatReport, UserError } = portcullis
const text = readFileSync('denied.json', 'utf8')
const report = validate(text, { filename: 'denied.json' })
let refused = false
try {
  validate(text, { kind: 'nothing' })
} catch (error) {
  refused = error instanceof UserError
}
console.log(JSON.stringify({ exports: Object.keys(portcullis), report, refused }))
console.log(formatReport(validateAll([{ filename: 'denied.json', text }]), 'text'))
`,
    )
    const { status, stdout, stderr } = await run(['consumer.mjs'], { cwd })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [first, ...rest] = stdout.split('\n')
    expect(JSON.parse(first!)).toEqual({
      exports: [
        'UserError',
        'diffAccess',
        'formatReport',
        'formats',
        'kinds',
        'mapAccess',
        'rules',
        'traceRequest',
        'validate',
        'validateAll',
        'validateUpdate',
      ],
      report: JSON.parse(JSON.stringify(validateSource(deniedPorts, { filename: 'denied.json' }))),
      refused: true,
    })
    expect(rest.join('\n')).toContain('error[allow-denied]')
  })

  it('finds the schemas, the manifest, and nothing else', async () => {
    files.write(
      'schemas.mjs',
      `import schema from 'portcullis/schemas/northflank/service-ports.schema.json' with { type: 'json' }
import manifest from 'portcullis/package.json' with { type: 'json' }
console.log(typeof schema.title, manifest.name)
await import('portcullis/dist/index.mjs').catch(({ code }) => console.log(code))
`,
    )
    const { stdout } = await run(['--no-warnings', 'schemas.mjs'], { cwd })
    expect(stdout).toBe('string portcullis\nERR_PACKAGE_PATH_NOT_EXPORTED\n')
  })

  const typecheck = (name: string, options: readonly string[] = []) => {
    const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
    const target = [
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--types',
      'node',
      '--skipLibCheck',
      'false',
    ]
    return run([compiler, ...strict, ...target, ...options, name], { cwd, timeout: 60_000 })
  }

  it('is typed, in one file that needs no other', async () => {
    symlinkSync(resolve('node_modules/@types'), join(cwd, 'node_modules/@types'))
    symlinkSync(resolve('node_modules/undici-types'), join(cwd, 'node_modules/undici-types'))
    files.write(
      'consumer.mts',
      `import { readFileSync } from 'node:fs'
import { type Config, type DocumentInput, type Finding, formatReport, formats, kinds, type Report, rules, UserError, validate, validateAll, type ValidateOptions, validateUpdate } from 'portcullis'
const config: Config = { preset: 'strict', rules: { 'allow-denied': { severity: 'note' } } }
const options: ValidateOptions = { kind: 'northflank/service', filename: 'a.json', rules: { schema: 'off' }, config }
const report: Report = validate(readFileSync('denied.json', 'utf8'), options)
for (const { rule, severity, message, pointer, range, witness } of report.findings) {
  const line: number | undefined = range?.start.line
  const level: 'error' | 'warning' | 'note' = severity
  const source: string | undefined = witness && 'source' in witness ? witness.source : undefined
  console.log(rule.length, level, message, pointer, line, source)
}
const documents: DocumentInput[] = [{ filename: 'a', text: '' }, { filename: 'b', value: {} }]
const first: Finding | undefined = validateAll(documents).findings[0]
const change: Report = validateUpdate('', {}, options)
const text: string = formatReport(change.findings.length > 0 ? change : report, 'sarif', { color: false })
const named: string = formats[0] + kinds.map(({ id, schema }) => id + schema().title).join() + rules.map(({ docs }) => docs.why).join()
console.log(first, text, named, new UserError('x').message)
`,
    )
    const right = await typecheck('consumer.mts')
    expect(right).toEqual({ status: 0, stdout: '', stderr: '' })

    files.write(
      'mistaken.mts',
      `import { validate, formatReport } from 'portcullis'
const report = validate('', { kinds: 'x' })
formatReport(report, 'html')
report.findings[0].rule
report.summary.errors = 1
import { lint } from 'portcullis'
`,
    )
    const wrong = await typecheck('mistaken.mts')
    const places = wrong.stdout.split('\n').flatMap((line) => /\((\d+),\d+\): error/.exec(line)?.[1] ?? [])
    expect(new Set(places)).toEqual(new Set(['2', '3', '4', '5', '6']))
  })

  it('has documentation on every exported function and interface that it reads', () => {
    const types = readFileSync(join(built, 'index.d.ts'), 'utf8')
    expect(types).not.toMatch(/\bimport\b|\brequire\b/)
    for (const name of [
      'validate',
      'validateAll',
      'validateUpdate',
      'mapAccess',
      'traceRequest',
      'diffAccess',
      'formatReport',
    ])
      expect(types).toMatch(new RegExp(`\\*/\ndeclare function ${name}\\(`))
    expect(types).toMatch(/\nexport \{ type AccessChange, .*\bvalidateAll, validateUpdate \}\n$/)
  })
})

describe('the bundles', () => {
  it('use nothing of the network and no other process on the way to a report', async () => {
    files.write(
      'guard.cjs',
      `const { Module } = require('node:module')
const load = Module._load
const closed = new Set(['net', 'http', 'https', 'http2', 'tls', 'dgram', 'dns', 'child_process', 'worker_threads'])
Module._load = function (name, ...rest) {
  const plain = name.replace(/^node:/, '')
  if (!closed.has(plain)) return load.call(this, name, ...rest)
  return new Proxy({}, { get: (_, key) => { throw new Error(plain + '.' + String(key) + ' was asked for') } })
}
globalThis.fetch = () => { throw new Error('fetch was asked for') }
`,
    )
    const env = { NODE_OPTIONS: `--require ${cwd}/guard.cjs`, PORTCULLIS_NO_CACHE: '1' }
    const ran = await portcullis(['denied.json'], { cwd, env })
    expect(ran).toMatchObject({ status: 1, stderr: '' })
  })

  it('work from a folder that has no packages beside it', async () => {
    cpSync(built, join(cwd, 'alone'), { recursive: true })
    const ran = await run([join(cwd, 'alone/cli.js'), 'denied.json'], { cwd })
    expect(ran).toMatchObject({ status: 1, stderr: '' })
  })
})

describe('the command line says what the library says', () => {
  const names = globSync('fixtures/**/*.{yaml,yml,json}').toSorted()

  it('of every fixture', async () => {
    expect(names.length).toBeGreaterThan(5)
    for (let start = 0; start < names.length; start += 200) {
      const part = names.slice(start, start + 200)
      const ran = await portcullis([...part, '--no-config', '--separately', '--format', 'json'])
      const all = JSON.parse(ran.stdout) as { findings: { file: string }[]; documents: { file: string }[] }
      for (const filename of part) {
        const report = validateSource(readFileSync(filename, 'utf8'), { filename })
        const { findings, documents } = JSON.parse(JSON.stringify(report)) as typeof all
        expect(all.findings.filter(({ file }) => file === filename)).toEqual(findings)
        expect(all.documents.filter(({ file }) => file === filename)).toEqual(documents)
      }
    }
  })

  it('of fixtures that are cut short or lack a character', async () => {
    const mutation = fc.record({ name: fc.constantFrom(...names), at: fc.nat(), cut: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 20, maxLength: 20 }), async (mutations) => {
        const texts = mutations.map(({ name, at, cut }, index) => {
          const text = readFileSync(name, 'utf8')
          const place = at % (text.length + 1)
          const filename = `${index}-${name.split('/').at(-1)}`
          return { filename, text: text.slice(0, place) + (cut ? '' : text.slice(place + 1)) }
        })
        const folder = scratch(Object.fromEntries(texts.map(({ filename, text }) => [filename, text])))
        const ran = await portcullis(
          [...texts.map(({ filename }) => filename), '--separately', '--format', 'json'],
          {
            cwd: folder.path,
          },
        )
        folder.remove()
        expect([0, 1]).toContain(ran.status)
        expect(ran.stderr).toBe('')
        const { findings } = JSON.parse(ran.stdout) as { findings: { file: string }[] }
        for (const { filename, text } of texts) {
          const report = validateSource(text, { filename })
          expect(findings.filter(({ file }) => file === filename)).toEqual(
            JSON.parse(JSON.stringify(report.findings)),
          )
        }
      }),
      { seed: 1, numRuns: 5 },
    )
  })
})

describe('a rule that throws', () => {
  const script = join(cwd, 'broken.cjs')
  const ports = {
    'clean.json': cleanPorts,
    'denied.json': deniedPorts,
    'open.json': openPorts,
    'strange.yaml': 'a: b\n',
  }

  /** The command line with one more rule, which fails. */
  beforeAll(async () => {
    for (const [name, text] of Object.entries(ports)) files.write(name, text)
    files.write(
      'break.ts',
      `import { sharedRules } from '${resolve('src/registry.ts')}'
const list = sharedRules as unknown as object[]
const meta = { summary: 'Fails.', category: 'effect', severity: 'error', docs: { why: '', bad: '', good: '' } }
list.unshift({ id: 'broken', ...meta, check() { throw new TypeError('no such luck') } })
`,
    )
    await build({
      stdin: {
        contents: `import './break.ts'\nimport '${resolve('src/bin.ts')}'\n`,
        resolveDir: cwd,
        loader: 'ts',
      },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
      nodePaths: [resolve('node_modules')],
      // What is generated lies beside the sources.
      define: { 'import.meta.url': JSON.stringify(pathToFileURL(resolve('src/piece.ts')).href) },
    })
  })

  it('is a bug: status 3, with the rule, the file and the stack, and the findings of the others', async () => {
    const ran = await run([script, 'denied.json', 'open.json', 'strange.yaml'], { cwd })
    expect(ran.status).toBe(3)
    expect(ran.stdout).toContain('error[allow-denied]')
    expect(ran.stdout).toContain('warning[allow-everyone]')
    expect(ran.stdout).toContain('Whether broken has anything to say is open')
    const stories = ran.stderr.split(/^(?=portcullis: )/m)
    expect(stories.map((story) => story.split('\n')[0])).toEqual([
      'portcullis: the rule broken failed on denied.json; this is a bug, please report it.',
      'portcullis: the rule broken failed on open.json; this is a bug, please report it.',
    ])
    for (const story of stories) expect(story).toMatch(/TypeError: no such luck\n {4}at .*check/)
  })

  it('is a bug whatever the severity that fails a run, and none where it sees no document', async () => {
    expect((await run([script, 'clean.json', '--fail-on', 'never'], { cwd })).status).toBe(3)
    expect(await run([script, 'strange.yaml'], { cwd })).toMatchObject({ status: 0, stderr: '' })
  })
})
