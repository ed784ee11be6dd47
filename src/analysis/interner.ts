import type { AddressSet } from './address-set.ts'
import type { Atom, Condition } from './formula.ts'
import { fold } from './formula.ts'
import { textKey } from './text-language.ts'

/** A part of an interned formula; parts are numbers of nodes that come before it. */
export type Node =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly number[] }
  | { readonly kind: 'not'; readonly part: number }

const setKeys = new WeakMap<AddressSet, string>()

function setKey(set: AddressSet): string {
  let key = setKeys.get(set)
  if (key === undefined) {
    key = set.toBlocks().join()
    setKeys.set(set, key)
  }
  return key
}

/** Equal keys: the same statement. Labels and reasons are words for people and do not count. */
export function atomKey(atom: Atom): string {
  switch (atom.kind) {
    case 'source':
      return `source ${setKey(atom.set)}`
    case 'number':
      return `${atom.attribute} ${atom.ranges.map(({ first, last }) => `${first}-${last}`).join()}`
    case 'text':
      return `text ${JSON.stringify(atom.attribute)} ${textKey(atom.language)}`
    case 'member': {
      const quantity = atom.only ? 'only' : 'some'
      return `${quantity} ${JSON.stringify(atom.attribute)} ${textKey(atom.language)}`
    }
    case 'signed-in':
      return 'signed-in'
    default:
      return `${atom.kind} ${atom.name}`
  }
}

/**
 * Gives conditions numbers: equal ones to conditions that are equal but for the order and repetition of parts.
 * The nodes of a condition come before it, so that a walk over `nodes` works it out from its atoms up.
 */
export class Interner {
  readonly nodes: Node[] = []
  private readonly known = new Map<string, number>()

  idOf(condition: Condition): number {
    return fold<number>(
      condition,
      (atom) => this.intern(atomKey(atom), { kind: 'atom', atom }),
      ({ kind }, parts) => {
        if (kind === 'not') return this.intern(`not ${parts[0]}`, { kind, part: parts[0]! })
        // Parts that differ as objects may be one as numbers. The node keeps the order in which they were written.
        const unique = [...new Set(parts)]
        if (unique.length === 1) return unique[0]!
        return this.intern(`${kind} ${unique.toSorted((a, b) => a - b).join()}`, { kind, parts: unique })
      },
    )
  }

  private intern(key: string, node: Node): number {
    let id = this.known.get(key)
    if (id === undefined) {
      id = this.nodes.push(node) - 1
      this.known.set(key, id)
    }
    return id
  }
}
