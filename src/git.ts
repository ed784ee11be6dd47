import { spawnSync } from 'node:child_process'
import { UserError } from './errors.ts'
import { decodeText, isDocumentName, maxFileBytes, type ReadFile, tooLarge } from './files.ts'

/** A file of a revision: its name from the current folder, and its text or why it has none. */
export type RevisionFile = { readonly file: string } & ReadFile

/** Output of git at most: file names, and the files of one revision that are documents. */
const maxOutput = 1024 * 1024 * 1024

/**
 * Runs git in the current folder; undefined where it fails. It asks nobody anything, touches no network, and runs no
 * program that a repository names.
 */
function git(args: readonly string[], input?: string): Buffer | undefined {
  const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' }
  const { status, stdout, error } = spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    env: { ...process.env, ...quiet },
    maxBuffer: maxOutput,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(input !== undefined && { input }),
  })
  if (error && 'code' in error && error.code === 'ENOENT')
    throw new UserError('git is not installed, so no revision can be read.')
  return status === 0 ? stdout : undefined
}

/** The commit that a revision names, as a hash; undefined where there is none. */
export function commitOf(revision: string): string | undefined {
  const name = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  return name?.toString('utf8').trim() || undefined
}

/** The commit from which two have grown apart; undefined where none is known, as in a shallow clone. */
export function mergeBaseOf(one: string, other: string): string | undefined {
  return git(['merge-base', one, other])?.toString('utf8').trim() || undefined
}

/**
 * The YAML and JSON files of a revision below some paths, which are relative to the current folder; all below the
 * current folder where there are none. Throws a UserError on a revision or repository that does not exist.
 */
export function filesOfRevision(revision: string, paths: readonly string[]): RevisionFile[] {
  const commit = commitOf(revision)
  if (commit === undefined) throw new UserError(`git knows no revision "${revision}" here.`)
  const listed = git(['ls-tree', '-r', '-z', '-l', commit, '--', ...(paths.length > 0 ? paths : ['.'])])
  if (!listed) throw new UserError(`git could not list the files of ${revision}.`)
  const entries = listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', type, hash = '', size = '', file = ''] =
        /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? []
      const named = paths.includes(file)
      return type === 'blob' && mode !== '120000' && (named || isDocumentName(file))
        ? [{ file, hash, size: Number(size) }]
        : []
    })
  const small = entries.filter(({ size }) => size <= maxFileBytes)
  const contents = readBlobs(small.map(({ hash }) => hash))
  return entries.map(({ file, hash, size }): RevisionFile => {
    const bytes = contents.get(hash)
    if (!bytes) return { file, ...tooLarge(`${size} bytes`) }
    return { file, ...decodeText(bytes) }
  })
}

/** The contents of blobs by their hashes, read by one process. */
function readBlobs(hashes: readonly string[]): Map<string, Buffer> {
  const contents = new Map<string, Buffer>()
  if (hashes.length === 0) return contents
  const output = git(['cat-file', '--batch'], hashes.map((hash) => `${hash}\n`).join(''))
  if (!output) throw new UserError('git could not read the files of a revision.')
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at)
    const [, hash = '', size = '0'] =
      /^([0-9a-f]+) blob (\d+)$/.exec(output.toString('latin1', at, end)) ?? []
    const start = end + 1
    contents.set(hash, output.subarray(start, start + Number(size)))
    at = start + Number(size) + 1
  }
  return contents
}

/** The parents of a commit that are there: fewer than it has in a shallow clone. */
export function parentsOf(commit: string): string[] {
  const [, ...parents] =
    git(['rev-list', '--parents', '-n', '1', commit])?.toString('utf8').trim().split(' ') ?? []
  return parents.filter((parent) => commitOf(parent) !== undefined)
}

/** The text of a file in a commit, by its path from the current folder; undefined where it has no such file. */
export function textIn(commit: string, path: string): string | undefined {
  return git(['show', `${commit}:./${path}`])?.toString('utf8')
}

/** Lines of a file, both ends included. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/**
 * The lines that are new or changed from one commit to another one, by the later name of their file, from the current
 * folder; where lines are only gone, the two around them. Undefined where git cannot compare the two.
 */
export function changedLines(base: string, head: string): Map<string, LineRange[]> | undefined {
  const args = [
    '-U0',
    '-M',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--relative',
    '--src-prefix=a/',
    '--dst-prefix=b/',
  ]
  const output = git(['-c', 'core.quotePath=false', 'diff', ...args, base, head, '--'])?.toString('utf8')
  if (output === undefined) return undefined
  const changed = new Map<string, LineRange[]>()
  let lines: LineRange[] = []
  for (const line of output.split('\n')) {
    // The name stands in quotes where it holds what git escapes: such names are read as they are shown.
    const file = /^\+\+\+ "?b\/(.*?)"?\t?$/.exec(line)?.[1]
    if (file !== undefined) {
      lines = []
      changed.set(file, lines)
    }
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
    if (start === undefined) continue
    const first = Number(start)
    lines.push(count === '0' ? { first, last: first + 1 } : { first, last: first + Number(count) - 1 })
  }
  return changed
}
