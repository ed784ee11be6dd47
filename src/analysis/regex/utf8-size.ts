/**
 * The instructions of RE2's program for a set of characters: a tree over the bytes of their UTF-8 forms, whose ends
 * are shared. Follows `AddRuneRangeUTF8` and `AddSuffix` of RE2 2024-07-02 (compile.cc) step by step, as the sharing
 * depends on their order.
 */
export function classSize(ranges: ArrayLike<number>): number {
  const tree: ByteTree = { nodes: [undefined], shared: new Map(), root: 0 }
  const folds = foldsAscii(ranges)
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    const low = ranges[index]!
    const high = ranges[index + 1]!
    // A class that treats A-Z as a-z leaves the capitals to a flag of the small letters.
    if (folds && 0x41 <= low && high <= 0x5a) continue
    addRange(tree, low, high)
  }
  return tree.nodes.length - 1
}

/** A byte range on the way to `next` (0: the end), or a choice of two nodes. */
type Node =
  | { readonly kind: 'bytes'; readonly low: number; readonly high: number; next: number }
  | { readonly kind: 'choice'; left: number; right: number }

interface ByteTree {
  /** Number 0 stands for the end. */
  readonly nodes: (Node | undefined)[]
  /** Nodes that several ranges may end in, by what they are. */
  readonly shared: Map<string, number>
  root: number
}

const keyOf = (low: number, high: number, next: number): string => `${low} ${high} ${next}`

/** Whether a set holds a small letter exactly where it holds its capital. */
function foldsAscii(ranges: ArrayLike<number>): boolean {
  const has = (codePoint: number) => {
    for (let index = 0; index + 1 < ranges.length; index += 2)
      if (ranges[index]! <= codePoint && codePoint <= ranges[index + 1]!) return true
    return false
  }
  for (let letter = 0x41; letter <= 0x5a; letter += 1) if (has(letter) !== has(letter + 0x20)) return false
  return true
}

function addNode(tree: ByteTree, node: Node): number {
  tree.nodes.push(node)
  return tree.nodes.length - 1
}

const addBytes = (tree: ByteTree, low: number, high: number, next: number): number =>
  addNode(tree, { kind: 'bytes', low, high, next })

function addShared(tree: ByteTree, low: number, high: number, next: number): number {
  const key = keyOf(low, high, next)
  const known = tree.shared.get(key)
  if (known !== undefined) return known
  const added = addBytes(tree, low, high, next)
  tree.shared.set(key, added)
  return added
}

function isShared(tree: ByteTree, at: number): boolean {
  const node = tree.nodes[at]
  return node?.kind === 'bytes' && tree.shared.has(keyOf(node.low, node.high, node.next))
}

function addRange(tree: ByteTree, low: number, high: number): undefined {
  if (low === 0x80 && high === 0x10ffff) return addBeyondAscii(tree)
  for (const most of [0x7f, 0x7ff, 0xffff]) {
    if (low <= most && most < high) {
      addRange(tree, low, most)
      return addRange(tree, most + 1, high)
    }
  }
  if (high < 0x80) return addSuffix(tree, addBytes(tree, low, high, 0))
  // Split until all bytes but the last ones agree.
  for (const bits of [6, 12, 18]) {
    const mask = (1 << bits) - 1
    if (low >> bits === high >> bits) continue
    if ((low & mask) !== 0) {
      addRange(tree, low, low | mask)
      return addRange(tree, (low | mask) + 1, high)
    }
    if ((high & mask) !== mask) {
      addRange(tree, low, (high & ~mask) - 1)
      return addRange(tree, high & ~mask, high)
    }
  }
  const from = utf8(low)
  const to = utf8(high)
  let next = 0
  for (let index = from.length - 1; index >= 0; index -= 1) {
    const first = from[index]!
    const last = to[index]!
    const share = index === from.length - 1 || (first < last && index !== 0)
    next = share ? addShared(tree, first, last, next) : addBytes(tree, first, last, next)
  }
  addSuffix(tree, next)
}

/** All of U+0080 to U+10FFFF, which RE2 writes loosely with six nodes. */
function addBeyondAscii(tree: ByteTree): undefined {
  let next = 0
  for (const [low, high] of [
    [0xc2, 0xdf],
    [0xe0, 0xef],
    [0xf0, 0xf4],
  ] as const) {
    next = addBytes(tree, 0x80, 0xbf, next)
    addSuffix(tree, addBytes(tree, low, high, next))
  }
}

function addSuffix(tree: ByteTree, added: number): undefined {
  tree.root = tree.root === 0 ? added : merge(tree, tree.root, added)
}

/** Adds a branch to the tree at `root`; at most four levels deep, one for each byte. */
function merge(tree: ByteTree, root: number, added: number): number {
  const top = tree.nodes[root]!
  // Ranges come in order, so only the branch added last can start with the same bytes.
  let branch = top.kind === 'choice' ? top.right : root
  const own = tree.nodes[branch]!
  const other = tree.nodes[added]!
  if (own.kind !== 'bytes' || other.kind !== 'bytes') return root
  if (own.low !== other.low || own.high !== other.high)
    return addNode(tree, { kind: 'choice', left: root, right: added })
  let result = root
  if (isShared(tree, branch)) {
    branch = addBytes(tree, own.low, own.high, own.next)
    if (top.kind === 'choice') top.right = branch
    else result = branch
  }
  // A branch that nobody shares is the newest node, and is not needed any more.
  if (!isShared(tree, added) && added === tree.nodes.length - 1) tree.nodes.pop()
  const head = tree.nodes[branch]!
  if (head.kind === 'bytes') head.next = merge(tree, head.next, other.next)
  return result
}

function utf8(codePoint: number): readonly number[] {
  if (codePoint < 0x800) return [0xc0 | (codePoint >> 6), 0x80 | (codePoint & 0x3f)]
  if (codePoint < 0x10000)
    return [0xe0 | (codePoint >> 12), 0x80 | ((codePoint >> 6) & 0x3f), 0x80 | (codePoint & 0x3f)]
  return [
    0xf0 | (codePoint >> 18),
    0x80 | ((codePoint >> 12) & 0x3f),
    0x80 | ((codePoint >> 6) & 0x3f),
    0x80 | (codePoint & 0x3f),
  ]
}
