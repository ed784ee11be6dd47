import { remembered } from '../../once.ts'
import type { Path } from '../../position.ts'
import type { Surroundings } from '../../rule.ts'
import { isMap } from '../../schema/json-schema.ts'
import { unreadFields } from './fields.ts'
import { releaseOf } from './release.ts'
import { readByServer, readByYaml12, type ScalarValue } from './yaml-1-1.ts'

/** A plain scalar that the server reads otherwise than YAML 1.2 does. */
export interface RereadScalar {
  readonly at: Path
  readonly key: boolean
  readonly written: string
  readonly server: ScalarValue
  readonly usual: ScalarValue
}

/** The plain scalars of an object that the server's YAML reads otherwise; none of JSON. */
export const rereadScalars = remembered((surroundings: Surroundings): readonly RereadScalar[] => {
  const release = releaseOf(surroundings.platforms)
  return surroundings.contestedScalars().flatMap(({ value: written, at, key = false }) => {
    const server = readByServer(written, release)
    const usual = readByYaml12(written)
    return Object.is(server, usual) ? [] : [{ at, key, written, server, usual }]
  })
})

/**
 * A Service as the server of a release decodes it: its own YAML, null as absent, and fields of other releases dropped.
 * Keys and places stay what they are.
 */
export function readAsServer(value: unknown, surroundings: Surroundings): unknown {
  if (!isMap(value)) return value
  const edits: Edit[] = [
    ...rereadScalars(surroundings).flatMap(({ at, key, server }) => (key ? [] : [{ at, value: server }])),
    ...nulls(value),
    ...unreadFields(value, releaseOf(surroundings.platforms)).map(({ at }) => ({ at })),
  ]
  return edits.length === 0 ? value : edit(value, edits)
}

/** Any other object as the server's YAML reads it. */
export function readYamlAsServer(value: unknown, surroundings: Surroundings): unknown {
  if (typeof value !== 'object' || value === null) return value
  const edits = rereadScalars(surroundings).flatMap(({ at, key, server }) =>
    key ? [] : [{ at, value: server }],
  )
  return edits.length === 0 ? value : edit(value, edits)
}

/** A new value for a place; none takes the place away. */
interface Edit {
  readonly at: Path
  readonly value?: unknown
}

const stringMaps = ['/metadata/labels', '/metadata/annotations', '/spec/selector']

/** Null stands for the zero value of its type: nothing in an object, an empty text in a map of texts. */
function nulls(root: Readonly<Record<string, unknown>>): Edit[] {
  const edits: Edit[] = []
  const seen = new Set<unknown>()
  const open: { at: Path; value: object }[] = [{ at: [], value: root }]
  for (let step = open.pop(); step; step = open.pop()) {
    const { at, value } = step
    if (seen.has(value)) continue
    seen.add(value)
    const isList = Array.isArray(value)
    // Stored as it came: what it holds is not decoded.
    if (at.at(-1) === 'fieldsV1') continue
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      if (typeof child !== 'object') continue
      const inner = [...at, isList ? Number(key) : key]
      if (child !== null) open.push({ at: inner, value: child })
      else if (stringMaps.includes(`/${at.join('/')}`)) edits.push({ at: inner, value: '' })
      else if (!isList) edits.push({ at: inner })
      else if (at[0] === 'status') edits.push({ at: inner, value: {} })
    }
  }
  return edits
}

function edit(root: unknown, edits: readonly Edit[]): unknown {
  const copy = new Map<object, object>()
  const copied = (value: object): object => {
    const known = copy.get(value)
    if (known) return known
    const made = Array.isArray(value) ? [...(value as unknown[])] : Object.fromEntries(Object.entries(value))
    copy.set(value, made)
    copy.set(made, made)
    return made
  }
  const top = copied(root as object)
  for (const change of edits) {
    let parent: Record<string | number, unknown> | undefined = top as Record<string | number, unknown>
    for (const step of change.at.slice(0, -1)) {
      const child: unknown = parent && Object.hasOwn(parent, step) ? parent[step] : undefined
      if (!parent || typeof child !== 'object' || child === null) {
        parent = undefined
        break
      }
      const made = copied(child) as Record<string | number, unknown>
      set(parent, step, made)
      parent = made
    }
    const last = change.at.at(-1)
    if (!parent || last === undefined) continue
    if ('value' in change) set(parent, last, change.value)
    else Reflect.deleteProperty(parent, last)
  }
  return top
}

/** Also for a key such as `__proto__`, which an assignment would not add. */
function set(target: object, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}
