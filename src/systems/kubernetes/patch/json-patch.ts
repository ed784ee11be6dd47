import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'

/** One operation of a JSON Patch; what broke the schema is absent. */
export interface Operation {
  readonly op?: string
  readonly path?: string
  readonly from?: string
  readonly value?: unknown
}

/** What a patch makes of a value, or the place in the patch at which it fails. */
export type Patched = { readonly value: unknown } | { readonly at: Path; readonly message: string }

/** Applies a JSON Patch (RFC 6902) to a value, which stays as it is. */
export function applyJsonPatch(value: unknown, operations: readonly (Operation | undefined)[]): Patched {
  let current = value
  for (const [index, operation] of operations.entries()) {
    const outcome = apply(current, operation ?? {})
    if (typeof outcome === 'string') return { at: [index, 'path'], message: outcome }
    current = outcome.value
  }
  return { value: current }
}

type Outcome = { readonly value: unknown } | string

function apply(root: unknown, { op, path = '', from = '', value }: Operation): Outcome {
  switch (op) {
    case 'add':
      return change(root, stepsOf(path), path, (parent, key) => add(parent, key, value))
    case 'replace':
      return change(root, stepsOf(path), path, (parent, key) =>
        has(parent, key) ? put(parent, key, value) : undefined,
      )
    case 'remove':
      return change(root, stepsOf(path), path, (parent, key) =>
        has(parent, key) ? without(parent, key) : undefined,
      )
    case 'test': {
      const found = read(root, stepsOf(path))
      return found && equal(found.value, value)
        ? { value: root }
        : `The test of ${path} fails, so nothing of the patch is done`
    }
    case 'copy':
    case 'move': {
      const found = read(root, stepsOf(from))
      if (!found) return `${from} is not there, so nothing can be taken from it`
      const left = op === 'move' ? apply(root, { op: 'remove', path: from }) : { value: root }
      return typeof left === 'string' ? left : apply(left.value, { op: 'add', path, value: found.value })
    }
    default:
      return `${JSON.stringify(op ?? '')} is no operation`
  }
}

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

type Container = Readonly<Record<string, unknown>> | readonly unknown[]

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isMap(value)

/** The index that a step stands for; -1 for none. */
const indexOf = (list: readonly unknown[], step: string) =>
  /^(0|[1-9]\d*)$/.test(step) && Number(step) < list.length ? Number(step) : -1

const has = (parent: Container, key: string) =>
  Array.isArray(parent) ? indexOf(parent, key) >= 0 : Object.hasOwn(parent, key)

function read(root: unknown, steps: readonly string[]): { readonly value: unknown } | undefined {
  let value = root
  for (const step of steps) {
    if (!isContainer(value) || !has(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return { value }
}

function change(
  root: unknown,
  steps: readonly string[],
  path: string,
  make: (parent: Container, key: string) => Container | undefined,
): Outcome {
  const key = steps.at(-1)
  if (key === undefined) return 'A patch of the object as a whole is refused; name what changes'
  const chain: Container[] = []
  let value = root
  for (const step of steps.slice(0, -1)) {
    if (!isContainer(value) || !has(value, step))
      return `${path} leads nowhere: ${JSON.stringify(step)} is not there`
    chain.push(value)
    value = (value as Record<string, unknown>)[step]
  }
  const made = isContainer(value) ? make(value, key) : undefined
  if (!made) return `${path} leads nowhere: ${JSON.stringify(key)} is not there`
  return {
    value: chain.reduceRight<unknown>((child, parent, depth) => put(parent, steps[depth]!, child), made),
  }
}

function put(parent: Container, key: string, value: unknown): Container {
  if (Array.isArray(parent)) return (parent as readonly unknown[]).with(indexOf(parent, key), value)
  return Object.fromEntries([...Object.entries(parent).filter(([name]) => name !== key), [key, value]])
}

function add(parent: Container, key: string, value: unknown): Container | undefined {
  if (!Array.isArray(parent)) return put(parent, key, value)
  const list = parent as readonly unknown[]
  const index = key === '-' || key === String(list.length) ? list.length : indexOf(list, key)
  return index < 0 ? undefined : list.toSpliced(index, 0, value)
}

function without(parent: Container, key: string): Container {
  if (Array.isArray(parent)) return (parent as readonly unknown[]).toSpliced(indexOf(parent, key), 1)
  return Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key))
}

/** Whether two values are the same as JSON; the order of keys does not matter. */
function equal(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) =>
    JSON.stringify(value, (_, item: unknown) =>
      isMap(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
    )
  return sorted(one) === sorted(other)
}
