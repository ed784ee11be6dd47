import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/**
 * Starts the command line with the machine code that V8 made of it the last time: compiling the bundle anew is most
 * of what a run on a small file takes. The code lies in a folder of the user's own, since whoever can write it decides
 * what runs; `PORTCULLIS_NO_CACHE` keeps it from being read and written. Any trouble with it means a start without it.
 */
function launch(file: string): void {
  const folder = process.env['PORTCULLIS_NO_CACHE'] ? undefined : cacheFolder()
  const store = folder === undefined ? undefined : join(folder, `cli-${process.version}-${process.arch}.bin`)
  const key = keyOf(file)
  const known = store === undefined ? undefined : readStore(store, key)
  // The bundle is ASCII.
  const script = new Script(Module.wrap(readFileSync(file, 'latin1')), {
    filename: file,
    ...(known && { cachedData: known }),
  })
  if (store !== undefined && (!known || script.cachedDataRejected)) {
    // At the end, when the functions that were needed have been compiled.
    process.once('exit', () => writeStore(store, key, script.createCachedData()))
  }
  const run = script.runInThisContext() as (...of: unknown[]) => void
  const module = { exports: {} }
  run(module.exports, createRequire(file), module, file, dirname(file))
}

function cacheFolder(): string | undefined {
  try {
    return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'portcullis')
  } catch {
    // A user without a home, as in some containers.
    return undefined
  }
}

const keyLength = 128

/** V8 itself compares no more than the length of the text. */
function keyOf(file: string): string {
  const { size, mtimeMs } = statSync(file)
  return `${size} ${mtimeMs} ${encodeURI(file).slice(-64)}`
}

const header = (key: string, code: Buffer) => `${code.length} ${key}`.padEnd(keyLength).slice(0, keyLength)

function readStore(store: string, key: string): Buffer | undefined {
  try {
    const { uid, mode } = statSync(store)
    // Windows has neither, and a profile folder that others cannot write.
    const own = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
    const bytes = own ? readFileSync(store) : undefined
    const code = bytes?.subarray(keyLength)
    // V8 takes the code at its word, so a file that was cut short must not reach it.
    return code && bytes?.toString('latin1', 0, keyLength) === header(key, code) ? code : undefined
  } catch {
    return undefined
  }
}

function writeStore(store: string, key: string, code: Buffer): void {
  const draft = `${store}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(store), { recursive: true, mode: 0o700 })
    writeFileSync(draft, Buffer.concat([Buffer.from(header(key, code), 'latin1'), code]), { mode: 0o600 })
    renameSync(draft, store)
  } catch {
    remove(draft)
  }
}

/** In a folder that may not even be looked into, there is nothing to remove. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {}
}

launch(join(__dirname, 'main.js'))
