import { findConfig, type LoadedConfig, loadConfig, noConfig } from './config-file.ts'
import { requireKind } from './document.ts'
import { UserError } from './errors.ts'
import { findFiles, readText } from './files.ts'
import { type LintInput, lint, type Outcome } from './lint.ts'
import type { RuleSetting, UnknownPolicy } from './settings.ts'

/** What to check, and how. */
export interface PathsToCheck {
  /** Files, folders, or `-` for standard input. */
  readonly paths: readonly string[]
  readonly kind?: string
  /** The name that standard input goes by. */
  readonly stdinFilename?: string
  /** A configuration file, false for none at all, true for the nearest one; or one that is read already. */
  readonly config: string | boolean | LoadedConfig
  /** Where the search for the nearest configuration starts. */
  readonly folder: string
  readonly unknown?: UnknownPolicy
  readonly rules?: Readonly<Record<string, RuleSetting>>
  readonly only?: readonly string[]
  /** Each file by itself. */
  readonly separately?: boolean
  /** That nothing is found is no mistake. */
  readonly allowNone?: boolean
}

/** Files to read, and what the configuration says of them. */
export interface ReadPaths {
  readonly inputs: readonly LintInput[]
  readonly loaded: LoadedConfig
}

/** Finds and reads files. Throws a UserError where the run itself cannot be made. */
export function readPaths(wanted: PathsToCheck): ReadPaths {
  if (wanted.kind !== undefined) requireKind(wanted.kind)
  const loaded = configOf(wanted)
  return { inputs: inputsOf(wanted, loaded), loaded }
}

/** Finds, reads and checks. Throws a UserError where the run itself cannot be made. */
export function checkPaths(wanted: PathsToCheck): Outcome {
  return checkRead(readPaths(wanted), wanted)
}

/** Checks what is read already. */
export function checkRead(
  { inputs, loaded }: ReadPaths,
  { rules, only, separately }: Pick<PathsToCheck, 'rules' | 'only' | 'separately'> = {},
): Outcome {
  return lint(inputs, {
    config: loaded.config,
    ...(rules && { rules }),
    ...(only && { only }),
    ...(separately && { separately: true }),
  })
}

function configOf({ config, folder }: PathsToCheck): LoadedConfig {
  if (typeof config === 'object') return config
  if (config === false) return noConfig
  const file = config === true ? findConfig(folder) : config
  return file === undefined ? noConfig : loadConfig(file)
}

function inputsOf(wanted: PathsToCheck, { files }: LoadedConfig): LintInput[] {
  const { paths } = wanted
  const found = findFiles(paths.filter((path) => path !== '-'))
  const piped = paths.includes('-')
  const pipedName = wanted.stdinFilename ?? '<stdin>'
  if (found.length === 0 && !piped && !wanted.allowNone)
    throw new UserError(`No YAML or JSON file is found in ${paths.join(', ')}.`)
  return [
    ...found
      .filter(({ file }) => !files.ignores(file))
      .map(({ path, file, named }) => input(path, file, named)),
    ...(piped && !files.ignores(pipedName) ? [input(0, pipedName, true)] : []),
  ]

  function input(from: string | Buffer | 0, file: string, named: boolean): LintInput {
    const kind = wanted.kind ?? files.kindOf(file)
    const unknown = wanted.unknown ?? (kind !== undefined ? 'error' : named ? 'warn' : 'skip')
    return { file, unknown, ...readText(from, file), ...(kind !== undefined && { kind }) }
  }
}
