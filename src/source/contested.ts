/**
 * Whether a plain scalar may be something else to a reader of another version of YAML: words for true and false,
 * numbers in other notations. All readers agree on decimal numbers without superfluous characters, on `true`, `false`
 * and `null`, and on all other words. https://yaml.org/type/
 */
export function isContested(text: string): boolean {
  const first = text.charCodeAt(0)
  if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e)
    return !usualNumber.test(text) && likeNumber.test(text.replaceAll('_', ''))
  return text.length <= 5 && words.test(text) && text !== 'true' && text !== 'false' && text !== 'null'
}

const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i
/** And what has several points, such as an address or the version of a program. */
const usualNumber = /^(?:-?(?:0|[1-9]\d{0,14})|\d+(?:\.\d+)+)$/
const likeNumber = /^[-+]?(?:[\d.]+(?:e[-+]?\d*)?|0[xob][\da-f]*|\d+(?::\d+)+(?:\.\d*)?|\.(?:inf|nan))$/i
