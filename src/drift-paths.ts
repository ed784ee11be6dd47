import { resolve } from 'node:path'
import { type PathsToCheck, readPaths } from './check-paths.ts'
import type { Input } from './document.ts'
import { lintDrift } from './drift-run.ts'
import { UserError } from './errors.ts'
import { readText } from './files.ts'
import type { Outcome } from './lint.ts'

/** What declares, and what it is compared with. */
export interface PathsToCompare extends PathsToCheck {
  /** Files, or `-` for standard input. */
  readonly observed: readonly string[]
  /** The one host that is compared, by any of its names; all where absent. */
  readonly host?: string
  /** Sockets of clients, as `68/UDP`. */
  readonly ignored: ReadonlySet<string>
}

/** Finds, reads and compares. Throws a UserError where the run itself cannot be made. */
export function driftPaths(wanted: PathsToCompare): Outcome {
  const { paths, observed, stdinFilename, host, ignored, rules, only } = wanted
  const twice = observed.find((file, index) => observed.indexOf(file) !== index)
  if (twice !== undefined) throw new UserError(`The inventory ${twice} is named twice.`)
  if (paths.includes('-') && observed.includes('-'))
    throw new UserError('Standard input is either what declares or an inventory, and not both.')
  const { inputs, loaded } = readPaths(wanted)
  const inventories = observed.map((path): Input => {
    const file = path === '-' ? (stdinFilename ?? '<stdin>') : path
    const kind = loaded.files.kindOf(file)
    return { file, ...readText(path === '-' ? 0 : path), ...(kind !== undefined && { kind }) }
  })
  // A folder may hold the inventories as well.
  const names = new Set(observed.map((path) => resolve(path)))
  const declared = inputs.filter(({ file }) => !names.has(resolve(file)))
  return lintDrift(declared, inventories, {
    config: loaded.config,
    ignored,
    ...(host !== undefined && { host }),
    ...(rules && { rules }),
    ...(only && { only }),
  })
}
