import { describe, expect, it } from 'vitest'
import type { AccessDiff, AccessMap, Trace } from '../../src/access-report.ts'
import { diffReporters } from '../../src/reporters/access/diff.ts'
import { mapReporters } from '../../src/reporters/access/map.ts'
import { traceReporters } from '../../src/reporters/access/trace.ts'

/** What a name, a path or a file name may try on a terminal, a runner, a spreadsheet, a page or a diagram. */
const attack = [
  '\u001b]0;title\u0007\u001b[2J\u009b31m\u202e\u2066\u0000\r',
  '\n::error::forged\n##[set-output name=x]y\n',
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>&lt;"\'',
  '| cell |\\| [a](javascript:0) ![b](https://e.test) ```` `c` @team',
  '"]; click l0 "https://e.test" \n  l9["x"] --> l8 %%{init: {}}%% #quot; #60;',
  '-->',
].join('')
/** Starts of what a spreadsheet takes for a formula. */
const formulas = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '=cmd|"/c calc"!A1',
  '＝1+1',
]

const place = { file: `dir/${attack}.yaml`, document: 0, pointer: `/${attack}` }
const row = {
  system: 'northflank',
  listener: `port ${attack}`,
  host: attack,
  port: 443,
  protocol: attack,
  reach: 'internet' as const,
  path: attack,
  access: `anyone ${attack}`,
  place,
}
const map: AccessMap = {
  rows: [row, ...formulas.map((text) => ({ ...row, listener: text, host: text, path: text, access: text }))],
}
const request = {
  host: attack,
  path: attack,
  method: attack,
  source: attack,
  headers: { [attack]: attack },
  credentials: [attack],
  identity: { email: attack, groups: [attack], claims: { [attack]: attack } },
  facts: [attack],
}
const trace: Trace = {
  decision: 'denied',
  listener: place,
  route: place,
  steps: [{ message: attack, place }, { message: `asks: ${attack}` }],
}
const diff: AccessDiff = {
  verdict: 'wider',
  changes: (['opened', 'closed', 'unknown'] as const).map((direction) => ({
    direction,
    listener: attack,
    message: attack,
    witness: request,
    before: place,
    after: place,
  })),
}

const plain = { color: false }
const outputs: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(mapReporters).map(([format, write]) => [`map as ${format}`, write(map)]),
  ...Object.entries(traceReporters).map(([format, write]) => [`trace as ${format}`, write(trace, plain)]),
  ...Object.entries(diffReporters).map(([format, write]) => [`diff as ${format}`, write(diff, plain)]),
])
const raw = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/

describe.each(Object.entries(outputs))('%s', (name, text) => {
  it('has no control character but its own line breaks', () => {
    expect(text.length).toBeGreaterThan(attack.length)
    expect(text).not.toMatch(raw)
    // Only CSV ends its lines with both.
    expect(name.endsWith('csv') ? text.replaceAll('\r\n', '\n') : text).not.toContain('\r')
  })

  it('begins no line with a command to a runner', () => expect(text).not.toMatch(/^\s*::|^\s*##\[/m))
})

it('csv has the cells of each row, and no formula', () => {
  const rows = cellsOf(outputs['map as csv']!)
  expect(rows).toHaveLength(1 + map.rows.length)
  for (const cells of rows) {
    expect(cells).toHaveLength(9)
    for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r]/)
  }
  expect(rows[1]?.[7]).toContain('<script>alert(1)</script>')
})

/** Rows and cells by RFC 4180. */
function cellsOf(text: string): string[][] {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
      ),
    )
}

it('html has no element, attribute or script but its own', () => {
  const text = outputs['map as html']!
  expect(text.match(/<script/g)).toHaveLength(1)
  expect(text).not.toMatch(/<img|onerror=alert\(1\)>|<\/script><script/)
  const empty = mapReporters.html({
    rows: [
      {
        ...row,
        listener: 'a',
        host: 'a',
        protocol: 'a',
        path: 'a',
        access: 'a',
        place: { ...place, file: 'a', pointer: '' },
      },
    ],
  })
  const tags = (page: string) => new Set(page.replace(/<script>[\s\S]*<\/script>/, '').match(/<[a-z][^>]*>/g))
  for (const tag of tags(text))
    expect([
      ...tags(empty),
      ...['li', 'tr'].flatMap((tag) => [`<${tag} class="open">`, `<${tag} class="asked">`]),
    ]).toContain(tag)
})

it.each(['map as markdown', 'diff as markdown'])(
  '%s has no HTML, link, image or cell but its own',
  (name) => {
    const text = outputs[name]!
    expect(text).not.toMatch(/<[a-z/!]/i)
    for (const line of text.split('\n').filter((each) => each.startsWith('|'))) {
      // Cells as GitHub splits them: a backslash takes the next character with it.
      expect(line.replace(/\\./g, '').split('|')).toHaveLength(name.startsWith('map') ? 8 : 6)
      expect(line).not.toMatch(/(?<!\\)\]\(|(?<!\\)`|(?<!\\):\/\/e\.test|(?<!;)@team/)
    }
  },
)

it('mermaid has nodes and edges of its own alone', () => {
  const lines = outputs['map as mermaid']!.trimEnd().split('\n')
  for (const line of lines.slice(1, -1))
    expect(line).toMatch(
      /^ {2}(?:[a-z]+\(\["[a-z]+"\]\)|l\d+\["[^"<>]*"\]|[a-z]+ --> l\d+|l\d+ -->\|"[^"<>]*"\| l\d+p\d+\["[^"<>]*"\](?::::open)?)$/,
    )
  expect(lines.filter((line) => line.includes('click')).every((line) => line.includes('#34;'))).toBe(true)
})

it.each(['map as json', 'trace as json', 'diff as json'])('%s keeps the data as it is', (name) => {
  expect(JSON.stringify(JSON.parse(outputs[name]!))).toContain(JSON.stringify(attack).slice(1, -1))
})
