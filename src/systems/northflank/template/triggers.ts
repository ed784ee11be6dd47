import type { Template } from '../document.ts'
import { referencesOf } from './references.ts'
import { type Scope, walkTemplate } from './walk.ts'

/**
 * Arguments that the platform gives to every preview environment.
 * Source: https://northflank.com/docs/v1/application/release/set-up-a-preview-environment
 */
export const previewArguments: ReadonlySet<string> = new Set(['previewId', 'name', 'pullRequestId'])

/** Kinds of nodes that only release flows, previews and workflows have. */
const triggeredKinds: ReadonlySet<string> = new Set(['BuildSource', 'Release', 'RunTemplate'])

const known = new WeakMap<Template, boolean>()

/**
 * Whether triggers may define names for `refs`: they start release flows, previews and workflows, and may be kept
 * outside the file. A template proper has none. Found out once for each document.
 */
export function isTriggered(template: Template, scope: Scope): boolean {
  if (scope.outer) return true
  const triggered = known.get(template) ?? findTriggers(template, scope)
  known.set(template, triggered)
  return triggered
}

function findTriggers(template: Template, scope: Scope): boolean {
  const { $schema } = template
  if (typeof $schema === 'string' && /\/(release-flow|preview-env)\b/.test($schema)) return true
  if (Object.hasOwn(template, 'triggers')) return true
  if (walkTemplate(template).nodes.some(({ kind = '' }) => triggeredKinds.has(kind))) return true
  return readsPreview(template, scope)
}

/** Whether the template reads an argument that only previews get, and does not define it. */
function readsPreview(template: Template, scope: Scope): boolean {
  const values = scope.template.arguments ?? {}
  return (
    !Object.hasOwn(values, 'previewId') &&
    referencesOf(template).texts.some(
      (text) =>
        text.scope === scope &&
        text.placeholders.some(({ references }) =>
          references.some(({ root, path }) => root === 'args' && path[0] === 'previewId'),
        ),
    )
  )
}
