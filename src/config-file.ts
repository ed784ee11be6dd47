import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { checkConfig, configProblems, type FileRules, fileRules } from './config.ts'
import { UserError } from './errors.ts'
import { readText } from './files.ts'
import type { Config } from './settings.ts'
import { Lines, readSources } from './source/index.ts'

/** A configuration, and what it says of files as they are named on the command line. */
export interface LoadedConfig {
  readonly config: Config
  readonly files: FileRules
}

export const noConfig: LoadedConfig = { config: {}, files: fileRules({}) }

const names = ['portcullis.config.yaml', 'portcullis.config.json']

/** The nearest configuration file in `folder` or above it. */
export function findConfig(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const found = names.map((name) => join(current, name)).find((file) => existsSync(file))
    if (found || dirname(current) === current) return found
  }
}

/** Reads a configuration file. Throws a UserError that names the first thing wrong with it, and where. */
export function loadConfig(file: string): LoadedConfig {
  const read = readText(file)
  if ('problem' in read) throw new UserError(`${file}: ${read.problem}`)
  return parseConfig(read.text, file)
}

/** The nearest configuration in `folder` or above it, as `textOf` has it; none where it has none. */
export function loadNearest(folder: string, textOf: (file: string) => string | undefined): LoadedConfig {
  // Above the root of a repository nothing is found.
  const levels = resolve(folder).split(/[\\/]/).length
  for (let level = 0, current = folder; level < levels; level++, current = join(current, '..')) {
    for (const name of names) {
      const file = join(current, name)
      const text = textOf(file)
      if (text !== undefined) return parseConfig(text, file)
    }
  }
  return noConfig
}

/** Reads the text of a configuration file. Throws a UserError that names the first thing wrong with it, and where. */
function parseConfig(text: string, file: string): LoadedConfig {
  const config = readConfig(text, file)
  const rules = fileRules(config)
  const folder = dirname(resolve(file))
  const nameOf = (name: string) => relative(folder, resolve(name)).replaceAll('\\', '/')
  return {
    config,
    files: { kindOf: (name) => rules.kindOf(nameOf(name)), ignores: (name) => rules.ignores(nameOf(name)) },
  }
}

function readConfig(text: string, file: string): Config {
  const [source, second] = readSources(text, file)
  const lines = new Lines(text)
  const refusal = (message: string, start: number) => {
    const { line, column } = lines.position(start)
    return new UserError(`${file}:${line}:${column}: ${message}`)
  }
  const [syntax] = source.problems
  if (syntax) throw refusal(syntax.message, syntax.start)
  if (second) throw refusal('A configuration is one document, and this is a second one.', second.extent.start)
  const value = source.value ?? {}
  const [problem] = configProblems(value)
  if (problem) throw refusal(problem.message, source.locate(problem).start)
  try {
    return checkConfig(value)
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${file}: ${error.message}`) : error
  }
}
