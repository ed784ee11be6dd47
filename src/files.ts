import { isUtf8 } from 'node:buffer'
import {
  closeSync,
  type Dirent,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { messageOf, UserError } from './errors.ts'
import { once } from './once.ts'

/** Files that are looked into when a folder is named. */
const pattern = /\.(ya?ml|json)$/

/** Whether a file of that name is looked into when its folder is named. */
export const isDocumentName = (file: string): boolean =>
  pattern.test(file) && !file.split('/').some((part) => passedOver.has(part))
const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git'])

/** The text of a file that is larger is not read. */
export const maxFileBytes = 64 * 1024 * 1024

/** A file to check. */
export interface FoundFile {
  readonly file: string
  /** Named on the command line, and not found in a folder. */
  readonly named: boolean
  /** What the system knows it by: bytes where its name is no UTF-8, since the text of such a name leads nowhere. */
  readonly path: string | Buffer
}

/**
 * The files that paths stand for, in order of their names, each once. What cannot be looked into is among them, so
 * that reading it says why. Throws a UserError on a path that is not there.
 */
export function findFiles(paths: readonly string[]): FoundFile[] {
  const found = new Map<string, FoundFile>()
  for (const path of paths) {
    const folder = isFolder(path)
    for (const file of folder ? filesIn(path) : [{ name: path, path }]) {
      const key = typeof file.path === 'string' ? resolve(file.path) : `bytes ${file.path.toString('latin1')}`
      if (!folder || !found.has(key))
        found.set(key, { file: tidy(file.name), named: !folder, path: file.path })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

/** Whether there is something of that name, be it readable or not. */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw new UserError(`${path === '' ? '""' : path} cannot be read: ${reasonOf(error, path)}.`)
  }
}

/** Links to files are followed, links to folders are not: what they lead to is found where it lies, or is no part of the project. */
function filesIn(root: string): Named[] {
  const files: Named[] = []
  const folders: Named[] = [{ name: root, path: root }]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = entriesOf(folder)
    if (!entries) files.push(folder)
    for (const [entry, inner] of entries ?? []) {
      const own = basename(inner.name)
      if (entry.isDirectory()) {
        if (!passedOver.has(own)) folders.push(inner)
      } else if (pattern.test(own) && (entry.isFile() || (entry.isSymbolicLink() && !leadsAway(inner.path))))
        files.push(inner)
    }
  }
  return files
}

/** What people call a file or folder, and what the system does. */
interface Named {
  readonly name: string
  readonly path: string | Buffer
}

/** What is in a folder; undefined where it cannot be looked into. */
function entriesOf(folder: Named): [Dirent<Buffer>, Named][] | undefined {
  try {
    const entries = readdirSync(folder.path, { withFileTypes: true, encoding: 'buffer' })
    return entries.map((entry) => [entry, within(folder, entry.name)])
  } catch {
    return undefined
  }
}

/** Bytes that are no UTF-8 are spelled out: `\xff`. */
function within(folder: Named, bytes: Buffer): Named {
  const text = bytes.toString('utf8')
  const name = join(folder.name, isUtf8(bytes) ? text : spelledOut(bytes))
  if (isUtf8(bytes) && typeof folder.path === 'string') return { name, path: join(folder.path, text) }
  const path = Buffer.concat([Buffer.from(folder.path), Buffer.from(sep), bytes])
  return { name, path }
}

const spelledOut = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** Whether a link leads to something that is no file. One that leads nowhere does not: that is for reading to say. */
function leadsAway(link: string | Buffer): boolean {
  try {
    return !statSync(link).isFile()
  } catch {
    return false
  }
}

/** As people name it: relative to the working directory where it lies below it, with forward slashes. */
function tidy(file: string): string {
  const here = relative(process.cwd(), resolve(file))
  const name = here === '' || here.startsWith('..') ? file : here
  return sep === '\\' ? name.replaceAll('\\', '/') : name
}

/** The text of a file, or why it holds none. */
export type ReadFile = { readonly text: string } | { readonly problem: string }

/** Reads a file, or standard input for 0. Throws a UserError where the system does not let it. */
export function readText(path: string | Buffer | 0, name = String(path)): ReadFile {
  try {
    const size = path === 0 ? 0 : statSync(path).size
    if (size > maxFileBytes) return tooLarge(`${size} bytes`)
    const bytes = readBytes(path, size)
    return bytes ? decodeText(bytes) : tooLarge('too many bytes')
  } catch (error) {
    throw new UserError(`${path === 0 ? 'Standard input' : name} cannot be read: ${reasonOf(error, name)}.`)
  }
}

/** Why a file of that size was not read. */
export const tooLarge = (size: string): { readonly problem: string } => ({
  problem: `The file has ${size} and was not read; the limit is ${maxFileBytes}: split it.`,
})

/** All there is to read, undefined if that is too much: a pipe or device has no size that could be asked for beforehand. */
function readBytes(file: string | Buffer | 0, expected: number): Buffer | undefined {
  const descriptor = file === 0 ? 0 : openSync(file, 'r')
  try {
    const full: Buffer[] = []
    // One byte more than there should be, so that the end shows in what is there already.
    let chunk = Buffer.allocUnsafe(Math.min(expected, mostAtOnce) + 1)
    let used = 0
    for (let total = 0; total <= maxFileBytes; ) {
      const length = readChunk(descriptor, chunk, used)
      used += length
      total += length
      if (length === 0) return Buffer.concat([...full, chunk.subarray(0, used)], total)
      if (used < chunk.length) continue
      full.push(chunk)
      chunk = Buffer.allocUnsafe(mostAtOnce)
      used = 0
    }
    return undefined
  } finally {
    if (file !== 0) closeSync(descriptor)
  }
}

const mostAtOnce = 1024 * 1024

function readChunk(descriptor: number, chunk: Buffer, used: number): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, used, chunk.length - used, null)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      // Standard input that its writer has made non-blocking has nothing to give yet.
      pause()
    }
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
export function decodeText(bytes: Buffer): ReadFile {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  if (!utf16 && bytes.includes(0)) return { problem: 'This is a binary file, neither YAML nor JSON.' }
  try {
    return { text: (utf16 ? decoderOf(utf16) : utf8()).decode(bytes) }
  } catch {
    return { problem: `This is no text in ${utf16 ? 'UTF-16' : 'UTF-8'}, so it was not read.` }
  }
}

const decoderOf = (encoding: string) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
const utf8 = once(() => decoderOf('utf-8'))

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENXIO: 'it is no file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the system allows no file of that size',
  EROFS: 'the disk is read-only',
}

/** Waits a moment for the other end of a pipe. */
export const pause = (): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
}

/** The name that the system has for an error, ENOENT say; the empty text for one of another origin. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Node.js hands on arguments as text, in which a name that is no UTF-8 is lost. */
const lostName = 'there is no such file or folder; where its name is no UTF-8, name its folder instead'

function reasonOf(error: unknown, name = ''): string {
  if (codeOf(error) === 'ENOENT' && name.includes('\ufffd')) return lostName
  return reasons[codeOf(error)] ?? messageOf(error)
}

/** Writes a file as a whole or not at all; a pipe or device is written to as it is. Throws a UserError. */
export function writeText(file: string, text: string): void {
  try {
    const there = isThere(file)
    if (there && !statSync(file).isFile()) writeFileSync(file, text)
    else replaceFile(there ? realpathSync(file) : file, text)
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${reasonOf(error)}.`)
  }
}

function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text)
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}
