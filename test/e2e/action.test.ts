import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { manifest, runStep, seen } from '../helpers/action.ts'
import { cleanPorts, deniedPorts, openPorts, portsWithPolicies, untidyPorts } from '../helpers/documents.ts'
import { expectGolden } from '../helpers/golden.ts'
import { scratch } from '../helpers/spawn.ts'

/** Eleven and more errors, each on a line of its own. */
const manyErrors = `ports:
${Array.from({ length: 14 }, (_, i) => `  - { id: p${i}a, name: p${i}a, internalPort: ${i === 7 ? 80 : 70_000 + i}, protocol: HTTP }`).join('\n')}
`
const injected = '::error::injected%0A##[error]injected'

const files = scratch({
  'clean/ports.json': cleanPorts,
  'mixed/denied.json': deniedPorts,
  'mixed/open.json': openPorts,
  'mixed/untidy.json': untidyPorts,
  'many/errors.yaml': manyErrors,
  'many/open.json': openPorts,
  'kinds/portcullis.config.yaml': 'rules: { allow-everyone: error }\n',
  'kinds/open.json': openPorts,
  'broken/ports.yaml': 'ports: [\n',
  'hostile/a,b:c%0A\n::set-output name=result::clean.json': portsWithPolicies(
    [{ action: 'ALLOW', addresses: [`\n${injected}`, '::add-mask::a', '##[set-output name=result;]clean'] }],
    `p\n${injected}`,
  ),
})
afterAll(files.remove)

const step = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  runStep(files, inputs, env)

/** The commands that a runner takes from a log: `::name …::` at the start of a line, `##[name …]` anywhere in it. */
function commandsIn(log: string): string[] {
  let paused: string | undefined
  return log.split('\n').flatMap((line) => {
    const [, name, , data = ''] = /^\s*::([A-Za-z0-9-]+)(\s[^:]*)?::(.*)$/.exec(line) ?? []
    if (paused !== undefined) {
      if (name === paused) paused = undefined
      return []
    }
    if (name === 'stop-commands') {
      paused = data
      return []
    }
    if (name !== undefined) return [name]
    const old = /##\[([^\]\s]+)/.exec(line)?.[1]
    return old === undefined ? [] : [`old ${old}`]
  })
}

describe('action.yml', () => {
  it('names a bundle, and nothing that a run does not set', async () => {
    expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/action.js' })
    const { outputs } = await step({ paths: 'clean' })
    expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(manifest.outputs).toSorted())
  })

  it('has inputs that are all read', () => {
    const source = readFileSync('src/action.ts', 'utf8')
    for (const name of Object.keys(manifest.inputs)) expect(source).toContain(`'${name}'`)
    for (const { required } of Object.values(manifest.inputs)) expect(required).not.toBe(true)
  })
})

describe('a step', () => {
  it.each<[name: string, inputs: Record<string, string>]>([
    ['clean', { paths: 'clean' }],
    ['findings', { paths: 'mixed' }],
    ['many-errors', { paths: 'many' }],
    ['working-directory', { 'working-directory': 'kinds' }],
    ['fail-on-never', { paths: 'mixed/denied.json', 'fail-on': 'never' }],
    ['fail-on-warning', { paths: 'mixed/open.json', 'fail-on': 'warning' }],
    ['no-annotations', { paths: 'mixed/denied.json', annotations: 'false' }],
    ['no-summary', { paths: 'mixed/denied.json', summary: 'false' }],
    ['format-github', { paths: 'mixed/denied.json', format: 'github' }],
    ['unparsable', { paths: 'broken' }],
    ['bad-input', { 'fail-on': 'sometimes' }],
    ['bad-boolean', { annotations: 'maybe' }],
    ['unreadable', { paths: 'clean\ngone' }],
    ['hostile', { paths: 'hostile' }],
  ])('%s', async (name, inputs) => {
    expectGolden(`e2e/golden/action-${name}.golden.txt`, seen(await step(inputs)))
  })

  it('ends with a status that the findings decide, and says so in its outputs', async () => {
    const of = async (inputs: Record<string, string>) => {
      const { status, outputs } = await step(inputs)
      return [status, outputs['result'], outputs['errors'], outputs['warnings'], outputs['notes']]
    }
    expect(await of({ paths: 'clean' })).toEqual([0, 'clean', '0', '0', '0'])
    expect(await of({ paths: 'mixed' })).toEqual([1, 'findings', '1', '1', '1'])
    expect(await of({ paths: 'mixed', 'fail-on': 'never' })).toEqual([0, 'clean', '1', '1', '1'])
    expect(await of({ paths: 'mixed/open.json' })).toEqual([0, 'clean', '0', '1', '0'])
    expect(await of({ paths: 'gone' })).toEqual([2, 'failed', undefined, undefined, undefined])
    expect(await of({ format: 'html' })).toEqual([2, 'failed', undefined, undefined, undefined])
    expect(await of({ config: 'gone.yaml' })).toEqual([2, 'failed', undefined, undefined, undefined])
  })

  it('shows ten annotations of a level at most, and says how many more there are in the last', async () => {
    const { stdout } = await step({ paths: 'many' })
    const levels = commandsIn(stdout)
    expect(levels.filter((level) => level === 'error')).toHaveLength(10)
    expect(levels.filter((level) => level === 'warning')).toHaveLength(1)
    expect(stdout).toContain(
      '\n::error title=portcullis::4 more errors not shown here; the full report has all of them.\n',
    )
  })

  it('starts from the working directory, and names files from the root of the repository', async () => {
    for (const folder of ['kinds', 'kinds/', './kinds', join(files.path, 'kinds')]) {
      const { status, stdout } = await step({ 'working-directory': folder, paths: 'open.json' })
      expect(status).toBe(1)
      expect(stdout).toContain('::error file=kinds/open.json,line=14,')
    }
    const config = await step({
      'working-directory': 'kinds',
      paths: join(files.path, 'mixed'),
      config: 'portcullis.config.yaml',
    })
    expect(config.outputs['errors']).toBe('2')
  })

  it('takes several paths, blank lines and blanks around them', async () => {
    const { outputs } = await step({ paths: '\n  mixed/denied.json  \n\nmixed/open.json\n  \n' })
    expect([outputs['errors'], outputs['warnings'], outputs['notes']]).toEqual(['1', '1', '0'])
  })

  it('writes SARIF where it is asked to, whatever the status', async () => {
    for (const [paths, status] of [
      ['mixed', 1],
      ['clean', 0],
    ] as const) {
      const ran = await step({ paths, 'sarif-file': 'report.sarif' })
      expect(ran.status).toBe(status)
      expect(ran.outputs['sarif-file']).toBe('report.sarif')
      const { runs } = JSON.parse(readFileSync(join(files.path, 'report.sarif'), 'utf8')) as {
        runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[]
      }
      const places = runs[0]!.results.map(
        ({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri,
      )
      expect(places).toEqual(
        paths === 'clean' ? [] : ['mixed/denied.json', 'mixed/open.json', 'mixed/untidy.json'],
      )
    }
    const failed = await step({ paths: 'mixed', 'sarif-file': 'no/such/folder/report.sarif' })
    expect(failed.status).toBe(2)
    expect(failed.outputs).toMatchObject({ result: 'failed' })
    expect(existsSync(join(files.path, 'no'))).toBe(false)
  })

  it('prints SARIF as its log', async () => {
    const { stdout, status } = await step({
      paths: 'mixed/denied.json',
      format: 'sarif',
      annotations: 'false',
    })
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ version: '2.1.0' })
  })

  it('needs no summary file, and takes none that cannot be written for a failure', async () => {
    const without = await step({ paths: 'clean' }, { GITHUB_STEP_SUMMARY: '' })
    expect(without).toMatchObject({ status: 0, stderr: '', summary: '' })
    const gone = await step({ paths: 'clean' }, { GITHUB_STEP_SUMMARY: join(files.path, 'gone/summary') })
    expect(gone).toMatchObject({ status: 0, stderr: '', outputs: { result: 'clean' } })
    expect(gone.stdout).toMatch(/^::warning title=portcullis::The step summary could not be written: /m)
    const outputs = await step({ paths: 'mixed' }, { GITHUB_OUTPUT: join(files.path, 'gone/outputs') })
    expect(outputs).toMatchObject({ status: 1, stderr: '' })
    expect(outputs.stdout).toMatch(/^::warning title=portcullis::The output result could not be written: /m)
  })

  it('reads booleans in any case', async () => {
    expect((await step({ paths: 'mixed', summary: 'False' })).summary).toBe('')
    expect((await step({ paths: 'mixed', summary: 'TRUE' })).summary).toContain('## portcullis')
  })

  it('lets no document give commands to the runner', async () => {
    for (const format of ['text', 'json', 'sarif', 'github', 'markdown', 'junit', 'gitlab']) {
      const { stdout, stderr, outputs, summary } = await step({ paths: 'hostile', format })
      expect(new Set(commandsIn(stdout))).toEqual(new Set(['error']))
      expect(stderr).toBe('')
      expect(outputs['result']).toBe('findings')
      expect(summary).not.toMatch(/^\s*::/m)
      // What follows the names of a command holds no more of them.
      for (const line of stdout.split('\n').filter((text) => text.startsWith('::error')))
        expect(line).toMatch(
          /^::error file=hostile\/a%2Cb%3Ac%250A[^:,]*%3A%3Aset-output name=result%3A%3Aclean\.json,line=/,
        )
    }
    const path = 'gone\n::error::injected'
    const gone = await step({ paths: 'clean', 'working-directory': path })
    expect(commandsIn(gone.stdout)).toEqual(['error'])
  })
})
