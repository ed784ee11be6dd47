import { regexHygiene } from '../analysis/regex/hygiene.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'
import { hasSecretText, shownPattern } from '../shown-pattern.ts'

export const regexAnchor = defineRule<Model>({
  id: 'regex-anchor',
  summary: 'Anchors that change nothing, and unescaped dots in what looks like a host name.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      Where the whole value must match, \`^\` at its start and \`$\` at its end change nothing, and suggest that
      other patterns of the file match parts. A dot stands for any character: app.example.com also takes
      appxexample.com, a name that somebody else can own.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: Origin, value: "https://app.example.com", regexMode: true }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: Origin, value: "https://app[.]example[.]com", regexMode: true }`,
  },

  *check({ patterns }) {
    for (const pattern of patterns) {
      const { value, at, subject, whole } = pattern
      const { anchors, dots } = regexHygiene(value)
      const caveat = whole === 'likely' ? ', as is most likely' : ''
      // Where a part of the value may be enough, anchors matter.
      for (const { offset, length } of whole === 'unknown' ? [] : anchors) {
        yield {
          at,
          span: { start: offset, end: offset + length },
          message: `${value.slice(offset, offset + length)} changes nothing where the whole ${subject} must match${caveat}; remove it.`,
        }
      }
      const [first] = dots
      // What a pattern of secrets takes tells of them.
      if (!first || hasSecretText(pattern)) continue
      yield {
        at,
        span: { start: first.offset, end: first.offset + first.length },
        message: `${shownPattern(pattern, first)} has ${dots.length === 1 ? 'an unescaped dot' : `${dots.length} unescaped dots`} in what looks like a host name, so it also matches ${first.sample}; write [.] for a dot.`,
        witness: { sample: first.sample },
      }
    }
  },
})
