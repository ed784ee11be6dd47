import { describe, expect, it } from 'vitest'
import type { Finding, Report } from '../../src/finding.ts'
import { reporters } from '../../src/reporters/index.ts'
import type { ReportContext } from '../../src/reporters/reporter.ts'
import { contextOf, findingOf, placeOn, relatedOf, reportOf } from '../helpers/report.ts'
import { parseXml } from '../helpers/xml.ts'

/** What a document, a file name or a message may try on a terminal, a log reader, a page or a parser. */
const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter((char) =>
  /\p{Cc}/u.test(char),
)
const attack = [
  ...controls,
  '\u202a\u202e\u2066\u2069\u2028\u2029\ufeff\ufffe\ud800x',
  '\u001b]0;title\u0007\u001b[2J',
  '\n::error::forged\n::set-output name=x::y\n%0A,:file=z::',
  '</failure><script>alert(1)</script>]]>&amp;"\'',
  '</summary></details><img src=x onerror=alert(1)>',
  '| cell |\\| [a](javascript:0) ![b](https://e.test) `` ``` ```` @team',
].join('')

const file = `dir/${attack}.yaml`
const source = `key: "${attack.replaceAll(/[\r\n]/g, '')}" # end\n`
const place = placeOn(file, source, '# end')

const report: Report = reportOf([
  findingOf({
    ...place,
    rule: `rule-${attack}`,
    pointer: `/${attack}`,
    message: attack,
    related: [
      relatedOf(placeOn(file, source, 'key'), attack),
      relatedOf({ file: `other${attack}`, document: 0, pointer: `/${attack}` }, attack),
    ],
    witness: {
      host: attack,
      path: attack,
      method: attack,
      source: attack,
      headers: { [attack]: attack },
      credentials: [attack],
      identity: { email: attack, user: attack, groups: [attack], claims: { [attack]: [attack] } },
      facts: [attack],
    },
  }),
  findingOf({ file, message: attack, pointer: `/${attack}`, witness: { sample: attack }, severity: 'note' }),
])
const context: ReportContext = contextOf({ [file]: source })

/** Everything that must not stand raw in any output; a line break only where the format sets it. */
const raw =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/u

describe.each(Object.entries(reporters))('%s', (_, reporter) => {
  it('has no control character but its own line breaks', () => {
    expect(reporter(report, context)).not.toMatch(raw)
    expect(reporter(report, { ...context, maxProblems: 1 })).not.toMatch(raw)
  })
})

it('text colours with its own escapes alone', () => {
  const text = reporters.text(report, { ...context, color: true })
  // biome-ignore lint/complexity/useRegexLiterals: the escape is the point
  const own = new RegExp('\u001b\\[(1|22|3[1-6]|39)m', 'g')
  expect(text).toMatch(own)
  expect(text.replaceAll(own, '')).toBe(reporters.text(report, context))
})

it('json keeps the data as it is', () => {
  const data = JSON.parse(reporters.json(report, context)) as Report
  expect(data.findings[0]?.message).toBe(attack)
  expect(data.findings[0]?.file).toBe(file)
  expect(data.findings[1]?.witness).toEqual({ sample: attack })
})

it('github has one command a finding, and no forged one', () => {
  const lines = reporters.github(report, context).trimEnd().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^::error file=[^,:]*,line=1,endLine=1,col=\d+,endColumn=\d+,title=[^,:]*::/)
  expect(lines[1]).toMatch(/^::notice file=[^,:]*,title=[^,:]*::/)
  expect(lines[2]).toBe('1 error, 1 note in 1 file')
})

it('junit is well-formed and says what the finding says', () => {
  const suites = parseXml(reporters.junit(report, context))
  const [suite] = suites.children
  expect(suites.children).toHaveLength(1)
  const cases = suite?.children ?? []
  expect(cases.map(({ children }) => children.map(({ name }) => name))).toEqual([['failure'], ['system-out']])
  expect(cases[0]?.children[0]?.attributes['message']).toContain(
    '</failure><script>alert(1)</script>]]>&amp;"\'',
  )
})

it('markdown has no HTML, link, image or cell but its own', () => {
  const text = reporters.markdown(report, context)
  const outside = text.split('\n').filter((line) => !insideFence(text, line))
  const tags = outside.join('\n').match(/<[^>]*>/g) ?? []
  expect(new Set(tags)).toEqual(
    new Set(['<code>', '</code>', '<details>', '</details>', '<summary>', '</summary>']),
  )
  const rows = outside.filter((line) => line.startsWith('| error') || line.startsWith('| note'))
  expect(rows).toHaveLength(2)
  for (const row of rows) {
    // Cells as GitHub splits them: a backslash takes the next character with it.
    const cells = row.replace(/\\./g, '').split('|')
    expect(cells).toHaveLength(6)
    expect(row.match(/(?<!\\)\]\(/g)).toHaveLength(1)
    expect(row).not.toMatch(/(?<!\\)`|(?<!\\):\/\/e\.test/)
  }
})

/** Whether a line of a Markdown text stands in a fenced block. */
function insideFence(text: string, line: string): boolean {
  return [...text.matchAll(/^(`{3,})\n([\s\S]*?)\n\1\n/gm)].some(([, , block]) =>
    block!.split('\n').includes(line),
  )
}

it('markdown fences are longer than any run of backticks in the findings', () => {
  const text = reporters.markdown(report, context)
  expect(text.match(/^`+$/gm)).toEqual(['`````', '`````', '`````', '`````'])
})

it('sarif has URIs without a raw character, and text without a forged link', () => {
  const log = JSON.parse(reporters.sarif(report, context)) as {
    runs: { results: { message: { text: string } }[]; artifacts: { location: { uri: string } }[] }[]
  }
  for (const { location } of log.runs[0]!.artifacts) expect(location.uri).toMatch(/^[A-Za-z0-9%/._~-]+$/)
  const text = log.runs[0]!.results[0]!.message.text
  expect(text.match(/(?<!\\)\]\([^)]*\)/g)).toEqual(['](1)', '](2)'])
})

it('gitlab names the file as it is', () => {
  const [first] = JSON.parse(reporters.gitlab(report, context)) as {
    location: { path: string }
    description: string
  }[]
  expect(first?.location.path).toContain(attack.slice(-20))
  expect(first?.description).toContain('\\u001b')
})

describe('deep and huge input', () => {
  const huge = (given: Partial<Finding>, text: string) => {
    const all = reportOf([findingOf({ file: 'x.json', ...given })])
    return Object.entries(reporters).map(
      ([name, reporter]) => [name, reporter(all, contextOf({ 'x.json': text }))] as const,
    )
  }

  it('gives a short frame for a single line of a megabyte', () => {
    const text = `{"a":"${'x'.repeat(500_000)}","b":1,"c":"${'\u{1f600}'.repeat(250_000)}"}`
    for (const [name, output] of huge(placeOn('x.json', text, '"b"'), text)) {
      expect(output.length, name).toBeLessThan(8000)
    }
  })

  it('clips a message, a pointer and a witness of a megabyte', () => {
    const long = 'm'.repeat(1_000_000)
    const formats = huge({ message: long, witness: { path: long } }, '')
    for (const [name, output] of formats)
      if (name !== 'json' && name !== 'sarif') expect(output.length, name).toBeLessThan(20_000)
  })

  it('shows a few of ten thousand related places, and says how many more', () => {
    const text = 'a: 1\n'
    const related = Array.from({ length: 10_000 }, () => relatedOf(placeOn('x.json', text, 'a'), 'covers'))
    const outputs = new Map(huge({ ...placeOn('x.json', text, '1'), related }, text))
    expect(outputs.get('text')).toContain('9992 more related places')
    expect(outputs.get('sarif')).toContain('9900 more places')
  })
})
