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
const longestKept = 1000

/** Answers a question about a text, and keeps the last answers: documents repeat their texts. The oldest one goes first. */
export function recalled<Value>(most: number, make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const kept = known.get(text)
    if (kept !== undefined) return kept
    const value = make(text)
    if (text.length > longestKept) return value
    if (known.size >= most) known.delete(known.keys().next().value!)
    known.set(text, value)
    return value
  }
}
