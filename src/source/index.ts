import { readBrokenJson, readJson } from './json.ts'
import { limitProblem } from './limits.ts'
import type { Source, Sources, SyntaxProblem } from './source.ts'
import { readYaml } from './yaml.ts'

export { Lines } from './lines.ts'
export type {
  Embedded,
  Located,
  PlainScalar,
  Pointing,
  Source,
  Sources,
  Span,
  SyntaxProblem,
} from './source.ts'

/**
 * Reads a text into its documents, with the place of every value. JSON where it is JSON or calls itself so by
 * its file name, YAML 1.2 otherwise. Never throws: what is wrong with the text stands in `problems`.
 */
export function readSources(text: string, file: string): Sources {
  const body = text.trimStart()
  const looksJson = body.startsWith('{') || body.startsWith('[')
  const namedJson = /\.json$/i.test(file)
  if (looksJson || namedJson) {
    const limit = limitProblem(text, 'json')
    if (limit) return [unreadable(text, limit)]
    const sources = readJson(text)
    if (sources) return sources
    if (namedJson && body.trim() !== '') return readBrokenJson(text)
  }
  return readYaml(text)
}

/** A text of which nothing could be read. */
export function unreadable(text: string, problem: SyntaxProblem): Source {
  const extent = { start: 0, end: text.length }
  return {
    index: 0,
    value: undefined,
    extent,
    problems: [problem],
    locate: () => ({ at: [], ...extent }),
    embedded: () => undefined,
    plainScalars: () => [],
    contestedScalars: () => [],
    isText: () => false,
  }
}
