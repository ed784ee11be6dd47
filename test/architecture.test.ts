import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'

/** From the ground up: a file imports from its own layer and from those listed before it. */
const layers = [
  /^once\.ts$/,
  /^analysis\//,
  /^(piece|group|domain-key|position|finding|errors|lazy-model|model|model-secrets|rule|system|schema|validator|prune|tool|fingerprint|settings|secret-names|secret-looks|shown-pattern|access-report|address-readings|route-verdicts|free-access|sensitive-ports|directives|inventory)\.ts$|^(source|schema|generated)\//,
  /^(rules|systems|reporters|inventories|drift)\//,
  /^access\/|^(registry|pipeline-rules|options|severities|suppress|checks|embedded-values|config|config-file|context|document|drafts|lint|secrets|update|projects|sift|gate|files|git|check-paths|compare-paths|outcomes|pull-request|observe|drift-run|drift-rows|drift-paths)\.ts$/,
  /^(index|cli|bin|launch|action)\.ts$|^cli\//,
]

/** Rooms of one layer that must not know one another. */
const room = /^(rules|reporters|inventories|drift|systems\/[^/]+)\//

/** What each package may be used for: the analysis knows no documents, the rules no parsers, and only shells touch the system. */
const packagesOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^analysis\//, ['diff', 're2js']],
  [/^source\//, ['yaml', 'js-yaml', 'jsonc-parser', 'saxes']],
  [/^schema\//, ['fastest-levenshtein']],
  [/^(rules|systems|inventories|drift)\//, []],
  [/^drift-paths\.ts$/, ['node:path']],
  [/^reporters\//, ['node:zlib', 'picocolors', 'picocolors/types', 'sarif']],
  [/^config\.ts$/, ['picomatch']],
  [/^config-file\.ts$/, ['node:fs', 'node:path']],
  [/^files\.ts$/, ['node:buffer', 'node:fs', 'node:path']],
  [/^piece\.ts$/, ['node:module']],
  [/^git\.ts$/, ['node:child_process']],
  [/^pull-request\.ts$/, ['node:fs']],
  [/^cli\.ts$/, ['commander']],
  [/^cli\/streams\.ts$/, ['node:fs', 'node:tty']],
  [/^launch\.ts$/, ['node:fs', 'node:module', 'node:os', 'node:path', 'node:vm']],
  [/^action\.ts$/, ['@actions/core', 'node:path']],
  [/^/, []],
]

const files = globSync('**/*.ts', { cwd: 'src' }).toSorted()
const layerOf = (file: string) => layers.findIndex((layer) => layer.test(file))
const roomOf = (file: string) => room.exec(file)?.[1]

function importsOf(file: string): string[] {
  const text = readFileSync(join('src', file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gms)].map(
    (match) => (match[1] ?? match[2])!,
  )
}

const own = (file: string) =>
  importsOf(file)
    .filter((path) => path.startsWith('.'))
    .map((path) => normalize(join(dirname(file), path)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('..'))

describe('the layers', () => {
  it('are looked for in files that exist', () => expect(files.length).toBeGreaterThan(60))
})

describe.each(files)('src/%s', (file) => {
  it('has a layer', () => expect(layerOf(file)).not.toBe(-1))

  it('imports nothing from a higher layer', () => {
    expect(own(file).filter((path) => layerOf(path) > layerOf(file))).toEqual([])
  })

  it('imports nothing from another room of its layer', () => {
    const others = own(file).filter((path) => roomOf(path) && roomOf(path) !== roomOf(file))
    expect(roomOf(file) ? others : []).toEqual([])
  })

  it('uses only the packages of its place', () => {
    const allowed = packagesOf.find(([place]) => place.test(file))?.[1] ?? []
    const used = importsOf(file).filter((path) => !path.startsWith('.'))
    expect(used.filter((name) => !allowed.includes(name))).toEqual([])
  })
})

it('no two files of src import each other in a circle', () => {
  const open = new Set<string>()
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    if (open.has(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' > '))
    if (open.has(file) || done.has(file) || !files.includes(file)) return
    open.add(file)
    for (const next of own(file)) visit(next, [...trail, file])
    open.delete(file)
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})
