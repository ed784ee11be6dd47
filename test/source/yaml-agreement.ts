import { expect } from 'vitest'
import type { Path } from '../../src/position.ts'
import type { Pointing, Source } from '../../src/source/index.ts'
import { readByTree, readYaml } from '../../src/source/yaml.ts'
import { readFast } from '../../src/source/yaml-fast.ts'

/** Whether every document of a text is read by the fast parser. */
export const isFast = (text: string): boolean => readFast(text, () => undefined) !== undefined

/** Expects of a text that reading it fast where that goes, and by trees alone, make no difference. */
export function expectAgreement(text: string): void {
  const read = readYaml(text)
  const reference = readByTree(text)
  expect(read.map(inShort)).toEqual(reference.map(inShort))
  for (const [index, source] of read.entries()) {
    const other = reference[index]!
    expect(isAlike(source.value, other.value)).toBe(true)
    // With problems, both are what the slow parser made.
    if (source.problems.length === 0) expectSamePlaces(text, source, other)
  }
}

const inShort = ({ index, extent, problems, template, value }: Source) => ({
  index,
  extent,
  problems,
  template,
  value,
})

/** Alike in the order of keys as well, which `toEqual` passes over. */
function isAlike(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other)
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === others.length &&
    keys.every((key, index) => key === others[index] && isAlike(at(one, key), at(other, key)))
  )
}

const at = (value: object, key: string): unknown => (value as Record<string, unknown>)[key]

function expectSamePlaces(text: string, source: Source, other: Source): void {
  for (const path of pathsOf(source.value)) {
    const places: Pointing[] = [
      { at: path },
      { at: path, key: true },
      { at: path, span: { start: 0, end: 1 } },
    ]
    for (const place of places) expect(placeOf(text, source, place)).toEqual(placeOf(text, other, place))
    expect(source.embedded(path)).toEqual(other.embedded(path))
    expect(source.plainScalars(path)).toEqual(other.plainScalars(path))
    expect(source.contestedScalars(path)).toEqual(other.contestedScalars(path))
  }
  for (const { index } of text.matchAll(/#/g)) {
    if (index >= source.extent.start && index < source.extent.end)
      expect(source.isText(index)).toBe(other.isText(index))
  }
}

/** Blanks at the end of a place make no difference to who reads it. */
function placeOf(text: string, source: Source, place: Pointing) {
  const { at, start, end } = source.locate(place)
  return { at, start, end: start + text.slice(start, end).trimEnd().length }
}

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value) as [string, unknown][])
    yield* pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key])
}
