import type { Pattern } from './model.ts'
import { isSecretHeader } from './secret-names.ts'

/** Whether a pattern tells of a secret: it is matched with a header that carries one. */
export const hasSecretText = ({ attribute }: Pick<Pattern, 'attribute'>): boolean =>
  attribute.startsWith('header/') && isSecretHeader(attribute.slice('header/'.length))

/** A pattern as it may be shown: the part of it that something is said of, with as much of its surroundings as is readable. */
export function shownPattern(
  { value, attribute }: Pick<Pattern, 'value' | 'attribute'>,
  { offset, length }: { readonly offset: number; readonly length: number },
): string {
  if (hasSecretText({ attribute })) return 'This pattern'
  const room = 40
  if (value.length <= 2 * room) return value
  const start = Math.max(0, offset - room)
  const end = Math.min(value.length, offset + Math.min(length, room) + room)
  return `${start > 0 ? '…' : ''}${value.slice(start, end)}${end < value.length ? '…' : ''}`
}
