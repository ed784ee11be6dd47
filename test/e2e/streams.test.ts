import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { cleanPorts, deniedPorts, openPorts, strangeYaml } from '../helpers/documents.ts'
import { cliFile, portcullis, run, scratch } from '../helpers/spawn.ts'

const files = scratch({ 'clean.json': cleanPorts, 'denied.json': deniedPorts })
afterAll(files.remove)
const cwd = files.path

/** A body with an error for each of its ports. */
function manyPorts(count: number): string {
  const ports = Array.from({ length: count }, (_, index) => ({
    name: `p${index}`,
    internalPort: 0,
    protocol: 'HTTP',
  }))
  return JSON.stringify({ ports })
}

/** A command of the shell, with `portcullis` standing for the built command line. */
const shell = (line: string) =>
  run(['-c', line.replaceAll('portcullis', `${process.execPath} ${cliFile}`)], { command: 'bash', cwd })

interface Json {
  readonly documents: readonly { readonly file: string }[]
  readonly findings: readonly { readonly file: string; readonly rule: string }[]
}
const filesOf = (stdout: string) => (JSON.parse(stdout) as Json).documents.map(({ file }) => file)

describe('standard input', () => {
  it('is -, and has a name only where it is given one', async () => {
    const nameless = await portcullis(['-', '--format', 'json'], { cwd, input: deniedPorts })
    expect(nameless.status).toBe(1)
    expect(filesOf(nameless.stdout)).toEqual(['<stdin>'])
    const named = await portcullis(['-', '--stdin-filename', 'a b.json', '--format', 'json'], {
      cwd,
      input: deniedPorts,
    })
    expect(filesOf(named.stdout)).toEqual(['a b.json'])
  })

  it('is read by the name that it goes by', async () => {
    const text = cleanPorts.replace('[', '[ /* one */')
    const json = await portcullis(['-', '--stdin-filename', 'a.json'], { cwd, input: text })
    expect(json.status).toBe(1)
    expect(json.stdout).toContain('JSON has no comments')
    const kinds = files.write(
      'kinds/portcullis.config.yaml',
      'files: [{ match: x.yaml, kind: northflank/service }]\n',
    )
    const args = ['-', '--stdin-filename', 'kinds/x.yaml', '--config', kinds, '--format', 'json']
    const named = await portcullis(args, { cwd, input: 'ports: []\n' })
    expect(JSON.parse(named.stdout)).toMatchObject({ documents: [{ kind: 'northflank/service' }] })
  })

  it('stands among files in the order of their names', async () => {
    const args = ['denied.json', '-', 'clean.json', '--stdin-filename', 'cloud.json', '--format', 'json']
    const { stdout } = await portcullis(args, { cwd, input: openPorts })
    expect(filesOf(stdout)).toEqual(['clean.json', 'cloud.json', 'denied.json'])
  })

  it('that is empty or of no known kind is warned about, and never passed over in silence', async () => {
    const empty = await portcullis(['-'], { cwd, input: '' })
    expect(empty.stdout).toContain('warning[unknown-document]: The file holds no document')
    const strange = await portcullis(['-', '--fail-on', 'warning'], { cwd, input: strangeYaml })
    expect(strange.status).toBe(1)
  })

  it('that is closed is empty', async () => {
    // Node.js opens /dev/null in place of a stream that is closed.
    const { status, stdout, stderr } = await shell('portcullis - <&-')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('warning[unknown-document]: The file holds no document')
  })

  it('may come slowly', async () => {
    const { status, stdout } = await shell(
      '(sleep 0.3; head -c 100 denied.json; sleep 0.3; tail -c +101 denied.json) | portcullis -',
    )
    expect(status).toBe(1)
    expect(stdout).toContain('error[allow-denied]')
  })

  it('that never ends is cut short', async () => {
    const { status, stdout } = await shell('yes "a: b" | portcullis -')
    expect(status).toBe(1)
    expect(stdout).toContain('too many bytes and was not read')
  })

  it('may be a pipe that goes by the name of a file', async () => {
    const { status, stdout } = await shell('portcullis <(cat denied.json)')
    expect(status).toBe(1)
    expect(stdout).toContain('error[allow-denied]')
  })
})

describe('standard output', () => {
  it('may be closed early', async () => {
    files.write('many.json', manyPorts(2000))
    for (const format of ['text', 'json', 'sarif']) {
      const ran = await shell(`portcullis --format ${format} many.json | head -n 1; exit "\${PIPESTATUS[0]}"`)
      expect(ran).toMatchObject({ status: 1, stderr: '' })
      expect(ran.stdout.split('\n')).toHaveLength(2)
    }
  })

  it('that cannot be written is a failed run', async () => {
    const { status, stderr } = await shell('portcullis denied.json > /dev/full')
    expect(status).toBe(2)
    expect(stderr).toMatch(/^portcullis: standard output cannot be written: ENOSPC[^\n]*\n$/)
  })
})

describe('colours', () => {
  const colored = async (args: string[], env: Record<string, string> = {}) =>
    (await portcullis(['denied.json', ...args], { cwd, env })).stdout.includes('\u001b[')

  it.each<[args: string[], env: Record<string, string>, colors: boolean]>([
    [[], {}, false],
    [['--color', 'always'], {}, true],
    [['--color', 'always'], { NO_COLOR: '1' }, true],
    [['--color', 'never'], { FORCE_COLOR: '1' }, false],
    [['--color', 'auto'], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { NO_COLOR: '1' }, false],
    [[], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [[], { NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ])('with %j and %j: %s', async (args, env, colors) => expect(await colored(args, env)).toBe(colors))

  it('are for a terminal, and not for a file', async () => {
    const terminal = (line: string) =>
      run(['-qec', line, '/dev/null'], { command: 'script', cwd, env: { TERM: 'xterm' } })
    const line = `${process.execPath} ${cliFile} denied.json`
    expect((await terminal(line)).stdout).toContain('\u001b[')
    expect((await terminal(`NO_COLOR=1 ${line}`)).stdout).not.toContain('\u001b[3')
    expect((await terminal(`TERM=dumb ${line}`)).stdout).not.toContain('\u001b[3')
    await portcullis(['denied.json', '--format', 'text=out.txt', '--color', 'always'], { cwd })
    expect(readFileSync(`${cwd}/out.txt`, 'utf8')).not.toContain('\u001b')
  })

  it('add nothing but colours', async () => {
    const plain = (await portcullis(['denied.json'], { cwd })).stdout
    const painted = (await portcullis(['denied.json', '--color', 'always'], { cwd })).stdout
    expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
  })
})

it('whatever the arguments, the status is one of the contract and a refusal has one line', async () => {
  const word = fc.constantFrom(
    '--format',
    'json',
    '--format=sarif',
    '--rule',
    'schema=off',
    '--rule=',
    '--only',
    '--kind',
    '--config',
    '-',
    '--',
    '--no-config',
    'check',
    'rules',
    'kinds',
    'schema',
    'clean.json',
    'denied.json',
    '--quiet',
    '--color=always',
    '-q',
    '',
    '--max-problems',
    '3',
    '--fail-on=note',
    '\n',
    '--\n',
    '\u001b[31m',
    '-V',
    '--help',
    '__proto__',
    'constructor',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (args) => {
      const { status, stdout, stderr } = await portcullis(args, { cwd })
      expect([0, 1, 2]).toContain(status)
      if (status === 2) expect({ stdout, lines: stderr.split('\n').length }).toEqual({ stdout: '', lines: 2 })
      else expect(stderr).toBe('')
      expect(stderr).not.toContain('\u001b')
    }),
    { seed: 1, numRuns: 30 },
  )
})
