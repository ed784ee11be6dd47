import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { kinds } from '../../src/index.ts'
import { mutateText, mutateValue, written } from './mutate.ts'
import { Random } from './random.ts'
import { valueFor } from './structures.ts'

/** What is tried: a text, or a value, under a name and perhaps as a kind. */
export interface Case {
  /** Says where it comes from, and makes it again. */
  readonly name: string
  readonly filename: string
  readonly text?: string
  readonly value?: unknown
  readonly kind?: string
  /** What it was made of, to compare with. */
  readonly before: string
}

/** Files of public repositories, which are not part of this one; PORTCULLIS_CORPUS names a folder that holds them. */
const corpus = process.env['PORTCULLIS_CORPUS']
const longest = 20_000

/** The texts that cases are made of: fixtures, the corpus where there is one, the examples of the schemas. */
export function seedTexts(): string[] {
  const folders = ['fixtures', ...(corpus === undefined ? [] : [corpus])]
  const files = folders.flatMap((cwd) =>
    globSync('**/*.{yaml,yml,json,xml,txt}', { cwd, ignore: '**/reported/*.txt' })
      .toSorted()
      .map((file) => join(cwd, file)),
  )
  const texts = files.map((file) => readFileSync(file, 'utf8'))
  const examples = kinds.flatMap(({ schema }) => schema().examples ?? [])
  return [...texts, ...examples.map((value) => JSON.stringify(value))].filter(
    ({ length }) => length <= longest,
  )
}

/** The case of a number: the same for the same seed and the same texts. */
export function caseOf(seed: number, index: number, texts: readonly string[]): Case {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  const before = random.pick(texts)
  const kind = random.pick(kinds).id
  const named = random.once(4) ? { kind } : {}
  const origin = `seed ${seed}, case ${index}`
  const filename = random.pick(['a.yaml', 'a.json', 'a', 'dir/b.yml'])
  switch (random.below(5)) {
    case 0:
    case 1:
      return { name: `${origin}: text`, filename, text: mutateText(before, texts, random), before, ...named }
    case 2: {
      const value = mutateValue(before, random)
      const form = random.once(2) ? { value } : { text: written(value, random) }
      return { name: `${origin}: value`, filename, ...form, before, ...named }
    }
    case 3: {
      const value = structure(kind, random)
      const form = random.once(2) ? { value } : { text: written(value, random) }
      return { name: `${origin}: ${kind}`, filename, ...form, before, kind }
    }
    default: {
      const text = mutateText(written(structure(kind, random), random), texts, random)
      return { name: `${origin}: text of ${kind}`, filename, text, before, kind }
    }
  }
}

function structure(id: string, random: Random): unknown {
  const { schema } = kinds.find((kind) => kind.id === id)!
  return valueFor(schema(), random, random.pick([5, 20, 100, 10_000]))
}
