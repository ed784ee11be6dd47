import { defineRule } from '../../../rule.ts'
import type { Service } from '../document.ts'
import { type RereadScalar, rereadScalars } from '../reread.ts'
import { sexagesimal } from '../yaml-1-1.ts'

export const yaml11Value = defineRule<Service>({
  id: 'kubernetes/yaml-1.1-value',
  summary: "A plain YAML scalar that the API server's YAML reads otherwise than YAML 1.2.",
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      The API server and kubectl read YAML 1.1: \`yes\`, \`on\` and \`n\` are booleans, \`010\` is 8, \`8_080\` is 8080. Tools
      that read YAML 1.2 see a text or another number in the same file. Texts in quotes and plain decimal numbers are
      the same everywhere. Everything else here judges what the API server reads.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 0660`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 432`,
  },

  *check(_, surroundings) {
    for (const { at, key, ...scalar } of rereadScalars(surroundings))
      yield { at, key, message: words(scalar) }
    for (const { value, at, key = false } of surroundings.contestedScalars()) {
      const other = sexagesimal(value)
      if (other !== undefined)
        yield {
          at,
          key,
          severity: 'note',
          message: `${value} is a text to the API server, and ${other} to other readers of YAML 1.1, who count in sixties; write it in quotes.`,
        }
      else if (/^[-+]?0x[\da-f]+$/i.test(value))
        yield {
          at,
          key,
          severity: 'note',
          message: `${value} is the number ${Number.parseInt(value, 16)} in hexadecimal digits, which not every reader of YAML knows; write ${Number.parseInt(value, 16)}.`,
        }
    }
  },
})

function words({ written, server, usual }: Omit<RereadScalar, 'at' | 'key'>): string {
  const shown = (value: unknown) =>
    typeof value === 'string' ? `the text ${JSON.stringify(value)}` : String(value)
  const fix =
    typeof server === 'number' && typeof usual === 'number'
      ? `write ${server} or ${usual}`
      : typeof server === 'number'
        ? `write ${server}, or put it in quotes`
        : 'put it in quotes if the text is meant'
  return `${written} is ${shown(server)} to the API server's YAML and ${shown(usual)} in YAML 1.2; ${fix}.`
}
