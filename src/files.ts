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
import { join, relative, resolve, sep } from 'node:path'
import { messageOf, UserError } from './errors.ts'

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
}

/**
 * The files that paths stand for, in order of their names, each once. What cannot be looked into is among them, so
 * that reading it says why. Throws a UserError on a path that is not there.
 */
export function findFiles(paths: readonly string[]): FoundFile[] {
  const found = new Map<string, FoundFile>()
  for (const path of paths) {
    const folder = isFolder(path)
    for (const file of folder ? filesIn(path) : [path]) {
      const key = resolve(file)
      if (!folder || !found.has(key)) found.set(key, { file: tidy(file), named: !folder })
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
    throw new UserError(`${path === '' ? '""' : path} cannot be read: ${reasonOf(error)}.`)
  }
}

/** Links to files are followed, links to folders are not: what they lead to is found where it lies, or is no part of the project. */
function filesIn(root: string): string[] {
  const files: string[] = []
  const folders = [root]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = entriesOf(folder)
    if (!entries) files.push(folder)
    for (const entry of entries ?? []) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!passedOver.has(entry.name)) folders.push(path)
      } else if (pattern.test(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && !leadsAway(path))))
        files.push(path)
    }
  }
  return files
}

function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return undefined
  }
}

/** Whether a link leads to something that is no file. One that leads nowhere does not: that is for reading to say. */
function leadsAway(link: string): boolean {
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
export function readText(file: string | 0): ReadFile {
  try {
    const size = file === 0 ? 0 : statSync(file).size
    if (size > maxFileBytes) return tooLarge(`${size} bytes`)
    const bytes = readBytes(file)
    return bytes ? decodeText(bytes) : tooLarge('too many bytes')
  } catch (error) {
    const name = file === 0 ? 'Standard input' : file
    throw new UserError(`${name} cannot be read: ${reasonOf(error)}.`)
  }
}

const tooLarge = (size: string): ReadFile => ({
  problem: `The file has ${size} and was not read; the limit is ${maxFileBytes}.`,
})

/** All there is to read, undefined if that is too much: a pipe or device has no size that could be asked for beforehand. */
function readBytes(file: string | 0): Buffer | undefined {
  const descriptor = file === 0 ? 0 : openSync(file, 'r')
  try {
    const chunks: Buffer[] = []
    for (let total = 0; total <= maxFileBytes; ) {
      const chunk = Buffer.allocUnsafe(1024 * 1024)
      const length = readChunk(descriptor, chunk)
      if (length === 0) return Buffer.concat(chunks, total)
      chunks.push(chunk.subarray(0, length))
      total += length
    }
    return undefined
  } finally {
    if (file !== 0) closeSync(descriptor)
  }
}

function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      // Standard input that its writer has made non-blocking has nothing to give yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
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
    return { text: new TextDecoder(utf16 ?? 'utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { problem: `This is no text in ${utf16 ? 'UTF-16' : 'UTF-8'}, so it was not read.` }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENXIO: 'it is no file',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

function reasonOf(error: unknown): string {
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
