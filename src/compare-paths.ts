import { type PathsToCheck, type ReadPaths, readPaths } from './check-paths.ts'
import { UserError } from './errors.ts'
import { filesOfRevision } from './git.ts'
import type { LintInput } from './lint.ts'

/** Two versions of some documents. */
export interface Sides {
  readonly base: ReadPaths
  readonly head: ReadPaths
}

interface Side {
  /** A git revision; absent where the side is a path. */
  readonly revision?: string
  readonly paths: readonly string[]
}

/**
 * Reads two versions: each is a path, or `git:REVISION`, or `git:REVISION:PATH`. A revision without a path has those of
 * the other side. Throws a UserError where a side cannot be read, or where neither holds anything.
 */
export function readSides(base: string, head: string, options: Omit<PathsToCheck, 'paths'>): Sides {
  const sides = [base, head].map(sideOf)
  const [one, other] = [withPathsOf(sides[0]!, sides[1]!), withPathsOf(sides[1]!, sides[0]!)]
  const read = { base: readSide(one, options), head: readSide(other, options) }
  if (read.base.inputs.length + read.head.inputs.length === 0)
    throw new UserError(`No YAML or JSON file is found in ${base} or ${head}.`)
  return read
}

function sideOf(text: string): Side {
  const [, revision, path] = /^git:([^:]*)(?::(.*))?$/s.exec(text) ?? []
  if (revision === undefined) return { paths: [text] }
  if (revision === '') throw new UserError(`"${text}" names no revision.`)
  return { revision, paths: path === undefined ? [] : [path] }
}

/** What stands in the current folder and below has no path in a revision; what stands elsewhere is none of it. */
const withPathsOf = (side: Side, other: Side): Side =>
  side.revision === undefined || side.paths.length > 0
    ? side
    : { ...side, paths: other.paths.filter((path) => path !== '.' && path !== '-') }

function readSide({ revision, paths }: Side, options: Omit<PathsToCheck, 'paths'>): ReadPaths {
  if (revision === undefined) return readPaths({ ...options, paths, allowNone: true })
  return readRevision(revision, paths, options)
}

/** Reads the files of a git revision below some paths, as the configuration of the working tree says. */
export function readRevision(
  revision: string,
  paths: readonly string[],
  options: Omit<PathsToCheck, 'paths'>,
): ReadPaths {
  const { loaded } = readPaths({ ...options, paths: [], allowNone: true })
  const inputs = filesOfRevision(revision, paths)
    .filter(({ file }) => !loaded.files.ignores(file))
    .map((file): LintInput => {
      const kind = options.kind ?? loaded.files.kindOf(file.file)
      return { ...file, unknown: 'skip', ...(kind !== undefined && { kind }) }
    })
  return { inputs, loaded }
}
