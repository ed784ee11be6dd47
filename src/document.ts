import type { Directive } from './directives.ts'
import { kindDirectives, readDirectives } from './directives.ts'
import { UserError } from './errors.ts'
import { kindById, systems } from './registry.ts'
import {
  Lines,
  readSources,
  type Source,
  type Sources,
  type SyntaxProblem,
  unreadable,
} from './source/index.ts'
import { valueSource } from './source/value.ts'
import type { Detected, Kind } from './system.ts'

/** One text or one value to check. */
export interface Input {
  readonly file: string
  readonly text?: string
  readonly value?: unknown
  /** Why there is neither text nor value. */
  readonly problem?: string
  /** The kind of every document in it, where it is known beforehand. */
  readonly kind?: string
}

/** An object of a known kind in a document. */
export interface Recognised {
  readonly source: Source
  readonly at: Detected['at']
  readonly kind: Kind
  readonly value: unknown
}

/** What others need of an object that is not checked. */
export interface Background {
  readonly kind: string
  readonly value: unknown
}

/** One input, read and recognised. */
export interface ReadInput {
  readonly file: string
  /** Absent where a value was given and not a text. */
  readonly lines?: Lines
  readonly sources: readonly Source[]
  readonly objects: readonly Recognised[]
  readonly background: readonly Background[]
  /** Documents with content in which nothing was recognised. */
  readonly unknown: readonly Source[]
  readonly directives: readonly Directive[]
  readonly problems: readonly { readonly source: Source; readonly problem: SyntaxProblem }[]
  readonly namedKind?: string
}

/** Reads an input and finds the objects in it. Throws a UserError on a kind that does not exist. */
export function readInput(input: Input): ReadInput {
  const named = input.kind === undefined ? undefined : requireKind(input.kind)
  const lines = input.value === undefined ? new Lines(input.text ?? '') : undefined
  const sources = sourcesOf(input)
  const directives = lines ? readDirectives(lines.text, sources, lines) : { list: [] }
  const namedByComment = kindDirectives(sources, directives.list)
  const objects: Recognised[] = []
  const background: Background[] = []
  const unknown: Source[] = []
  const problems: { source: Source; problem: SyntaxProblem }[] = []
  if (directives.problem) problems.push({ source: sources[0], problem: directives.problem })
  for (const source of sources) {
    const comment = namedByComment.get(source)
    const found =
      source.value === undefined ? [] : recognise(source, named, comment, { problems, background })
    for (const object of found) objects.push(object)
    if (found.length === 0 && (source.value !== undefined || source.template)) unknown.push(source)
    for (const problem of source.problems) {
      if (!problem.lenient || found.length > 0) problems.push({ source, problem })
    }
  }
  return {
    file: input.file,
    sources,
    objects,
    background,
    unknown,
    directives: directives.list,
    problems,
    ...(lines && { lines }),
    ...(named && { namedKind: named.id }),
  }
}

function sourcesOf({ file, text, value, problem }: Input): Sources {
  if (problem !== undefined) return [unreadable('', { start: 0, end: 0, message: problem })]
  return text === undefined ? [valueSource(value)] : readSources(text, file)
}

export function requireKind(id: string): Kind {
  const kind = kindById(id)
  if (!kind) throw new UserError(`"${id}" is no kind; "portcullis kinds" lists them.`)
  return kind
}

function recognise(
  source: Source,
  named: Kind | undefined,
  comment: { readonly kind: string; readonly directive: Directive } | undefined,
  found: {
    readonly problems: { source: Source; problem: SyntaxProblem }[]
    readonly background: Background[]
  },
): Recognised[] {
  const whole = (kind: Kind): Recognised[] => [{ source, at: [], kind, value: source.value }]
  if (named) return whole(named)
  if (comment) {
    const kind = kindById(comment.kind)
    if (kind) return whole(kind)
    const { start, end } = comment.directive
    found.problems.push({
      source,
      problem: {
        start,
        end,
        message: `${JSON.stringify(comment.kind)} is no kind of document; "portcullis kinds" lists them.`,
      },
    })
  }
  // A list of Kubernetes holds objects of several systems, and one Ingress may be read by two controllers.
  const detected = systems.flatMap((system) => system.detect(source.value))
  return detected.flatMap(({ kind, at, background }): Recognised[] => {
    if (!background) return [{ source, at, kind: requireKind(kind), value: valueAt(source.value, at) }]
    found.background.push({ kind, value: background })
    return []
  })
}

function valueAt(value: unknown, at: Detected['at']): unknown {
  return at.reduce<unknown>((parent, step) => (parent as Record<string | number, unknown>)[step], value)
}
