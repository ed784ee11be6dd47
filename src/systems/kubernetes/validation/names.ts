/** Why a text is no name of a certain form, as the end of a sentence; undefined where it is one. */
export type NameCheck = (text: string) => string | undefined

/** Go counts bytes; what is longer than ASCII breaks the patterns anyway. */
const tooLong = (text: string, most: number) =>
  text.length > most ? `has ${text.length} characters, and ${most} are the most` : undefined

const check =
  (pattern: RegExp, words: string, most: number): NameCheck =>
  (text) =>
    pattern.test(text) ? tooLong(text, most) : words

/** apimachinery/pkg/util/validation: IsDNS1035Label. */
export const dns1035Label = check(
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  'must start with a lower-case letter, end with a letter or digit, and hold only lower-case letters, digits and dashes',
  63,
)

/** IsDNS1123Label. */
export const dns1123Label = check(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  'must hold only lower-case letters, digits and dashes, and start and end with a letter or digit',
  63,
)

/** IsDNS1123Subdomain. */
export const dns1123Subdomain = check(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  'must be a host name of lower-case letters, digits, dashes and dots',
  253,
)

/** IsQualifiedName: the key of a label, an annotation's in lower case. */
export const qualifiedName: NameCheck = (text) => {
  const parts = text.split('/')
  if (parts.length > 2) return 'holds more than one slash'
  const name = parts.at(-1) ?? ''
  const prefix = parts.length === 2 ? parts[0] : undefined
  if (prefix === '') return 'has nothing before its slash'
  if (prefix !== undefined) {
    const broken = dns1123Subdomain(prefix)
    if (broken) return `has the prefix ${JSON.stringify(prefix)}, which ${broken}`
  }
  if (name === '') return prefix === undefined ? 'is empty' : 'has nothing behind its slash'
  return (
    tooLong(name, 63) ??
    (/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)
      ? undefined
      : 'must hold only letters, digits, dashes, underscores and dots, and start and end with a letter or digit')
  )
}

/** IsValidLabelValue. */
export const labelValue = check(
  /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  'must hold only letters, digits, dashes, underscores and dots, and start and end with a letter or digit',
  63,
)

/** IsValidPortName: an IANA service name. */
export const portName: NameCheck = (text) => {
  const broken = [
    ...(text.length > 15 ? [`has ${text.length} characters, and 15 are the most`] : []),
    ...(/^[-a-z0-9]+$/.test(text) ? [] : ['may hold only lower-case letters, digits and dashes']),
    ...(/[a-z]/.test(text) ? [] : ['must hold a letter']),
    ...(text.includes('--') ? ['may not hold two dashes in a row'] : []),
    ...(/^-|-$/.test(text) ? ['may not start or end with a dash'] : []),
  ]
  return broken.length > 0 ? broken.join(' and ') : undefined
}
