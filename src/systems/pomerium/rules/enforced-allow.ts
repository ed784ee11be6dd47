import { defineRule, type Problem } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { bodiesOf } from '../lists.ts'
import { admittedBy, isRefused } from '../ppl/admitted.ts'
import { type ParsedSite, parsedSites } from '../ppl/parsed.ts'
import { findCaller } from '../ppl/requests.ts'

export const enforcedAllow = defineRule<object>({
  id: 'pomerium/enforced-allow',
  summary: 'An enforced policy that lets somebody in, on every route below its namespace.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      An enforced policy is joined to every route below its namespace, and the allows of all policies of a route are
      OR-ed. What its allow lets in gets into each of these routes, those without a policy of their own included: a
      route that nobody was meant to use is open by it. An enforced deny narrows all routes, as one expects.`,
    bad: `
      namespaceId: ns_production
      name: staff
      enforced: true
      ppl: { allow: { or: [{ domain: example.com }] } }
      description: ""
      explanation: ""
      remediation: ""`,
    good: `
      namespaceId: ns_production
      name: only from the office
      enforced: true
      ppl: { deny: { not: [{ source_ip: 198.51.100.0/24 }] } }
      description: ""
      explanation: ""
      remediation: ""`,
  },

  *check(document, surroundings) {
    const sites = parsedSites('policy', document, surroundings)
    for (const { value, at } of bodiesOf<Readonly<Record<string, unknown>>>(document)) {
      const site = sites.find(
        (candidate) => candidate.at.length === at.length + 1 && candidate.at[0] === (at[0] ?? 'ppl'),
      )
      if (isMap(value) && value['enforced'] === true && site) yield* judge(site)
    }
  },
})

function* judge(site: ParsedSite): Iterable<Problem> {
  const rule = site.ppl.rules.find(({ action, groups }) => action === 'allow' && groups.length > 0)
  if (!rule || isRefused(site)) return
  const answer = findCaller(admittedBy(site))
  if (answer.kind === 'none') return
  const { at } = rule
  if (answer.kind === 'unknown') {
    const message = `Whether this enforced policy lets anybody into the routes below its namespace is open, since it rests on this: ${answer.reason}.`
    yield { at, key: true, message, undecided: true }
    return
  }
  yield {
    at,
    key: true,
    message:
      'An enforced allow is OR-ed with the policies of every route below its namespace, so this request gets into all of them; keep deny only, or attach the policy to the routes that it is meant for.',
    witness: answer.value,
  }
}
