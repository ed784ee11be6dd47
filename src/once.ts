/** Makes a value at the first question, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Answers a question about an object once, and keeps the answer as long as what it is about. */
export function remembered<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}

/**
 * The same for the many small objects of a model, and for no object of a user: the answer is kept on the object itself,
 * as a table of weak keys takes longer than most questions.
 */
export function noted<Key extends object, Value extends object>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const note = Symbol('note')
  return (key) => {
    const holder = key as { [note]?: Value }
    holder[note] ??= make(key)
    return holder[note]
  }
}

/** Longer texts are not kept. */
const longestKept = 20_000

/**
 * Answers a question about a text, and keeps the last answers, up to `most` and not fewer than half of them: documents
 * repeat their texts. What is `given` beside a text must be the same for equal texts.
 */
export function recalled<Value extends {}, Given = void>(
  most: number,
  make: (text: string, given: Given) => Value,
): (text: string, given: Given) => Value {
  let recent = new Map<string, Value>()
  let earlier = new Map<string, Value>()
  return (text, given) => {
    const known = recent.get(text)
    if (known !== undefined) return known
    const value = earlier.get(text) ?? make(text, given)
    if (text.length > longestKept) return value
    if (2 * recent.size >= most) {
      earlier = recent
      recent = new Map()
    }
    recent.set(text, value)
    return value
  }
}
