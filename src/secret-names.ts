import type { Witness } from './finding.ts'

/** Whether the value of a header is a secret as a rule, by its name. */
export const isSecretHeader = (name: string): boolean =>
  /^(proxy-)?authorization$|^cookie$|api-?key|token|secret|passw(or)?d/i.test(name)

/** Keys that stand before secrets, as a regular expression whatever their letters, and as one for names in camel case. */
export const secretKey =
  '[\\w.-]*(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|authorization|basic[-_]?auth|serviceaccount|service_account|[-_]key)s?\\d*'
export const camelKey = '[\\w.-]*[a-z]Keys?'
const wholeKeys = [new RegExp(`^(?:${secretKey}|cookie|key)$`, 'i'), new RegExp(`^${camelKey}$`)]

/** Whether a key stands before a secret as a rule, by its name. */
export const isSecretKey = (name: string): boolean => wholeKeys.some((known) => known.test(name))

/** A witness for people to see: values of headers that carry secrets are stars. */
export function shownWitness<T extends Witness>(witness: T): T {
  if (!('headers' in witness) || !witness.headers) return witness
  const shown = Object.entries(witness.headers).map(([name, value]) => [
    name,
    isSecretHeader(name) ? '***' : value,
  ])
  return { ...witness, headers: Object.fromEntries(shown) as Record<string, string> }
}

/** Forms in which something else fills the value in: `${X}`, `{{ x }}`, `$X`, `$(x)`, `%X%`, `@X@`, `<x>`, `__X__`. */
const filledIn =
  /\$\{[^}]*\}|\{\{.*\}\}|^\$\w+$|^\$\(.*\)$|^%\w+%$|^@\w+@$|^<[^<>]*>$|^\[[^[\]]*\]$|^__\w+__$/s

/** What stands where a value was taken out, or is still to be put in; nobody can get in with it. */
const blanked = /^(?:[*x.•_-]{2,}|redacted|masked|hidden|removed|secret removed|null|none)$/iu

/**
 * Whether a value is the secret itself. `changeme`, `password` and `example` count as written out: they are what such
 * a port is opened with first. An empty text is no secret.
 */
export function isWrittenOut(value: string): boolean {
  const text = value.trim().replace(/^(?:basic|bearer|token)\s+/i, '')
  return text !== '' && !filledIn.test(text) && !blanked.test(text)
}
