const alphabet = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** How many bytes a text stands for in base64 as Go's StdEncoding reads it, which passes over line breaks; undefined where it is none. */
export function decodedLength(text: string): number | undefined {
  const body = text.replaceAll(/[\r\n]/g, '')
  if (body.length % 4 !== 0 || !alphabet.test(body)) return undefined
  return (body.length / 4) * 3 - (body.endsWith('==') ? 2 : body.endsWith('=') ? 1 : 0)
}

/** The first bytes that a text stands for, as characters; undefined where it is no base64. */
export function decodedStart(text: string, length: number): string | undefined {
  if (decodedLength(text) === undefined) return undefined
  return atob(text.replaceAll(/[\r\n]/g, '').slice(0, Math.ceil(length / 3) * 4)).slice(0, length)
}
