import type { Path } from '../../../position.ts'
import { isOpen, placeholdersIn } from './placeholder.ts'
import { argumentsOf, targetOf } from './references.ts'
import type { Scope } from './walk.ts'

/** An argument, and the template that has it. */
export interface Argument {
  readonly scope: Scope
  readonly name: string
}

export const argumentPath = ({ scope, name }: Argument): Path => [...scope.at, 'arguments', name]

/** What an argument is without an override; undefined where the file gives it no default. */
export function defaultOf({ scope, name }: Argument): unknown {
  const values = argumentsOf(scope)
  return values && Object.hasOwn(values, name) ? values[name] : undefined
}

/** The arguments that a value reads, calls of functions included. */
export function argumentsIn(value: unknown, scope: Scope): Argument[] {
  if (typeof value !== 'string') return []
  return placeholdersIn(value).flatMap(({ references }) =>
    references.flatMap((reference) => {
      const [name] = reference.path
      const target = targetOf(reference, scope)
      return reference.root === 'args' && name !== undefined && target ? [{ scope: target, name }] : []
    }),
  )
}

/**
 * The arguments whose defaults are written out, out of which a value is made: by way of other arguments too, each
 * once. Ends where arguments refer to one another in a circle.
 */
export function writtenOut(value: unknown, scope: Scope): Argument[] {
  const found: Argument[] = []
  const seen = new Map<Scope, Set<string>>()
  const open = argumentsIn(value, scope)
  for (let argument = open.pop(); argument; argument = open.pop()) {
    const names = seen.get(argument.scope) ?? new Set()
    seen.set(argument.scope, names)
    if (names.has(argument.name)) continue
    names.add(argument.name)
    const text = defaultOf(argument)
    if (isOpen(text)) open.push(...argumentsIn(text, argument.scope))
    else if ((typeof text === 'string' && text.trim() !== '') || typeof text === 'number')
      found.push(argument)
  }
  return found
}

/**
 * Names of arguments whose defaults lead back to themselves, each circle once, in the order of the map. Calls of
 * functions do not count: in them a value that is not there is allowed.
 */
export function circlesOf(scope: Scope): string[][] {
  const circles: string[][] = []
  const done = new Set<string>()
  for (const start of Object.keys(argumentsOf(scope) ?? {})) {
    if (done.has(start)) continue
    const way: string[] = []
    const position = new Map<string, number>()
    const open: { name: string; leave: boolean }[] = [{ name: start, leave: false }]
    for (let step = open.pop(); step; step = open.pop()) {
      const { name, leave } = step
      if (leave) {
        position.delete(name)
        way.pop()
        done.add(name)
        continue
      }
      const back = position.get(name)
      if (back !== undefined) {
        circles.push(way.slice(back))
        continue
      }
      if (done.has(name)) continue
      position.set(name, way.length)
      way.push(name)
      open.push({ name, leave: true })
      for (const next of plainArguments(defaultOf({ scope, name })).reverse())
        open.push({ name: next, leave: false })
    }
  }
  return circles
}

function plainArguments(text: unknown): string[] {
  if (typeof text !== 'string') return []
  return placeholdersIn(text).flatMap(({ references }) =>
    references.flatMap(({ root, outer, inCall, path: [name] }) =>
      root === 'args' && !outer && !inCall && name !== undefined ? [name] : [],
    ),
  )
}
