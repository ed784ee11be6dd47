import { Budget } from '../../../analysis/budget.ts'
import { all, not, textIn } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { exactText, regexText } from '../../../analysis/text-language.ts'
import { defineRule } from '../../../rule.ts'
import { shown } from '../../../schema/words.ts'
import { textAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import type { PomeriumView } from '../view.ts'

const steps = 10_000

export const wildcardAll = defineRule<PomeriumView>({
  id: 'pomerium/wildcard-all',
  summary: 'A route for every host there is.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      A star stands for any text, dots included, so that a host of nothing but stars takes every host that no other
      route names: each name that leads here by DNS, wanted or not, reaches the upstream. A star within a domain
      keeps it to that domain.`,
    bad: `
      routes:
        - from: https://*
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://*.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    const hosts = routes.map((route) => {
      const from = textAt(route, 'from')
      const verdict = from && parseUrl(from.value)
      return from && verdict?.ok ? { from, host: verdict.url.hostname } : undefined
    })
    const found = hosts.filter((one) => one !== undefined)
    const named = [...new Set(found.map(({ host }) => host).filter((host) => !host.includes('*')))]
    for (const { from, host } of found) {
      if (!/^\*+$/.test(host)) continue
      const other = all(
        textIn('host', regexText('[a-z]+[.]example[.]net')),
        // A host that a route names is never asked of a route with a star.
        ...named.slice(0, 100).map((name) => not(textIn('host', exactText(name)))),
      )
      const answer = findRequest(other, new Budget(steps))
      yield {
        at: from.at,
        message: `${shown(from.value)} takes every host that no other route names, wanted or not; name the domain that it is for.`,
        ...(answer.kind === 'found' && { witness: answer.value }),
      }
    }
  },
})
