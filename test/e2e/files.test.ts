import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanPorts, deniedPorts } from '../helpers/documents.ts'
import { cliFile, portcullis, run, scratch } from '../helpers/spawn.ts'

const files = scratch({ 'clean.json': cleanPorts, 'denied.json': deniedPorts })
afterAll(files.remove)
const cwd = files.path
const at = (name: string) => `${cwd}/${name}`

/** A command of the shell, with `portcullis` standing for the built command line. */
const shell = (line: string, env: Readonly<Record<string, string>> = {}) =>
  run(['-c', line.replaceAll(/\bportcullis\b/g, `${process.execPath} ${cliFile}`)], {
    command: 'bash',
    cwd,
    env,
  })

const placesOf = (stdout: string) =>
  (JSON.parse(stdout) as { findings: { rule: string; file: string; range?: unknown }[] }).findings

describe('names that are no UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from(`${cwd}/names/`), Buffer.from([0x64, 0xff])])
  beforeAll(() => {
    mkdirSync(bytes, { recursive: true })
    writeFileSync(
      Buffer.concat([bytes, Buffer.from('/caf'), Buffer.from([0xe9]), Buffer.from('.json')]),
      deniedPorts,
    )
    writeFileSync(Buffer.concat([bytes, Buffer.from('/plain.json')]), deniedPorts)
  })

  it('are read in a folder, with their bytes spelled out', async () => {
    const { status, stdout, stderr } = await portcullis(['names', '--format', 'json'], { cwd })
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    const names = placesOf(stdout).map(({ file }) => file)
    expect(names).toEqual(['names/d\\xff/caf\\xe9.json', 'names/d\\xff/plain.json'])
    for (const format of ['text', 'sarif', 'github', 'junit', 'gitlab', 'markdown'])
      expect((await portcullis(['names', '--format', format], { cwd })).stdout).toContain('xe9')
  })

  it('cannot be named as arguments, and that is said', async () => {
    const { status, stdout, stderr } = await shell("portcullis $'names/d\\xff/plain.json'")
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^portcullis: names\/d\ufffd\/plain\.json cannot be read: there is no such file/)
    expect(stderr).toContain('name its folder instead')
  })
})

describe('line endings', () => {
  const yaml = [
    '# a comment',
    'ports:',
    '  - id: p01',
    '    name: p01',
    '    internalPort: 8080',
    '    protocol: HTTP',
    '    public: true',
    '    security:',
    '      policies:',
    '        - { action: ALLOW, addresses: [203.0.113.7, 198.51.100.0/24] }',
    '        - { action: DENY, addresses: [203.0.113.0/24] }',
    '',
  ]
  const rangesOf = async (name: string, text: string) => {
    files.write(name, text)
    const { stdout } = await portcullis([name, '--format', 'json'], { cwd })
    return placesOf(stdout).map(({ rule, range }) => ({ rule, ...(range as { start: object }) }))
  }

  it.each<[string, (line: string, index: number) => string]>([
    ['of Windows', (line) => `${line}\r\n`],
    ['of two kinds', (line, index) => `${line}${index % 2 === 0 ? '\r\n' : '\n'}`],
    ['of Windows behind a byte order mark', (line, index) => `${index === 0 ? '\ufeff' : ''}${line}\r\n`],
  ])('%s leave lines and columns what they are', async (_, join) => {
    const lineAndColumn = ({ start, end }: Record<string, unknown>) => {
      const place = ({ line, column }: { line: number; column: number }) => ({ line, column })
      return [place(start as never), place(end as never)]
    }
    const plain = await rangesOf('lf.yaml', yaml.join('\n'))
    const text = yaml.slice(0, -1).map(join).join('')
    const other = await rangesOf('other.yaml', text)
    expect(plain.length).toBeGreaterThan(0)
    expect(other.map(lineAndColumn)).toEqual(plain.map(lineAndColumn))
    const denied = other.find(({ rule }) => rule === 'allow-denied') as unknown as
      | { start: { offset: number }; end: { offset: number } }
      | undefined
    expect(text.slice(denied?.start.offset, denied?.end.offset)).toBe('203.0.113.7')
  })
})

describe('a file that changes between listing and reading', () => {
  /** Runs with something done to the file right after its folder was listed. */
  const meddled = async (what: string) => {
    files.write('moving/a.json', deniedPorts)
    const hook = files.write(
      'hook.cjs',
      `const fs = require('node:fs'), own = fs.readdirSync, file = ${JSON.stringify(at('moving/a.json'))}
       fs.readdirSync = (...given) => { const list = own(...given); fs.readdirSync = own; ${what}; return list }`,
    )
    const ran = await portcullis(['moving'], { cwd, env: { NODE_OPTIONS: `--require ${hook}` } })
    await run(['-rf', at('moving/a.json')], { command: 'rm' })
    return ran
  }

  it.each([
    ['vanishes', 'fs.rmSync(file)', 'there is no such file or folder'],
    ['becomes a folder', 'fs.rmSync(file); fs.mkdirSync(file)', 'it is a folder'],
    ['becomes a link to itself', 'fs.rmSync(file); fs.symlinkSync(file, file)', 'its links lead in a circle'],
  ])('and %s fails the run', async (_, what, reason) => {
    expect(await meddled(what)).toEqual({
      status: 2,
      stdout: '',
      stderr: `portcullis: moving/a.json cannot be read: ${reason}.\n`,
    })
  })

  it('is read as it is by then', async () => {
    expect((await meddled(`fs.writeFileSync(file, ${JSON.stringify(cleanPorts)})`)).status).toBe(0)
    expect((await meddled(`fs.writeFileSync(file, '{')`)).stdout).toContain('error[syntax]')
    const grown = await meddled(
      'const open = fs.openSync; fs.openSync = (...to) => { fs.openSync = open; fs.truncateSync(file, 2 ** 27); return open(...to) }',
    )
    expect(grown.status).toBe(1)
    expect(grown.stdout).toContain('The file has too many bytes and was not read')
  })
})

describe('standard input by the name of a file', () => {
  it.each([
    ['/dev/stdin', 'cat denied.json | portcullis /dev/stdin'],
    ['/dev/stdin of a file', 'portcullis /dev/stdin < denied.json'],
    ['/dev/fd/0', 'cat denied.json | portcullis map /dev/fd/0 && cat denied.json | portcullis /dev/fd/0'],
    ['two pipes', 'portcullis <(cat denied.json) <(cat clean.json)'],
  ])('%s', async (_, line) => {
    const { status, stdout, stderr } = await shell(line)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toContain('error[allow-denied]')
  })
})

describe('a report that cannot be written', () => {
  const everyone = process.getuid?.() === 0 ? { uid: 65_534 } : {}
  beforeAll(() => {
    files.write('shut/old.sarif', 'old')
    chmodSync(at('shut'), 0o555)
  })
  afterAll(() => chmodSync(at('shut'), 0o755))

  it.each([
    ['/dev/full', 'the disk is full'],
    ['shut/new.sarif', 'permission is denied'],
    ['shut/old.sarif', 'permission is denied'],
    ['nowhere/new.sarif', 'there is no such file or folder'],
    ['.', 'it is a folder'],
  ])('to %s fails the run', async (file, reason) => {
    const { status, stderr } = await portcullis(['denied.json', `--format=sarif=${file}`], {
      cwd,
      ...everyone,
    })
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `portcullis: ${file} cannot be written: ${reason}.\n`,
    })
    expect(readdirSync(at('shut'))).toEqual(['old.sarif'])
    expect(readFileSync(at('shut/old.sarif'), 'utf8')).toBe('old')
  })

  it('in full leaves the old one as it was, and nothing half-written', async () => {
    files.write('full/report.sarif', 'old')
    const { status, stderr } = await shell(
      'ulimit -f 4; portcullis denied.json --format=sarif=full/report.sarif',
      { PORTCULLIS_NO_CACHE: '1' },
    )
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'portcullis: full/report.sarif cannot be written: the system allows no file of that size.\n',
    })
    expect(readdirSync(at('full'))).toEqual(['report.sarif'])
    expect(readFileSync(at('full/report.sarif'), 'utf8')).toBe('old')
  })
})

describe('standard output that is closed early', () => {
  const ports = Array.from({ length: 400 }, (_, index) => ({
    ...{ id: `p${index}`, name: `p${index}`, internalPort: 1024 + index, protocol: 'HTTP', public: true },
  }))
  beforeAll(() => void files.write('many.json', JSON.stringify({ ports })))

  it.each([
    'map many.json',
    'map many.json --format=html',
    'diff clean.json many.json',
    'rules',
    'schema pomerium/config',
    'trace many.json',
  ])('portcullis %s', async (args) => {
    const ran = await shell(`portcullis ${args} | head -c 10; exit "\${PIPESTATUS[0]}"`)
    expect(ran.stderr).toBe('')
    expect([0, 1]).toContain(ran.status)
    expect(ran.stdout).toHaveLength(10)
  })
})
