import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import {
  brokenYaml,
  cleanPorts,
  deniedPorts,
  openPorts,
  strangeYaml,
  untidyPorts,
} from '../helpers/documents.ts'
import { cliFile, portcullis, run, scratch } from '../helpers/spawn.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }

const files = scratch({
  'clean.json': cleanPorts,
  'denied.json': deniedPorts,
  'open.json': openPorts,
  'untidy.json': untidyPorts,
  'broken.yaml': brokenYaml,
  'strange.yaml': strangeYaml,
  'folder/open.json': openPorts,
  'folder/strange.yaml': strangeYaml,
  'folder/notes.txt': 'not looked into',
  'folder/node_modules/denied.json': deniedPorts,
  'folder/.git/denied.json': deniedPorts,
  'folder/.deploy/untidy.yml': untidyPorts,
  'empty/notes.txt': 'not looked into',
})
afterAll(files.remove)

const check = (...args: string[]) => portcullis(args, { cwd: files.path })

interface Json {
  readonly documents: readonly {
    readonly file: string
    readonly kind: string | null
    readonly status: string
  }[]
  readonly findings: readonly { readonly file: string; readonly rule: string; readonly severity: string }[]
  readonly summary: Readonly<Record<string, number>>
}
const json = async (...args: string[]): Promise<Json> => {
  const { stdout } = await check(...args, '--format', 'json')
  return JSON.parse(stdout) as Json
}

/** One line on standard error, and nothing else: no report, no stack. */
async function expectRefusal(
  args: readonly string[],
  message: string | RegExp,
  cwd = files.path,
): Promise<void> {
  const { status, stdout, stderr } = await portcullis(args, { cwd })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^portcullis: [^\n]+\n$/)
  expect(stderr).not.toMatch(/\n {4}at /)
  if (typeof message === 'string') expect(stderr).toBe(`portcullis: ${message}\n`)
  else expect(stderr).toMatch(message)
}

describe('the exit status', () => {
  it.each<[args: string[], status: number]>([
    [['clean.json'], 0],
    [['denied.json'], 1],
    [['open.json'], 0],
    [['untidy.json'], 0],
    [['broken.yaml'], 1],
    [['strange.yaml'], 0],
    [['clean.json', 'denied.json'], 1],
    [['denied.json', 'clean.json'], 1],
    [['--fail-on', 'error', 'open.json'], 0],
    [['--fail-on', 'warning', 'open.json'], 1],
    [['--fail-on', 'warning', 'untidy.json'], 0],
    [['--fail-on', 'warning', 'denied.json'], 1],
    [['--fail-on', 'note', 'untidy.json'], 1],
    [['--fail-on', 'note', 'clean.json'], 0],
    [['--fail-on', 'never', 'denied.json'], 0],
    [['--fail-on', 'never', 'broken.yaml'], 0],
    [['--fail-on', 'warning', 'strange.yaml'], 1],
    [['--fail-on', 'warning', '--unknown', 'skip', 'strange.yaml'], 0],
    [['--unknown', 'error', 'strange.yaml'], 1],
    [['--kind', 'northflank/service-ports', 'strange.yaml'], 1],
  ])('of %j is %i', async (args, status) => {
    const ran = await check('check', ...args)
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: '' })
  })
})

describe('the run is refused in one line', () => {
  it.each<[args: string[], message: string | RegExp]>([
    [['--nope'], "unknown option '--nope'"],
    [['--fail-on', 'always', '.'], /--fail-on <SEVERITY>.*'always' is invalid.*error, warning, note, never/],
    [['--fail-on'], /--fail-on <SEVERITY>.*argument missing/],
    [['--formt', 'json'], /unknown option '--formt'.*--format/],
    [
      ['--format', 'html'],
      '"html" is no format; it is one of text, json, sarif, github, markdown, junit, gitlab.',
    ],
    [['--format', '__proto__'], /"__proto__" is no format/],
    [['--format', 'json='], '--format json= names no file.'],
    [['--format', 'json', '--format', 'text', '.'], /Two formats cannot share standard output/],
    [['--format', 'json=a', '--format', 'sarif=a', '.'], 'Two formats cannot share the file a.'],
    [
      ['--format', 'json=no/such/folder/report', 'clean.json'],
      /no\/such\/folder\/report cannot be written: there is no such/,
    ],
    [
      ['--kind', 'northflank/nothing', 'clean.json'],
      '"northflank/nothing" is no kind; "portcullis kinds" lists them.',
    ],
    [['--rule', 'allow-denied', '.'], '--rule takes ID=SEVERITY, and "allow-denied" is not that.'],
    [['--rule', 'nothing=off', '.'], '"nothing" is no rule; "portcullis rules" lists them.'],
    [['--rule', 'allow-denied=loud', '.'], '"loud" is no severity; it is off, note, warning or error.'],
    [['--rule', 'syntax=off', '.'], /syntax cannot be switched off/],
    [['--only', 'nothing', '.'], '"nothing" is no rule; "portcullis rules" lists them.'],
    [['--unknown', 'maybe', '.'], /'maybe' is invalid/],
    [['--color', 'blue', '.'], /'blue' is invalid/],
    [['--max-problems', 'many', '.'], /whole number/],
    [['--max-problems', '-1', '.'], /whole number/],
    [['--config', 'none.yaml', '.'], 'none.yaml cannot be read: there is no such file or folder.'],
    [['gone.yaml'], 'gone.yaml cannot be read: there is no such file or folder.'],
    [['clean.json', 'gone.yaml'], 'gone.yaml cannot be read: there is no such file or folder.'],
    [[''], '"" cannot be read: there is no such file or folder.'],
    [['empty'], 'No YAML or JSON file is found in empty.'],
    [['rules', 'nothing'], '"nothing" is no rule; "portcullis rules" lists them.'],
    [['schema', 'nothing/at-all'], '"nothing/at-all" is no kind; "portcullis kinds" lists them.'],
    [['rules', 'syntax', 'schema'], /too many arguments/],
    [['kinds', 'more'], /too many arguments/],
    [['chek'], '"chek" is no command, and there is no file or folder of that name; did you mean check?'],
    [['Rules'], /did you mean rules\?$/m],
    [['shema', 'northflank/service'], /did you mean schema\?$/m],
    [['deploy'], /"deploy" is no command.*the commands are check, .*rules/],
    [['help'], /"help" is no command/],
  ])('%j', (args, message) => expectRefusal(args, message))

  it.each(['trace', 'drift'])('%s is refused as long as it is no command', async (verb) => {
    const { stdout } = await check('--help')
    if (!stdout.includes(`  ${verb}`)) await expectRefusal([verb, 'clean.json'], /is no command, and/)
  })
})

describe('paths', () => {
  const filesOf = async (...args: string[]) => (await json(...args)).documents.map(({ file }) => file)

  it('may be given without a command', async () => {
    const bare = await check('denied.json')
    expect(bare.status).toBe(1)
    expect(bare.stdout).toBe((await check('check', 'denied.json')).stdout)
  })

  it('are the current folder by default', async () => {
    const { stdout, status } = await portcullis(['--format', 'json'], { cwd: `${files.path}/folder` })
    expect(status).toBe(0)
    const { documents } = JSON.parse(stdout) as Json
    expect(documents.map(({ file }) => file)).toEqual(['.deploy/untidy.yml', 'open.json', 'strange.yaml'])
  })

  it('that name folders stand for their YAML and JSON files, outside node_modules and .git', async () => {
    expect(await filesOf('folder')).toEqual([
      'folder/.deploy/untidy.yml',
      'folder/open.json',
      'folder/strange.yaml',
    ])
  })

  it('are checked once however often they are named, in the order of their names', async () => {
    const names = ['folder/.deploy/untidy.yml', 'folder/open.json', 'folder/strange.yaml', 'open.json']
    expect(await filesOf('open.json', 'folder', './folder/open.json', 'open.json')).toEqual(names)
    expect(await filesOf('folder/', 'folder/open.json', 'open.json')).toEqual(names)
  })

  it('may name a folder that is called like no command, and one that is called like one', async () => {
    files.write('maps/clean.json', cleanPorts)
    expect(await filesOf('maps')).toEqual(['maps/clean.json'])
    expect(await filesOf('check', 'maps')).toEqual(['maps/clean.json'])
  })

  it('may follow --', async () => {
    files.write('--fail-on.json', cleanPorts)
    const { status, stdout } = await check('check', '--', '--fail-on.json')
    expect(status).toBe(0)
    expect(stdout).toBe('No problems in 1 file (1 document checked)\n')
  })
})

describe('--unknown', () => {
  const severities = async (...args: string[]) =>
    (await json(...args)).findings
      .filter(({ rule }) => rule === 'unknown-document')
      .map(({ file, severity }) => `${file} ${severity}`)

  it('skips in folders and warns on a file that is named', async () => {
    expect(await severities('folder')).toEqual([])
    expect(await severities('strange.yaml')).toEqual(['strange.yaml warning'])
    expect(await severities('folder', 'folder/strange.yaml')).toEqual(['folder/strange.yaml warning'])
    expect(await severities('folder/strange.yaml', 'folder')).toEqual(['folder/strange.yaml warning'])
  })

  it('is what the option says, in both places', async () => {
    expect(await severities('--unknown', 'skip', 'folder', 'strange.yaml')).toEqual([])
    expect(await severities('--unknown', 'warn', 'folder', 'strange.yaml')).toEqual([
      'folder/strange.yaml warning',
      'strange.yaml warning',
    ])
    expect(await severities('--unknown', 'error', 'folder', 'strange.yaml')).toEqual([
      'folder/strange.yaml error',
      'strange.yaml error',
    ])
  })

  it('counts what was skipped', async () => {
    const { documents } = await json('--unknown', 'skip', 'strange.yaml')
    expect(documents).toEqual([
      { file: 'strange.yaml', index: 0, pointer: '', kind: null, status: 'skipped' },
    ])
  })
})

describe('rules on the command line', () => {
  it('--only runs the named rules, and what reads the documents', async () => {
    const found = await json('--only', 'allow-everyone', '--only', 'address-canonical', '.')
    expect(new Set(found.findings.map(({ rule }) => rule))).toEqual(
      new Set(['allow-everyone', 'address-canonical', 'syntax']),
    )
  })

  it('--rule changes a severity or switches a rule off; the last one counts', async () => {
    const severity = async (...rules: string[]) =>
      (await json(...rules.flatMap((rule) => ['--rule', rule]), 'open.json')).findings.map(
        (each) => each.severity,
      )
    expect(await severity('allow-everyone=error')).toEqual(['error'])
    expect(await severity('allow-everyone=note')).toEqual(['note'])
    expect(await severity('allow-everyone=off')).toEqual([])
    expect(await severity('allow-everyone=off', 'allow-everyone=error')).toEqual(['error'])
    expect((await check('--rule', 'allow-everyone=error', 'open.json')).status).toBe(1)
  })

  it('--kind reads every input as that kind', async () => {
    const { documents } = await json('--kind', 'northflank/service', 'clean.json')
    expect(documents.map(({ kind }) => kind)).toEqual(['northflank/service'])
    expect((await json('clean.json')).documents.map(({ kind }) => kind)).toEqual(['northflank/service-ports'])
  })
})

describe('the configuration', () => {
  const project = scratch({
    'portcullis.config.yaml': 'rules: { allow-everyone: error }\nignore: [vendor/**]\n',
    'deploy/open.json': openPorts,
    'deploy/odd/portcullis.config.json': '{ "rules": { "allow-everyone": "note" } }',
    'deploy/odd/open.json': openPorts,
    'vendor/denied.json': deniedPorts,
    'other.yaml': 'rules: { allow-everyone: off }\n',
    'broken.yaml': 'rulez: {}\n',
  })
  afterAll(project.remove)
  const severities = async (args: readonly string[], folder = '') => {
    const { stdout } = await portcullis([...args, '--format', 'json'], { cwd: `${project.path}/${folder}` })
    return (JSON.parse(stdout) as Json).findings.map(({ file, severity }) => `${file} ${severity}`)
  }

  it('is the nearest file, from the current folder upward', async () => {
    expect(await severities(['deploy'])).toEqual(['deploy/odd/open.json error', 'deploy/open.json error'])
    expect(await severities(['.'], 'deploy')).toEqual(['odd/open.json error', 'open.json error'])
    expect(await severities(['.'], 'deploy/odd')).toEqual(['open.json note'])
  })

  it('is the one that is named, or none', async () => {
    expect(await severities(['deploy/open.json', '--config', 'other.yaml'])).toEqual([])
    expect(await severities(['deploy/open.json', '--no-config'])).toEqual(['deploy/open.json warning'])
    expect(
      await severities(['deploy/open.json', '--config', 'other.yaml', '--rule', 'allow-everyone=note']),
    ).toEqual(['deploy/open.json note'])
  })

  it('keeps files from being checked, also those that are named', async () => {
    expect(await severities(['vendor', 'vendor/denied.json', 'deploy/open.json'])).toEqual([
      'deploy/open.json error',
    ])
    const { status, stdout } = await portcullis(['vendor/denied.json'], { cwd: project.path })
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'No problems in 0 files (0 documents checked)\n',
    })
    const piped = ['-', '--stdin-filename', 'vendor/a.json', '--format', 'json']
    const ran = await portcullis(piped, { cwd: project.path, input: deniedPorts })
    expect(JSON.parse(ran.stdout)).toMatchObject({ documents: [] })
  })

  it('that is wrong fails the run, with the place of the mistake', async () => {
    await expectRefusal(['--config', 'broken.yaml', '.'], /broken\.yaml:1:1: .*rulez.*rules/, project.path)
  })
})

describe('--format', () => {
  it('is text by default', async () => {
    const { stdout } = await check('denied.json')
    expect(stdout).toBe((await check('--format', 'text', 'denied.json')).stdout)
    expect(stdout).toMatch(/^error\[allow-denied\]: .*\n *--> denied\.json:14:15\n/)
  })

  it.each([
    ['json', /^\{\n {2}"version": 1,/],
    ['sarif', /"version": "2\.1\.0"/],
    ['github', /^::error file=denied\.json,line=14,/],
    ['markdown', /^## portcullis\n/],
    ['junit', /^<\?xml /],
    ['gitlab', /^\[\n/],
  ])('%s goes to standard output, or to a file', async (format, form) => {
    const printed = await check('--format', format, 'denied.json')
    expect(printed.stdout).toMatch(form)
    const written = await check('--format', `${format}=out/../report.${format}`, 'denied.json')
    // The folder `out` is not there, so nothing can be written by way of it.
    expect(written.status).toBe(2)
    const again = await check('--format', `${format}=report=1.${format}`, 'denied.json')
    expect(again).toEqual({ status: 1, stdout: '', stderr: '' })
    expect(readFileSync(`${files.path}/report=1.${format}`, 'utf8')).toBe(printed.stdout)
  })

  it('may be repeated, one of them on standard output', async () => {
    const ran = await check(
      '--format',
      'sarif=all.sarif',
      '--format',
      'text',
      '--format',
      'junit=all.xml',
      'denied.json',
    )
    expect(ran.status).toBe(1)
    expect(ran.stdout).toBe((await check('denied.json')).stdout)
    expect(readFileSync(`${files.path}/all.sarif`, 'utf8')).toContain('allow-denied')
    expect(readFileSync(`${files.path}/all.xml`, 'utf8')).toContain('allow-denied')
  })

  it('gives the same bytes for the same input', async () => {
    for (const format of ['text', 'json', 'sarif', 'markdown']) {
      const args = ['--format', format, '.']
      expect((await check(...args)).stdout).toBe((await check(...args)).stdout)
    }
  })

  it('writes into a pipe, and does not put a file in its place', async () => {
    const line = `mkfifo pipe; cat pipe > piped.json & ${process.execPath} ${cliFile} --format json=pipe denied.json; status=$?; wait; test -p pipe && exit $status`
    expect(await run(['-c', line], { command: 'sh', cwd: files.path })).toEqual({
      status: 1,
      stdout: '',
      stderr: '',
    })
    const printed = await check('--format', 'json', 'denied.json')
    expect(readFileSync(`${files.path}/piped.json`, 'utf8')).toBe(printed.stdout)
    const again = `${process.execPath} ${cliFile} --format json=/proc/self/fd/1 denied.json | cat`
    expect((await run(['-c', again], { command: 'sh', cwd: files.path })).stdout).toBe(printed.stdout)
  })

  it('follows a link to the file that it replaces', async () => {
    files.write('reports/real.json', 'old')
    symlinkSync('reports/real.json', `${files.path}/link.json`)
    expect((await check('--format', 'json=link.json', 'denied.json')).status).toBe(1)
    expect(lstatSync(`${files.path}/link.json`).isSymbolicLink()).toBe(true)
    expect(readFileSync(`${files.path}/reports/real.json`, 'utf8')).toMatch(/^\{/)
  })
})

describe('--max-problems', () => {
  it('shows as many and counts all', async () => {
    const all = await check('denied.json', 'open.json', 'untidy.json')
    const some = await check('--max-problems', '1', 'denied.json', 'open.json', 'untidy.json')
    expect(all.stdout.match(/-->/g)).toHaveLength(3)
    expect(some.stdout.match(/-->/g)).toHaveLength(1)
    expect(some.stdout).toContain('error[allow-denied]')
    expect(some.stdout).toContain('2 more not shown; --max-problems shows more.\n')
    expect(some.stdout).toContain('1 error, 1 warning, 1 note in 3 files\n')
  })

  it('may be nothing at all, and does not concern other formats', async () => {
    expect((await check('--max-problems', '0', 'denied.json')).stdout).not.toContain('-->')
    const found = await json('--max-problems', '0', 'denied.json')
    expect(found.findings).toHaveLength(1)
  })

  it('is 200 by default', async () => {
    const ports = Array.from({ length: 201 }, (_, index) => ({
      id: `p${index}`,
      name: `p${index}`,
      internalPort: 99_999,
      protocol: 'HTTP',
    }))
    files.write('many/ports.json', JSON.stringify({ ports }))
    const { stdout } = await check('many')
    expect(stdout.match(/-->/g)).toHaveLength(200)
    expect(stdout).toContain('201 errors in 1 file\n')
  })
})

describe('--quiet', () => {
  it('prints nothing where there is nothing to say, and everything else as it is', async () => {
    expect(await check('--quiet', 'clean.json')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect((await check('clean.json')).stdout).toBe('No problems in 1 file (1 document checked)\n')
    expect(await check('--quiet', 'denied.json')).toEqual(await check('denied.json'))
    expect((await check('--quiet', '--format', 'json', 'clean.json')).stdout).toMatch(/^\{/)
  })
})

describe('what the tool says of itself', () => {
  it.each([['--version'], ['-V']])('%s', async (option) => {
    expect(await check(option)).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  it.each([[[]], [['check']], [['rules']], [['schema']], [['kinds']]])('--help of %j', async (command) => {
    const long = await check(...command, '--help')
    expect(long).toMatchObject({ status: 0, stderr: '' })
    expect(long.stdout).toMatch(new RegExp(`^Usage: portcullis ${command.join(' ')}`))
    expect(await check(...command, '-h')).toEqual(long)
  })

  it('names every option of check, and every command', async () => {
    const { stdout } = await check('check', '--help')
    const options = ['kind', 'stdin-filename', 'format', 'fail-on', 'rule', 'only', 'config', 'no-config']
    for (const option of [...options, 'unknown', 'color', 'max-problems', 'quiet', 'help'])
      expect(stdout).toContain(`--${option}`)
    const { stdout: general } = await check('--help')
    for (const command of ['check', 'rules', 'schema', 'kinds'])
      expect(general).toMatch(new RegExp(`^ {2}${command} `, 'm'))
  })

  it('lists kinds, and their schemas', async () => {
    const { stdout } = await check('kinds')
    expect(stdout).toContain('northflank/service-ports ')
    expect((await check('schema')).stdout).toBe(stdout)
    for (const [kind] of stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(' '))) {
      const printed = await check('schema', kind!)
      expect(printed.status).toBe(0)
      const published = `schemas/${kind}.schema.json`
      expect(existsSync(published)).toBe(true)
      expect(JSON.parse(printed.stdout)).toEqual(JSON.parse(readFileSync(published, 'utf8')))
    }
  })

  it('lists rules, and tells of each', async () => {
    const { stdout } = await check('rules')
    const line = /^allow-denied +error +effect +\S/m
    expect(stdout).toMatch(line)
    const one = await check('rules', 'allow-denied')
    expect(one.status).toBe(0)
    expect(one.stdout).toMatch(/^allow-denied: .+\n\n/)
  })
})
