import { replace } from '../../../prune.ts'
import type { Template } from '../document.ts'
import { argumentsIn, defaultOf } from './arguments.ts'
import { isOpen } from './placeholder.ts'
import { type DynamicText, referencesOf } from './references.ts'

/** Keys below which ports and policies stand; what is filled in elsewhere in a template bears on no claim. */
const relevant: ReadonlySet<string | number> = new Set(['ports', 'ipPolicies'])

/**
 * The template once its arguments have their defaults; undefined where that changes nothing of its ports and policies.
 * Overrides live outside the file, so what holds of it holds with the defaults and no further. Calls of functions and
 * arguments whose defaults are made of others stay as they are.
 */
export function withDefaults(template: Template): Template | undefined {
  const folded = referencesOf(template).texts.flatMap((text) => {
    if (!text.at.some((step) => relevant.has(step))) return []
    const value = foldedValue(text)
    return value === undefined ? [] : [{ at: text.at, value }]
  })
  return folded.length === 0 ? undefined : (replace(template, folded) as Template)
}

/** What a text becomes; undefined where a part of it stays open. A text that is a placeholder as a whole takes any value. */
function foldedValue({ text, scope, placeholders }: DynamicText): unknown {
  const parts = placeholders.map(({ start, end, references: [reference, another] }) => {
    const inner = text.slice(start + 2, end - 1).trim()
    const plain = reference && !another && reference.end - reference.start === inner.length
    const [argument] = plain ? argumentsIn(text.slice(start, end), scope) : []
    const value = argument && reference?.path.length === 1 ? defaultOf(argument) : undefined
    return { start, end, value }
  })
  if (parts.some(({ value }) => value === undefined || isOpen(value))) return undefined
  const [first] = parts
  if (first && parts.length === 1 && first.start === 0 && first.end === text.length) return first.value
  if (parts.some(({ value }) => typeof value === 'object')) return undefined
  let at = 0
  let made = ''
  for (const { start, end, value } of parts) {
    made += text.slice(at, start) + String(value)
    at = end
  }
  return made + text.slice(at)
}
