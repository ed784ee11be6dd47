import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Script } from 'node:vm'

/**
 * Starts the command line with the machine code that V8 made of it the last time: compiling the bundle anew is most
 * of what a run on a small file takes. The code lies in a folder of the user's own, since whoever can write it decides
 * what runs; `PORTCULLIS_NO_CACHE` keeps it from being read and written. Any trouble with it means a start without it.
 */
const cache = process.env['PORTCULLIS_NO_CACHE'] ? undefined : cacheFolder()

/** What is to be kept, at the end, when the functions that were needed have been compiled. */
const compiled: (() => void)[] = []
process.once('exit', () => {
  for (const keep of compiled) keep()
})

/** What a file of this folder exports. */
function load(file: string): unknown {
  const store = cache && join(cache, `${nameOf(file)}-${process.version}-${process.arch}.bin`)
  const key = keyOf(file)
  const known = store === undefined ? undefined : readStore(store, key)
  // The bundles are ASCII, and the big one is wrapped already: each copy of it takes its time.
  const text = readFileSync(file, 'latin1')
  const script = new Script(text.startsWith('(function') ? text : Module.wrap(text), {
    filename: file,
    ...(known && { cachedData: known }),
  })
  if (store !== undefined && (!known || script.cachedDataRejected))
    compiled.push(() => writeStore(store, key, script.createCachedData()))
  const run = script.runInThisContext() as (...of: unknown[]) => void
  const module = { exports: {} }
  run(module.exports, requireFor(file), module, file, dirname(file))
  return module.exports
}

/** The `require` of a file: what lies beside it starts in the same way. Asked for the same file once. */
function requireFor(file: string): (path: string) => unknown {
  const require = createRequire(file)
  return (path) => (path.startsWith('./') ? load(join(dirname(file), path)) : require(path))
}

/** The path from this folder in one word, and a number for the folder: several versions may be installed. */
function nameOf(file: string): string {
  let hash = 0
  for (const letter of __dirname) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0
  return `${relative(__dirname, file).replace(/\W+/g, '-')}-${hash.toString(36)}`
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

load(join(__dirname, 'main.js'))
