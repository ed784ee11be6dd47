import { afterAll, describe, expect, it } from 'vitest'
import { pathRules, port, rule, security } from '../helpers/northflank.ts'
import { repository } from '../helpers/repository.ts'
import { portcullis, scratch } from '../helpers/spawn.ts'

const office = security('policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]')
const wider = security('policies: [{ action: ALLOW, addresses: [198.51.100.0/23] }]')

const files = scratch({
  'office.yaml': office,
  'wider.yaml': wider,
  'open.yaml': port(''),
  'paths.yaml': pathRules(rule('office', 'prefix / 0'), rule('home', 'exact /a 5')),
  'broken.yaml': 'ports: [',
  'other.yaml': 'a: 1',
  'base/a.yaml': office,
  'head/b.yaml': wider,
  'empty/notes.txt': '',
})
const repo = repository()
afterAll(() => {
  files.remove()
  repo.remove()
})

const cli = (...args: string[]) => portcullis(args, { cwd: files.path })

describe('portcullis map', () => {
  it('prints a table of who reaches what', async () => {
    const { status, stdout, stderr } = await cli('map', 'paths.yaml')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toBe(`reach     listener  address     path      access                place
internet  port p01  *:443 HTTP  exact /a  from 203.0.113.7      paths.yaml:4:141
internet  port p01  *:443 HTTP  /         from 198.51.100.0/24  paths.yaml:3:145

2 rows
`)
  })

  it.each(['json', 'markdown', 'csv', 'mermaid', 'html'])('writes %s into a file', async (format) => {
    const { status, stdout } = await cli(
      'map',
      'office.yaml',
      '--format',
      `${format}=out.${format}`,
      '--format',
      'text',
    )
    expect(status).toBe(0)
    expect(stdout).toContain('from 198.51.100.0/24')
    const again = await cli('map', 'office.yaml', '--format', format)
    expect(again.stdout).toContain('198.51.100.0/24')
  })

  it('is no success where a document cannot be read', async () => {
    const { status, stdout, stderr } = await cli('map', 'broken.yaml', 'office.yaml')
    expect(status).toBe(1)
    expect(stdout).toContain('1 row')
    expect(stderr).toBe(
      'portcullis: broken.yaml# cannot be read in full, so listeners may be missing; portcullis check says why.\n',
    )
  })
})

describe('portcullis trace', () => {
  it.each<[string[], number, string]>([
    [['office.yaml', '--source', '198.51.100.7'], 0, 'allowed'],
    [['office.yaml', '--source', '203.0.113.7'], 0, 'denied'],
    [['office.yaml'], 0, 'unknown'],
    [['paths.yaml', '--url', 'https://app.example.com/a?b=c#d', '--source', '203.0.113.7'], 0, 'allowed'],
    [['paths.yaml', '--url', 'https://app.example.com', '--source', '203.0.113.7'], 0, 'denied'],
    [['paths.yaml', '--url', 'https://app.example.com:8443/a', '--source', '203.0.113.7'], 0, 'denied'],
  ])('%j', async (args, status, decision) => {
    const ran = await cli('trace', ...args)
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: '' })
    expect(ran.stdout.split('\n')[0]).toBe(decision)
    const json = await cli('trace', ...args, '--format', 'json')
    expect(JSON.parse(json.stdout)).toMatchObject({ version: 1, decision })
  })

  it.each<[string, string[]]>([
    ['a URL that is none', ['office.yaml', '--url', 'app.example.com']],
    ['an address that is none', ['office.yaml', '--source', 'office']],
    ['a header without a value', ['office.yaml', '--header', 'x']],
    ['an unknown format', ['office.yaml', '--format', 'sarif']],
    ['a file that is not there', ['nowhere.yaml']],
    ['no file', []],
  ])('refuses %s', async (_, args) => {
    const { status, stdout, stderr } = await cli('trace', ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^portcullis: [^\n]+\n$/)
  })
})

describe('portcullis diff', () => {
  it('compares files, and folders whatever their files are called', async () => {
    for (const sides of [
      ['office.yaml', 'wider.yaml'],
      ['base', 'head'],
    ]) {
      const { status, stdout } = await cli('diff', ...sides)
      expect(status).toBe(0)
      expect(stdout).toMatch(
        /^\+ port p01: Newly reachable: from 198\.51\.100\.0\/23 → port p01 \(before: from 198\.51\.100\.0\/24\)\.\n/,
      )
      expect(stdout).toContain('    request: from 198.51.101.')
      expect(stdout).toMatch(/\nWider: more is let in than before\.\n$/)
    }
  })

  it('fails on new access where it is told to, and only then', async () => {
    const status = async (...args: string[]) => (await cli('diff', ...args)).status
    expect(await status('office.yaml', 'wider.yaml', '--fail-on-new-access')).toBe(1)
    expect(await status('wider.yaml', 'office.yaml', '--fail-on-new-access')).toBe(0)
    expect(await status('office.yaml', 'office.yaml', '--fail-on-new-access')).toBe(0)
    expect(await status('empty', 'open.yaml', '--fail-on-new-access')).toBe(1)
    expect(await status('open.yaml', 'empty', '--fail-on-new-access')).toBe(0)
  })

  it('is no success where the later version cannot be read; of the earlier one it says so', async () => {
    expect(await cli('diff', 'office.yaml', 'broken.yaml')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cannot be read') as string,
    })
    const { status, stderr } = await cli('diff', 'broken.yaml', 'office.yaml')
    expect(status).toBe(0)
    expect(stderr).toContain('as it was before')
  })

  it('reads revisions of git: their files below the paths of the other side', async () => {
    const first = repo.commit({
      'deploy/ports.yaml': office,
      'other/ports.yaml': port(''),
      'deploy/notes.txt': 'ports: [',
    })
    repo.commit({
      'deploy/ports.yaml': undefined,
      'deploy/renamed.yaml': wider,
      'other/ports.yaml': undefined,
    })
    const git = (...args: string[]) => portcullis(['diff', ...args, '--format', 'json'], { cwd: repo.path })
    const read = async (...args: string[]) => {
      const { status, stdout, stderr } = await git(...args)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      return JSON.parse(stdout) as {
        verdict: string
        changes: { direction: string; before?: { file: string }; after?: { file: string } }[]
      }
    }
    const narrow = await read(`git:${first}`, 'deploy')
    expect(narrow.verdict).toBe('wider')
    expect(narrow.changes[0]).toMatchObject({
      before: { file: 'deploy/ports.yaml' },
      after: { file: 'deploy/renamed.yaml' },
    })
    expect((await read(`git:${first}`, '.')).verdict).toBe('different')
    expect((await read(`git:${first}`)).verdict).toBe('different')
    expect((await read('git:HEAD~1', 'git:main')).verdict).toBe('different')
    expect((await read('git:HEAD', '.')).verdict).toBe('same')
    expect((await read(`git:${first}:deploy/ports.yaml`, 'git:HEAD:deploy')).verdict).toBe('wider')
  })

  it.each<[string, string[]]>([
    ['a revision that is not there', ['git:nowhere', '.']],
    ['a revision without a name', ['git:', '.']],
    ['a revision that looks like an option', ['git:--help', '.']],
    ['a path that is not there', ['nowhere', '.']],
    ['two sides without any file', ['empty', 'empty']],
    ['one side missing', []],
  ])('refuses %s', async (_, args) => {
    const { status, stdout, stderr } = await cli('diff', ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^portcullis: [^\n]+\n$/)
  })
})
