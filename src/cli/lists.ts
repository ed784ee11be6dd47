import { requireKind } from '../document.ts'
import { UserError } from '../errors.ts'
import { kinds, ruleById, rules } from '../registry.ts'
import { rulePlainText } from '../reporters/rule-docs.ts'

const write = (text: string) => process.stdout.write(text)

/** The rules in a table, or one rule in full. */
export function printRules(id: string | undefined): number {
  if (id === undefined) {
    const width = Math.max(...rules().map((rule) => rule.id.length))
    for (const rule of rules()) {
      const severity = `${rule.severity}${rule.strict ? ' (strict)' : ''}`
      write(`${rule.id.padEnd(width)}  ${severity.padEnd(13)}  ${rule.category.padEnd(8)}  ${rule.summary}\n`)
    }
    return 0
  }
  const rule = ruleById(id)
  if (!rule) throw new UserError(`"${id}" is no rule; "portcullis rules" lists them.`)
  write(`${rule.id}: ${rule.summary}\n\n${rulePlainText(rule)}`)
  return 0
}

/** The kinds that have a schema, or one schema as JSON. */
export function printSchema(id: string | undefined): number {
  if (id === undefined) return printKinds()
  write(`${JSON.stringify(requireKind(id).validator.schema(), null, 2)}\n`)
  return 0
}

export function printKinds(): number {
  const width = Math.max(...kinds().map(({ id }) => id.length))
  for (const { id, title } of kinds()) write(`${id.padEnd(width)}  ${title}\n`)
  return 0
}
