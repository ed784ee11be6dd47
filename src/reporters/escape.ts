// What must not reach a reader raw, beside C0 controls: DEL and C1 controls; invisible marks and the bidirectional
// controls that reorder what is shown; line separators; tag characters; noncharacters.
const beyondC0 =
  '\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\u{e0000}-\\u{e007f}'
const unsafe = new RegExp(`[\\u0000-\\u001f${beyondC0}]|\\p{Surrogate}`, 'gu')
// JSON.stringify sees to C0 controls and surrogates, and sets line breaks of its own.
const unsafeInJson = new RegExp(`[${beyondC0}]`, 'gu')

/** A text of a document as it may be shown: what could steer a terminal or hide is spelled out, `\u001b`. */
export function visible(text: string): string {
  return text.replace(unsafe, spelled)
}

/** At most `limit` UTF-16 units of a text, with `…` where the rest is left out; no character is cut in half. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** JSON, indented by two spaces, with a final newline; unsafe characters stand in it as escapes, so the data is unchanged. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unsafeInJson, jsonEscape)}\n`
}

/** Text between tags or in a quoted attribute of XML 1.0. */
export function escapeXml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** Running text in GitHub's Markdown that stays text: no markup, HTML, table cell, link, mention or formula begins in it. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~#$]/g, '\\$&')
    .replace(/[&<>@]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll('://', '\\://')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
}

/** A fenced block in Markdown; its fence is longer than any in the text. The text may have several lines. */
export function markdownFence(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}\n`
}

/** The message of a workflow command. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function escapeCommandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** The value of a property of a workflow command: `file=…`. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function longestRun(text: string, char: string): number {
  let longest = 0
  let run = 0
  for (const each of text) {
    run = each === char ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

function spelled(char: string): string {
  const code = char.codePointAt(0)!
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}

function jsonEscape(char: string): string {
  return [...Array(char.length).keys()].map((unit) => spelled(char.charAt(unit))).join('')
}
