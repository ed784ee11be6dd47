import { defineRule, type Problem } from '../../../rule.ts'
import { closest } from '../../../schema/words.ts'
import type { Template } from '../document.ts'
import { argumentPath, circlesOf } from '../template/arguments.ts'
import { isOpen, type Placeholder, type Reference } from '../template/placeholder.ts'
import { argumentsOf, type DynamicText, referencesOf, targetOf } from '../template/references.ts'
import { namedNode, portReference } from '../template/services.ts'
import { isTriggered, previewArguments } from '../template/triggers.ts'
import { isFields, type Scope, walkTemplate } from '../template/walk.ts'

export const unknownReference = defineRule<Template>({
  id: 'northflank/unknown-reference',
  summary: 'A placeholder that refers to something this file does not define.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Outside of function calls every reference and argument must resolve, or the dry run stops before the first
      node. A \`\${refs.NAME…}\` needs a node with that \`ref\`; an \`\${args.NAME}\` that is not in \`arguments\` can
      only come from an override, which is kept outside the file. Nothing is said of arguments in a file
      without such a map, nor of references that a trigger may define.`,
    bad: `
      apiVersion: v1.2
      arguments:
        DOMAIN: app.example.com
      spec:
        kind: DeploymentService
        ref: shop
        spec:
          name: shop
          ports:
            - name: web
              internalPort: 8080
              protocol: HTTP
              public: true
              domains: ["\${args.DOMIAN}"]`,
    good: `
      apiVersion: v1.2
      arguments:
        DOMAIN: app.example.com
      spec:
        kind: DeploymentService
        ref: shop
        spec:
          name: shop
          ports:
            - name: web
              internalPort: 8080
              protocol: HTTP
              public: true
              domains: ["\${args.DOMAIN}"]`,
  },

  *check(template) {
    const { texts, names } = referencesOf(template)
    // A name that is filled in elsewhere may be any name.
    const refs = [...names].some(isOpen) ? undefined : names
    for (const found of texts) {
      const told = new Set<string>()
      for (const placeholder of found.placeholders) {
        yield* malformed(found, placeholder)
        for (const reference of placeholder.references) {
          // A text that says the same again and again makes one mistake.
          const key = `${reference.inCall} ${found.text.slice(reference.start, reference.end)}`
          if (told.has(key)) continue
          told.add(key)
          const lack =
            reference.root === 'args'
              ? lackOfArgument(reference, found.scope)
              : lackOfRef(template, reference, found.scope, refs)
          if (lack) yield { at: found.at, span: { start: reference.start, end: reference.end }, ...lack }
        }
      }
    }
    for (const scope of walkTemplate(template).scopes) {
      for (const circle of circlesOf(scope)) {
        const way = [...circle, circle[0]!].slice(0, shownNames).join(' → ')
        yield {
          at: argumentPath({ scope, name: circle[0]! }),
          message: `The default of the argument ${circle[0]} leads back to itself (${way}), so it never gets a value.`,
        }
      }
    }
  },
})

/** Names of a circle that a message shows. */
const shownNames = 6

/** A text that begins as a placeholder does and is none. Other tools write `${…}` too: only its own roots are sure. */
function* malformed(
  { at, text }: DynamicText,
  { start, end, closed, empty }: Placeholder,
): Iterable<Problem> {
  const root = /^\$\{\s*((?:template\s*\.\s*)?(?:args|refs|fn|secrets))\b/.exec(text.slice(start, start + 80))
  if (closed && empty) {
    yield {
      at,
      span: { start, end },
      message: 'This placeholder holds nothing, so it stands for nothing; name what it stands for.',
    }
  } else if (!closed && root) {
    yield {
      at,
      span: { start, end },
      message: `This placeholder of ${root[1]} is never closed, so it stands for nothing; end it with }.`,
    }
  }
}

/** Names among which a misspelt one is looked up: every one of many would be compared with every one of many. */
const comparedNames = 200

const suggestion = (name: string, names: readonly string[]): string | undefined =>
  names.length > comparedNames ? undefined : closest(name, names)

type Lack = Pick<Problem, 'message' | 'related'>

function lackOfArgument(reference: Reference, scope: Scope): Lack | undefined {
  const [name] = reference.path
  const target = targetOf(reference, scope)
  const values = target && argumentsOf(target)
  if (reference.inCall || name === undefined || !values || Object.hasOwn(values, name)) return undefined
  if (isDefinedBeside(target, name)) return undefined
  const meant = suggestion(name, Object.keys(values))
  const advice =
    meant === undefined
      ? '; add it there, with an empty text if its value is secret.'
      : `; probably ${meant} is meant.`
  return {
    message: `args.${name} is not in the arguments of this template, so only an override outside the file can give it a value${advice}`,
  }
}

/** Arguments that come from elsewhere: overrides written into the file, and those that every preview gets. */
function isDefinedBeside({ template, outer }: Scope, name: string): boolean {
  const { argumentOverrides, richInputs } = template as Readonly<Record<string, unknown>>
  if (isFields(argumentOverrides) && Object.hasOwn(argumentOverrides, name)) return true
  const isPreview = outer !== undefined || !/\/template\b/.test(String(template.$schema))
  return richInputs !== undefined || name === 'previewId' || (isPreview && previewArguments.has(name))
}

function lackOfRef(
  template: Template,
  reference: Reference,
  scope: Scope,
  names: ReadonlySet<string> | undefined,
): Lack | undefined {
  const [name] = reference.path
  const target = targetOf(reference, scope)
  if (reference.inCall || name === undefined || !names || !target) return undefined
  if (names.has(name)) return lackOfPort(template, reference, scope, name)
  if (isTriggered(template, target)) return undefined
  const message = `refs.${name} is the ref of no node in this file`
  const named = namedNode(template, name)
  if (named) {
    return {
      message: `${message}; give the node of that name a ref.`,
      related: [{ at: [...named.at, 'spec', 'name'], message: 'a name is no ref' }],
    }
  }
  const meant = suggestion(name, [...names])
  return {
    message: `${message}${meant === undefined ? ', so the run stops here.' : `; probably ${meant} is meant.`}`,
  }
}

function lackOfPort(template: Template, reference: Reference, scope: Scope, name: string): Lack | undefined {
  const { ports, index = 0 } = portReference(template, reference, scope) ?? {}
  if (!ports || index < ports.value.length) return undefined
  const count = ports.value.length === 1 ? '1 port' : `${ports.value.length} ports`
  return { message: `refs.${name}.ports.${index} is no port: ${name} has ${count}, counted from 0.` }
}
