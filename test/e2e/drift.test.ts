import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { declaring } from '../helpers/drift.ts'
import { page, row } from '../helpers/huawei-hss.ts'
import { portcullis, scratch } from '../helpers/spawn.ts'

const ss = 'tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:(("web",pid=812,fd=3))\n'
const redis = 'tcp LISTEN 0 128 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=991,fd=6))\n'
const hosts = JSON.stringify([row({ host_name: 'web-1' }), row({ host_name: 'web-2', port: 7777 })])

const files = scratch({
  'web.yaml': declaring('8080'),
  'two.yaml': declaring('8080', '9000'),
  'broken.yaml': 'ports: [\n',
  'strange.yaml': 'colour: green\n',
  'empty-list.yaml': 'ports: []\n',
  'ss.txt': ss,
  'redis.txt': ss + redis,
  'client.txt': `${ss}udp UNCONN 0 0 0.0.0.0:5353 0.0.0.0:*\n`,
  'hosts.json': hosts,
  'page.json': JSON.stringify(page([row()], 37)),
  'empty.txt': '',
  'half.xml': readFileSync('fixtures/drift/nmap/observed.xml', 'utf8').slice(0, 900),
  'binary.bin': Buffer.from([0x89, 0x50, 0, 1, 2]),
  'folder/web.yaml': declaring('8080'),
  'folder/inventory.json': JSON.stringify(page([row()])),
  'strict/portcullis.config.yaml': 'rules: { drift/missing-listener: error }\nignore: [ "other.yaml" ]\n',
  'strict/two.yaml': declaring('8080', '9000'),
  'strict/other.yaml': declaring('1', '2'),
  'strict/ss.txt': ss,
})
afterAll(files.remove)

const drift = (...args: string[]) => portcullis(['drift', ...args], { cwd: files.path, timeout: 30_000 })

interface Json {
  readonly documents: readonly object[]
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly file: string }[]
}
const json = async (...args: string[]): Promise<Json> =>
  JSON.parse((await drift(...args, '--format', 'json')).stdout) as Json
const rules = async (...args: string[]): Promise<string[]> =>
  (await json(...args)).findings.map(({ rule, severity, file }) => `${rule} ${severity} ${file}`)

describe('the exit status', () => {
  it.each<[args: string[], status: number]>([
    [['web.yaml', '--observed', 'ss.txt'], 0],
    [['two.yaml', '--observed', 'ss.txt'], 0],
    [['two.yaml', '--observed', 'ss.txt', '--fail-on', 'warning'], 1],
    [['two.yaml', '--observed', 'page.json', '--fail-on', 'warning'], 0],
    [['two.yaml', '--observed', 'page.json', '--fail-on', 'note'], 1],
    [['web.yaml', '--observed', 'redis.txt'], 1],
    [['web.yaml', '--observed', 'redis.txt', '--fail-on', 'never'], 0],
    [['web.yaml', '--observed', 'redis.txt', '--rule', 'drift/undeclared-listener=off'], 0],
    [['web.yaml', 'broken.yaml', '--observed', 'ss.txt'], 1],
    [['web.yaml', '--observed', 'empty.txt'], 1],
    [['web.yaml', '--observed', 'half.xml'], 1],
    [['web.yaml', '--observed', 'binary.bin'], 1],
    [['web.yaml', '--observed', 'two.yaml'], 1],
    [['web.yaml', '--observed', 'ss.txt', '--observed', 'half.xml'], 1],
  ])('of %j is %i', async (args, status) => {
    const ran = await drift(...args)
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: '' })
  })
})

describe('the run is refused in one line', () => {
  it.each<[args: string[], message: RegExp]>([
    [[], /required option '--observed <INVENTORY>' not specified/],
    [['--observed', 'ss.txt'], /missing required argument 'PATH'/],
    [['web.yaml'], /required option '--observed <INVENTORY>' not specified/],
    [['web.yaml', '--observed'], /argument missing/],
    [['web.yaml', '--observed', 'gone.txt'], /gone\.txt cannot be read: there is no such file/],
    [['web.yaml', '--observed', 'folder'], /folder cannot be read: it is a folder/],
    [['gone.yaml', '--observed', 'ss.txt'], /gone\.yaml cannot be read/],
    [['strange.yaml', '--observed', 'ss.txt'], /No document that declares ports is recognised/],
    [['web.yaml', '--observed', 'ss.txt', '--observed', 'ss.txt'], /The inventory ss\.txt is named twice/],
    [['-', '--observed', '-'], /either what declares or an inventory, and not both/],
    [
      ['web.yaml', '--observed', 'hosts.json', '--host', 'web-3'],
      /hold no host "web-3"; they name web-1, web-2/,
    ],
    [['web.yaml', '--observed', 'ss.txt', '--host', 'web-1'], /they name no hosts/],
    [
      ['web.yaml', '--observed', 'ss.txt', '--ignore', '68'],
      /--ignore takes sockets such as 68\/udp, and "68" is none/,
    ],
    [['web.yaml', '--observed', 'ss.txt', '--ignore', '70000/udp'], /"70000\/udp" is none/],
    [['web.yaml', '--observed', 'ss.txt', '--ignore', ''], /"" is none/],
    [['web.yaml', '--observed', 'ss.txt', '--format', 'html'], /"html" is no format/],
    [['web.yaml', '--observed', 'ss.txt', '--kind', 'nothing'], /"nothing" is no kind/],
    [['web.yaml', '--observed', 'ss.txt', '--only', 'nothing'], /"nothing" is no rule/],
    [['web.yaml', '--observed', 'ss.txt', '--separately'], /unknown option '--separately'/],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await drift(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^portcullis: [^\n]+\n$/)
    expect(stderr).toMatch(message)
  })
})

describe('the options', () => {
  it('an inventory may come from a pipe', async () => {
    const { stdout } = await portcullis(['drift', 'web.yaml', '--observed', '-', '--format', 'json'], {
      cwd: files.path,
      input: ss + redis,
    })
    expect((JSON.parse(stdout) as Json).findings).toMatchObject([
      { rule: 'drift/undeclared-listener', severity: 'error', file: '<stdin>' },
    ])
  })

  it('and so may what declares', async () => {
    const { stdout, status } = await portcullis(
      ['drift', '-', '--stdin-filename', 'web.yaml', '--observed', 'ss.txt'],
      {
        cwd: files.path,
        input: declaring('8080'),
      },
    )
    expect({ stdout, status }).toEqual({
      stdout: 'No problems in 2 files (2 documents checked)\n',
      status: 0,
    })
  })

  it('--host narrows', async () => {
    expect(await rules('two.yaml', '--observed', 'hosts.json', '--host', 'web-2')).toEqual([
      'drift/undeclared-listener warning hosts.json',
      'drift/missing-listener warning two.yaml',
      'drift/missing-listener warning two.yaml',
    ])
  })

  it('--ignore names the sockets of clients', async () => {
    const found = (...args: string[]) => rules('web.yaml', '--observed', 'client.txt', ...args)
    const warning = ['drift/undeclared-listener warning client.txt']
    expect(await found()).toEqual(warning)
    expect(await found('--ignore', 'default,5353/UDP')).toEqual([])
    expect(await found('--ignore', '5353/udp')).toEqual([])
    expect(await found('--ignore', '5353/tcp')).toEqual(warning)
    expect(await found('--ignore', 'none')).toEqual(warning)
  })

  it('--only and --rule choose rules, and --kind names what declares', async () => {
    const both = ['two.yaml', '--observed', 'redis.txt']
    expect(await rules(...both, '--only', 'drift/missing-listener')).toEqual([
      'drift/missing-listener warning two.yaml',
    ])
    expect(await rules(...both, '--rule', 'drift/undeclared-listener=note')).toEqual([
      'drift/undeclared-listener note redis.txt',
      'drift/missing-listener warning two.yaml',
    ])
    const kind = ['--kind', 'northflank/service-ports']
    expect(await rules('empty-list.yaml', '--observed', 'ss.txt', ...kind)).toEqual([
      'drift/undeclared-listener warning ss.txt',
    ])
  })

  it('a configuration counts', async () => {
    const ran = await portcullis(['drift', '.', '--observed', 'ss.txt', '--format', 'json'], {
      cwd: `${files.path}/strict`,
    })
    const report = JSON.parse(ran.stdout) as Json
    expect(ran.status).toBe(1)
    expect(report.findings).toMatchObject([
      { rule: 'drift/missing-listener', severity: 'error', file: 'two.yaml' },
    ])
  })

  it('an inventory in a folder of declarations is none of them', async () => {
    expect(await json('folder', '--observed', 'folder/inventory.json')).toMatchObject({
      findings: [],
      documents: [{ kind: 'huawei-hss/open-ports' }, { kind: 'northflank/service-ports' }],
    })
  })
})

describe('the formats', () => {
  const args = ['two.yaml', '--observed', 'redis.txt', '--fail-on', 'never']

  it('text shows what is declared and what was observed', async () => {
    const { stdout } = await drift(...args)
    expect(stdout).toContain(
      'error[drift/undeclared-listener]: 6379/TCP, the usual port of Redis, is open on 0.0.0.0',
    )
    expect(stdout).toMatch(
      /--> redis\.txt:2:1\n[\s\S]*::: two\.yaml:2:40\n[\s\S]*the nearest number that is declared/,
    )
    expect(stdout).toMatch(/--> two\.yaml:3:40\n[\s\S]*::: redis\.txt:1:1\n/)
  })

  it('SARIF has both places, and the rules of a comparison alone', async () => {
    const { stdout } = await drift(...args, '--format', 'sarif')
    interface Place {
      physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
    }
    const [run] = (
      JSON.parse(stdout) as {
        runs: {
          tool: { driver: { rules: { id: string }[] } }
          results: { ruleId: string; locations: Place[]; relatedLocations: Place[] }[]
        }[]
      }
    ).runs
    const where = ({ physicalLocation: { artifactLocation, region } }: Place) =>
      `${artifactLocation.uri}:${region.startLine}`
    expect(
      run!.results.map(({ ruleId, locations, relatedLocations }) => [
        ruleId,
        ...[...locations, ...relatedLocations].map(where),
      ]),
    ).toEqual([
      ['drift/undeclared-listener', 'redis.txt:2', 'two.yaml:2'],
      ['drift/missing-listener', 'two.yaml:3', 'redis.txt:1'],
    ])
    const ids = run!.tool.driver.rules.map(({ id }) => id)
    expect(ids).toContain('drift/wider-bind')
    expect(ids).not.toContain('allow-denied')
  })

  it('Markdown, JUnit, annotations and GitLab name the rules', async () => {
    for (const format of ['markdown', 'junit', 'github', 'gitlab']) {
      const { stdout, stderr } = await drift(...args, '--format', format)
      expect(stderr).toBe('')
      expect(stdout).toContain('drift/missing-listener')
      expect(stdout).toContain('drift/undeclared-listener')
    }
  })

  it('the same input gives the same bytes', async () => {
    const [first, second] = [
      await drift(...args, '--format', 'json'),
      await drift(...args, '--format', 'json'),
    ]
    expect(first.stdout).toBe(second.stdout)
  })
})

describe('a check', () => {
  it('knows the rules of drift, and does not run them', async () => {
    const text = declaring('8080').replace('TCP }', 'TCP } # portcullis: ignore drift/missing-listener')
    const file = files.write('suppressed.yaml', text)
    const ran = await portcullis([file, '--rule', 'drift/missing-listener=error'], { cwd: files.path })
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({
      status: 0,
      stdout: 'No problems in 1 file (1 document checked)\n',
    })
    const listed = await portcullis(['rules', 'drift/loopback-only'], { cwd: files.path })
    expect(listed.stdout).toContain('with this inventory:\n\n    tcp LISTEN 0 128 127.0.0.1:8080')
  })
})
