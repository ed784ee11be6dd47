import { EmbeddedTexts } from './embedded.ts'
import { maxNesting } from './limits.ts'
import type { Source, SyntaxProblem } from './source.ts'
import { readYaml } from './yaml.ts'

/** A value that was given as such: it has paths, and no places in a text. */
export function valueSource(value: unknown): Source {
  const extent = { start: 0, end: 0 }
  const problem = valueProblem(value)
  return {
    index: 0,
    value: problem ? undefined : (value ?? undefined),
    extent,
    problems: problem ? [problem] : [],
    plainScalars: () => [],
    contestedScalars: () => [],
    embedded: (at) => {
      const text = valueAt(value, at)
      if (typeof text !== 'string') return undefined
      return new EmbeddedTexts((part) => readYaml(part)[0]).embedded({ text, place: () => extent })
    },
    locate: ({ at }) => ({ at: existing(value, at), ...extent }),
    isText: () => false,
  }
}

/** What keeps a value from being a document: text cannot hold a cycle, and nesting has a limit. */
function valueProblem(value: unknown): SyntaxProblem | undefined {
  const message = trouble(value)
  return message ? { start: 0, end: 0, message } : undefined
}

function trouble(root: unknown): string | undefined {
  const open = new Set<unknown>()
  const done = new Set<unknown>()
  const visit = (value: unknown): string | undefined => {
    if (value === null || typeof value !== 'object' || done.has(value)) return undefined
    if (open.has(value)) return 'The value contains itself, so the document never ends.'
    if (open.size >= maxNesting) {
      return `Lists and maps are nested more than ${maxNesting} levels deep, which is beyond the limit; flatten them.`
    }
    open.add(value)
    for (const child of Object.values(value)) {
      const found = visit(child)
      if (found) return found
    }
    open.delete(value)
    done.add(value)
    return undefined
  }
  return visit(root)
}

function valueAt(value: unknown, at: readonly (string | number)[]): unknown {
  return existing(value, at).length < at.length
    ? undefined
    : at.reduce<unknown>((parent, step) => (parent as Record<string | number, unknown>)[step], value)
}

function existing(value: unknown, at: readonly (string | number)[]): readonly (string | number)[] {
  let current = value
  for (const [depth, step] of at.entries()) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, step))
      return at.slice(0, depth)
    current = (current as Record<string | number, unknown>)[step]
  }
  return at
}
