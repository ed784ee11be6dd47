import { existsSync, readFileSync, rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cleanPorts, deniedPorts, strangeYaml } from '../helpers/documents.ts'
import { cliFile, run, scratch } from '../helpers/spawn.ts'

interface Hook {
  readonly id: string
  readonly language: string
  readonly entry: string
  readonly types_or: readonly string[]
  readonly pass_filenames?: boolean
  readonly require_serial?: boolean
  readonly minimum_pre_commit_version: string
}
const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as Hook[]
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies?: object
  readonly workspaces?: unknown
}

describe('the hooks', () => {
  it('are one for the files of a commit and one for the project', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['portcullis', 'portcullis-project'])
    const [each, project] = hooks
    expect([each!.pass_filenames, each!.require_serial]).toEqual([undefined, undefined])
    expect([project!.pass_filenames, project!.require_serial]).toEqual([false, true])
    for (const hook of hooks) {
      expect(hook).toMatchObject({ language: 'node', types_or: ['json', 'yaml'] })
      // Older ones do not know types_or.
      expect(hook.minimum_pre_commit_version).toBe('2.9.0')
      expect(hook.entry.split(' ')[0]).toBe(Object.keys(manifest.bin)[0])
      expect(hook.entry).toContain(' --unknown skip')
    }
  })

  it('install from a clone without a build: nothing runs, and nothing else is needed', () => {
    const lifecycle = [
      'prepare',
      'prepack',
      'preinstall',
      'install',
      'postinstall',
      'prepublish',
      'preprepare',
      'postprepare',
    ]
    expect(Object.keys(manifest.scripts).filter((name) => lifecycle.includes(name))).toEqual([])
    expect(manifest.dependencies).toBeUndefined()
    expect(manifest.workspaces).toBeUndefined()
    expect(manifest.bin).toEqual({ portcullis: 'dist/cli.js' })
    expect(readFileSync(cliFile, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(existsSync('binding.gyp')).toBe(false)
  })
})

describe('the entry', () => {
  const files = scratch({
    'clean.json': cleanPorts,
    'strange.yaml': strangeYaml,
    '.pre-commit-config.yaml': 'repos: []\n',
    'package.json': '{"name": "x"}\n',
    'values.yaml': 'image: {{ .Values.image }}\n',
    'settings.json': '{ "a": 1, // a comment\n }\n',
  })
  afterAll(files.remove)
  const commit = (hook: Hook, names: readonly string[]) => {
    const [, ...args] = hook.entry.split(' ')
    return run([cliFile, ...args, ...(hook.pass_filenames === false ? [] : names)], { cwd: files.path })
  }

  it.each(hooks)('$id passes over what is none of ours, and fails on what is wrong', async (hook) => {
    const others = ['strange.yaml', '.pre-commit-config.yaml', 'package.json', 'values.yaml', 'settings.json']
    const passing = await commit(hook, [...others, 'clean.json'])
    expect(passing).toMatchObject({ status: 0, stderr: '' })
    expect(passing.stdout).toBe('No problems in 6 files (1 document checked, 5 skipped)\n')
    files.write('denied.json', deniedPorts)
    const failing = await commit(hook, [...others, 'denied.json'])
    expect(failing).toMatchObject({ status: 1, stderr: '' })
    expect(failing.stdout).toContain('error[allow-denied]')
    rmSync(`${files.path}/denied.json`)
  })

  it('passes where the configuration ignores every file of a commit', async () => {
    files.write('portcullis.config.yaml', 'ignore: [vendor/**]\n')
    files.write('vendor/denied.json', deniedPorts)
    expect(await commit(hooks[0]!, ['vendor/denied.json'])).toMatchObject({ status: 0, stderr: '' })
  })
})
