import picomatch from 'picomatch'
import { requireKind } from './document.ts'
import { UserError } from './errors.ts'
import { type SchemaProblem, schemaProblems } from './schema.ts'
import type { Config } from './settings.ts'
import { validatorOf } from './validator.ts'

const validator = validatorOf('config')

/** What is wrong with a configuration, by its published schema. */
export function configProblems(value: unknown): readonly SchemaProblem[] {
  return schemaProblems(validator, value)
}

/** Checks a configuration that was given as a value. Throws a UserError that says what is wrong first. */
export function checkConfig(config: unknown): Config {
  const [problem] = configProblems(config)
  if (problem) throw new UserError(`The configuration is wrong: ${problem.message}`)
  const checked = config as Config
  for (const { kind } of checked.files ?? []) requireKind(kind)
  return checked
}

/** What a configuration says of files, by their names relative to its folder. */
export interface FileRules {
  kindOf(name: string): string | undefined
  ignores(name: string): boolean
}

/** The globs of a configuration, ready to be asked. */
export function fileRules({ files = [], ignore = [] }: Config): FileRules {
  const matcher = (glob: string) => picomatch(glob, { dot: true })
  const kinds = files.map(({ match, kind }) => ({ matches: matcher(match), kind }))
  const ignored = ignore.map(matcher)
  return {
    kindOf: (name) => kinds.find(({ matches }) => matches(name))?.kind,
    ignores: (name) => ignored.some((matches) => matches(name)),
  }
}
