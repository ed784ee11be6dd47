import { type Input, type ReadInput, readInput } from './document.ts'
import { type TextInventory, textReaders, valueReaders } from './inventories/index.ts'
import type { ReadInventory } from './inventory.ts'
import { once } from './once.ts'
import type { Path } from './position.ts'
import { kindById } from './registry.ts'
import { Lines, type Source, type SyntaxProblem, unreadable } from './source/index.ts'

/** An inventory that is no document of a system. */
export interface FoundInventory extends ReadInventory {
  readonly source: Source
}

/** One input that lists what was seen open. */
export interface ReadObserved {
  readonly read: ReadInput
  readonly found: readonly FoundInventory[]
  /** Why nothing is found in a source. */
  readonly strange: readonly { readonly source: Source; readonly message: string }[]
}

/** Reads an inventory of any form: by its text where that is of one tool's own, else as a document. */
export function readObserved(input: Input): ReadObserved {
  const { text, kind } = input
  const given = kind === undefined ? undefined : kindById(kind)
  const reader = text === undefined || given ? undefined : textReaders.find((one) => one.claims(text))
  if (text !== undefined && reader) return readOwnText(input, text, reader.read(text))
  return readDocument(given && !given.observe ? withoutKind(input) : input)
}

const withoutKind = ({ kind: _, ...input }: Input): Input => input

function readOwnText(input: Input, text: string, made: TextInventory | SyntaxProblem): ReadObserved {
  const source = 'inventory' in made ? sourceOf(text, made) : unreadable(text, made)
  const read: ReadInput = {
    file: input.file,
    lines: new Lines(text),
    sources: [source],
    objects: [],
    background: [],
    unknown: [],
    directives: [],
    problems: source.problems.map((problem) => ({ source, problem })),
  }
  return { read, found: 'inventory' in made ? [{ ...made, source }] : [], strange: [] }
}

function sourceOf(text: string, made: TextInventory): Source {
  const extent = { start: 0, end: text.length }
  // Asked for with every finding.
  const value = once(() => made.value())
  return {
    index: 0,
    get value() {
      return value()
    },
    extent,
    problems: [],
    locate: ({ at }: { at: Path }) => ({ at, ...(made.spanOf(at) ?? extent) }),
    embedded: () => undefined,
    plainScalars: () => [],
    contestedScalars: () => [],
    isText: () => true,
  }
}

function readDocument(input: Input): ReadObserved {
  const read = readInput(input)
  const found: FoundInventory[] = []
  const strange: { source: Source; message: string }[] = []
  for (const source of read.unknown) {
    const made = source.value === undefined ? undefined : readValue(source.value)
    if (made) found.push({ ...made, source })
    else strange.push({ source, message: unknownForm })
  }
  for (const { source, kind } of read.objects) {
    if (kind.observe) continue
    const message = `This is a document of kind ${kind.id}, which declares and lists no open ports, so nothing was compared with it.`
    strange.push({ source, message })
  }
  const [first] = read.sources
  if (first && read.problems.length + found.length + strange.length + read.objects.length === 0)
    strange.push({ source: first, message: 'The inventory is empty, so nothing was compared with it.' })
  return { read, found, strange }
}

const unknownForm =
  "No inventory of open ports is recognised here, so nothing was compared with it; known are answers of HSS, the output of ss -H -tulpn, rows of osquery's listening_ports and nmap -oX."

function readValue(value: unknown): ReadInventory | undefined {
  for (const reader of valueReaders) {
    const made = reader.read(value)
    if (made) return made
  }
  return undefined
}
