interface TrieNode<T> {
  /** What leads here from the node above. */
  label: string
  readonly values: T[]
  /** By the first UTF-16 unit of their label. */
  readonly below: Map<number, TrieNode<T>>
}

const node = <T>(label: string): TrieNode<T> => ({ label, values: [], below: new Map() })

/** Values under texts; finds those whose text is the start of another one, in the time that reading that one takes. */
export class PathTrie<T> {
  private readonly root: TrieNode<T> = node('')

  add(text: string, value: T): void {
    let current = this.root
    let at = 0
    while (at < text.length) {
      const next = current.below.get(text.charCodeAt(at))
      if (!next) {
        const leaf = node<T>(text.slice(at))
        current.below.set(text.charCodeAt(at), leaf)
        current = leaf
        break
      }
      const shared = sharedLength(next.label, text, at)
      if (shared < next.label.length) split(current, next, shared)
      current = current.below.get(text.charCodeAt(at))!
      at += shared
    }
    current.values.push(value)
  }

  /** The values under all starts of `text`, the empty one and `text` itself included: the shortest first. */
  *along(text: string): Generator<T> {
    let current: TrieNode<T> | undefined = this.root
    let at = 0
    while (current) {
      yield* current.values
      current = current.below.get(text.charCodeAt(at))
      if (!current || !text.startsWith(current.label, at)) return
      at += current.label.length
    }
  }
}

/** How many units of `label` the text has from `at` on. */
function sharedLength(label: string, text: string, at: number): number {
  let length = 0
  while (length < label.length && label.charCodeAt(length) === text.charCodeAt(at + length)) length++
  return length
}

/** Puts a node between two others. */
function split<T>(above: TrieNode<T>, below: TrieNode<T>, length: number): void {
  const middle = node<T>(below.label.slice(0, length))
  below.label = below.label.slice(length)
  middle.below.set(below.label.charCodeAt(0), below)
  above.below.set(middle.label.charCodeAt(0), middle)
}
