import { requireKind } from '../document.ts'
import { UserError } from '../errors.ts'
import { kinds, ruleById, rules } from '../registry.ts'
import { rulePlainText } from '../reporters/rule-docs.ts'
import { print } from './streams.ts'

/** The rules in a table, or one rule in full. */
export function printRules(id: string | undefined): number {
  if (id === undefined) {
    const width = Math.max(...rules().map((rule) => rule.id.length))
    const lines = rules().map((rule) => {
      const severity = `${rule.severity}${rule.strict ? ' (strict)' : ''}`
      return `${rule.id.padEnd(width)}  ${severity.padEnd(13)}  ${rule.category.padEnd(8)}  ${rule.summary}\n`
    })
    print(lines.join(''))
    return 0
  }
  const rule = ruleById(id)
  if (!rule) throw new UserError(`"${id}" is no rule; "portcullis rules" lists them.`)
  print(`${rule.id}: ${rule.summary}\n\n${rulePlainText(rule)}`)
  return 0
}

/** The kinds that have a schema, or one schema as JSON. */
export function printSchema(id: string | undefined): number {
  if (id === undefined) return printKinds()
  print(`${JSON.stringify(requireKind(id).validator.schema(), null, 2)}\n`)
  return 0
}

export function printKinds(): number {
  const width = Math.max(...kinds().map(({ id }) => id.length))
  print(
    kinds()
      .map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`)
      .join(''),
  )
  return 0
}
