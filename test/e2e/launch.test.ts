import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const cli = resolve('build/dist/cli.js')

function run(home: string, more: Record<string, string> = {}) {
  return spawnSync(process.execPath, [cli, 'kinds'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', XDG_CACHE_HOME: home, ...more },
  })
}

/** The file of the code cache for the bundle. */
function storeIn(home: string): string {
  const folder = join(home, 'portcullis')
  const [store, ...more] = readdirSync(folder).filter((file) => file.startsWith('main-js-'))
  expect(more).toEqual([])
  return join(folder, store!)
}

describe('the code cache of the command line', () => {
  const plain = run('', { PORTCULLIS_NO_CACHE: '1' })

  it('is made by the first run for its user alone, and kept by the second', () => {
    const home = mkdtempSync(join(tmpdir(), 'portcullis-'))
    expect(run(home).stdout).toBe(plain.stdout)
    const store = storeIn(home)
    const { mode, mtimeMs } = statSync(store)
    expect(mode & 0o077).toBe(0)
    expect(run(home).stdout).toBe(plain.stdout)
    expect(statSync(store).mtimeMs).toBe(mtimeMs)
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    [
      'of another bundle',
      (bytes: Buffer) => Buffer.concat([Buffer.from('1 2 3'.padEnd(128)), bytes.subarray(128)]),
    ],
  ])('is made again where it is %s', (_, spoil) => {
    const home = mkdtempSync(join(tmpdir(), 'portcullis-'))
    run(home)
    const store = storeIn(home)
    const good = readFileSync(store)
    writeFileSync(store, spoil(good))
    const again = run(home)
    expect([again.status, again.stdout, again.stderr]).toEqual([0, plain.stdout, ''])
    expect(readFileSync(store).length).toBeGreaterThan(good.length / 2)
  })

  it('is not read where others can write it', () => {
    const home = mkdtempSync(join(tmpdir(), 'portcullis-'))
    run(home)
    const store = storeIn(home)
    chmodSync(store, 0o666)
    expect(run(home).stdout).toBe(plain.stdout)
    expect(statSync(store).mode & 0o077).toBe(0)
  })

  it('is left out where it cannot be or must not be written', () => {
    expect(run('/dev/null').stdout).toBe(plain.stdout)
    const home = mkdtempSync(join(tmpdir(), 'portcullis-'))
    expect(run(home, { PORTCULLIS_NO_CACHE: '1' }).stdout).toBe(plain.stdout)
    expect(existsSync(join(home, 'portcullis'))).toBe(false)
  })
})
