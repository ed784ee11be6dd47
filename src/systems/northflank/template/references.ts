import { remembered } from '../../../once.ts'
import type { Path } from '../../../position.ts'
import type { Template } from '../document.ts'
import { type Placeholder, placeholdersIn, type Reference } from './placeholder.ts'
import { isFields, type Scope, walkTemplate } from './walk.ts'

/** A text of the document with at least one placeholder. */
export interface DynamicText {
  readonly at: Path
  readonly text: string
  /** The template whose arguments and nodes it reads. */
  readonly scope: Scope
  readonly placeholders: readonly Placeholder[]
}

export interface References {
  /** In document order. */
  readonly texts: readonly DynamicText[]
  /** Every `ref` in the document: of nodes, and of triggers. */
  readonly names: ReadonlySet<string>
}

/** Every placeholder of a document, and every name that one can refer to. Searched once for each document. */
export const referencesOf = remembered(search)

interface Place {
  readonly value: unknown
  readonly scope: Scope
  readonly step?: string | number
  readonly parent?: Place
}

/** Paths are put together for texts that are found only: most values hold no placeholder. */
function search(template: Template): References {
  const { scopes } = walkTemplate(template)
  const scopeOf = new Map<unknown, Scope>(scopes.map((scope) => [scope.template, scope]))
  const texts: DynamicText[] = []
  const names = new Set<string>()
  const entered = new Set<object>()
  const [root] = scopes
  const open: Place[] = root ? [{ value: template, scope: root }] : []
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place
    if (typeof value === 'string') {
      texts.push({
        at: pathOf(place),
        text: value,
        scope: place.scope,
        placeholders: placeholdersIn(value),
      })
    } else if (typeof value === 'object' && value !== null && !entered.has(value)) {
      entered.add(value)
      const scope = scopeOf.get(value) ?? place.scope
      const keys = Array.isArray(value) ? undefined : Object.keys(value)
      // What is taken from the end comes first.
      for (let index = (keys ?? (value as readonly unknown[])).length - 1; index >= 0; index--) {
        const step = keys ? keys[index]! : index
        const item = (value as Readonly<Record<string | number, unknown>>)[step]
        if (typeof item === 'string') {
          if (step === 'ref') names.add(item)
          if (!item.includes('${')) continue
        } else if (typeof item !== 'object' || item === null) continue
        open.push({ value: item, scope, step, parent: place })
      }
    }
  }
  return { texts, names }
}

function pathOf(place: Place): Path {
  const steps: (string | number)[] = []
  for (let current: Place | undefined = place; current?.step !== undefined; current = current.parent)
    steps.push(current.step)
  return steps.reverse()
}

/** The template that a reference reads, where it is in this document. */
export const targetOf = (reference: Reference, scope: Scope): Scope | undefined =>
  reference.outer ? scope.outer : scope

/** The arguments of a template with their defaults; undefined where it has no such map. */
export function argumentsOf({ template }: Scope): Readonly<Record<string, unknown>> | undefined {
  return isFields(template.arguments) ? template.arguments : undefined
}
