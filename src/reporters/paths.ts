import type { Place } from '../finding.ts'

/** `file:line:column`, or `file#/pointer` where there is no text to point into. Not yet safe to show. */
export function placeText({ file, pointer, range }: Place): string {
  return range ? `${file}:${range.start.line}:${range.start.column}` : `${file}#${pointer}`
}

/** A path with forward slashes and without `.` segments, as report formats want it. */
export function portablePath(file: string): string {
  const slashed = isWindowsPath(file) ? file.replaceAll('\\', '/') : file
  const segments: string[] = []
  for (const segment of slashed.split('/')) {
    if (segment === '.' || (segment === '' && segments.length > 0)) continue
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..' && segments.at(-1) !== '')
      segments.pop()
    else segments.push(segment)
  }
  return segments.join('/') || '.'
}

/** Where a file is, for SARIF: relative to the root of the checkout, or absolute as a `file:` URI. */
export type FileUri = { readonly uri: string; readonly absolute: boolean }

/** The percent-encoded URI of a file. A path outside the root, `../x` too, has no honest relative form for a reader of the log. */
export function fileUri(file: string): FileUri {
  const path = portablePath(file)
  const encoded = path.split('/').map(encodeSegment).join('/')
  if (path.startsWith('/')) return { uri: `file://${encoded}`, absolute: true }
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${encoded.replace('%3A', ':')}`, absolute: true }
  return { uri: encoded, absolute: false }
}

/** A backslash is a letter of a file name elsewhere; `C:\` and `\\server` say that it separates. */
function isWindowsPath(file: string): boolean {
  return /^([A-Za-z]:)?\\/.test(file)
}

function encodeSegment(segment: string): string {
  // A surrogate without its partner has no UTF-8 form, and encodeURIComponent throws on it.
  const encodable = segment.replace(/\p{Surrogate}/gu, '\ufffd')
  return encodeURIComponent(encodable).replace(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
