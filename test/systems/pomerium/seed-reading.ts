export interface SeedField {
  readonly path: string
  readonly required: boolean
  readonly types: readonly string[]
  readonly length?: readonly [number, number]
  readonly range?: readonly [number, number]
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly format?: string
}

/** Reads the lines of one body. */
export function seedFields(text: string): SeedField[] {
  return text.split('\n').flatMap((line) => {
    const [path, ...words] = line.trim().split(/ +/)
    if (!path) return []
    const given = new Map(words.filter((word) => word.includes('=')).map((word) => pairOf(word)))
    const bounds = (name: string) => {
      const [least, most] = given.get(name)?.split('..').map(Number) ?? []
      return least === undefined || most === undefined ? {} : { [name]: [least, most] }
    }
    const values = given.get('enum')?.split(',')
    return [
      {
        path,
        required: words.includes('required'),
        types: words
          .filter((word) => word !== 'required' && !word.includes('='))
          .flatMap((word) => word.split(',')),
        ...bounds('length'),
        ...bounds('range'),
        ...(values && { enum: values.map((value) => (value === "''" ? '' : value)) }),
        ...(given.has('pattern') && { pattern: given.get('pattern')! }),
        ...(given.has('format') && { format: given.get('format')! }),
      },
    ]
  })
}

const pairOf = (word: string): [string, string] => {
  const sign = word.indexOf('=')
  return [word.slice(0, sign), word.slice(sign + 1)]
}
