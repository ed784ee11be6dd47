/** An element of an XML text; `text` is what stands directly in it, entities read. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

const token = /<\?xml [^?]*\?>\n|<\/([a-z-]+)>|<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Reads the XML that reporters write; throws where it is not well-formed. */
export function parseXml(xml: string): XmlElement {
  if (!legal.test(xml)) throw new Error('a character that XML 1.0 forbids')
  interface Open {
    readonly name: string
    readonly attributes: Record<string, string>
    readonly children: XmlElement[]
    text: string
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const stack: Open[] = [root]
  token.lastIndex = 0
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex
    const match = token.exec(xml)
    if (!match) throw new Error(`not well-formed at ${JSON.stringify(xml.slice(at, at + 40))}`)
    const [, close, open, attributes = '', selfClosing, text] = match
    const top = stack.at(-1)!
    if (text !== undefined) top.text += decode(text)
    else if (open !== undefined) {
      const element: Open = { name: open, attributes: readAttributes(attributes), children: [], text: '' }
      top.children.push(element)
      if (selfClosing === '') stack.push(element)
    } else if (close !== undefined) {
      if (stack.pop()?.name !== close) throw new Error(`</${close}> closes nothing`)
    }
  }
  if (stack.length !== 1 || root.children.length !== 1) throw new Error('not one element that is closed')
  return root.children[0]!
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, decode(value!)]),
  )
}

function decode(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`an ampersand of no entity in ${JSON.stringify(text)}`)
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
