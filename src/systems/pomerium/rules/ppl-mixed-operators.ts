import { all, any, evaluate, not } from '../../../analysis/condition.ts'
import type { Request } from '../../../analysis/request.ts'
import type { Problem } from '../../../rule.ts'
import { groupOutcome, inEitherWorld } from '../ppl/access.ts'
import { admittedBy, isRefused } from '../ppl/admitted.ts'
import type { ParsedSite } from '../ppl/parsed.ts'
import { findCaller } from '../ppl/requests.ts'
import type { Group, Rule } from '../ppl/tree.ts'
import type { PplRule } from '../ppl/view.ts'

export const pplMixedOperators: PplRule = {
  id: 'pomerium/ppl-mixed-operators',
  summary: 'Several operators in one allow, of which one is enough.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      The operators of one body are OR-ed: "and" with a domain beside "not" with an e-mail lets in everyone of the domain,
      and everyone else who has another e-mail. What should hold together belongs into one "and", and who is to be
      kept out belongs below deny.`,
    bad: `
      allow:
        and:
          - domain: example.com
        or:
          - claim/team: operations
          - claim/team: support`,
    good: `
      - allow:
          and:
            - domain: example.com
            - claim/team: operations
      - allow:
          and:
            - domain: example.com
            - claim/team: support`,
  },

  *check(sites) {
    for (const site of sites) {
      if (isRefused(site)) continue
      for (const rule of site.ppl.rules) {
        if (rule.action === 'allow' && rule.groups.length > 1) yield* judge(site, rule)
      }
    }
  },
}

function* judge(site: ParsedSite, { groups, at }: Rule): Iterable<Problem> {
  const values = groups.map((group) => passedBy(group))
  const answer = findCaller(all(admittedBy(site), any(...values), any(...values.map(not))))
  if (answer.kind === 'none') return
  if (answer.kind === 'unknown') {
    const message = `Whether one of the operators of this allow lets in whom another one refuses is open, since it rests on this: ${answer.reason}.`
    yield { at, key: true, message, undecided: true }
    return
  }
  const request: Request = answer.value
  const named = (truth: boolean) => {
    const found = groups.find((_, index) => evaluate(values[index]!, request) === truth)
    return found ? `"${found.operator}"` : 'one of them'
  }
  const names = groups.map(({ operator }) => `"${operator}"`)
  yield {
    at,
    key: true,
    message: `${names.slice(0, -1).join(', ')} and ${names.at(-1)} stand in one allow, and one of them is enough: this request gets in by ${named(true)} though ${named(false)} refuses it; put what must hold together below one "and", and whom to keep out below deny.`,
    related: groups.map((group) => ({ at: group.at, message: `${group.operator} alone is enough` })),
    witness: request,
  }
}

const passedBy = (group: Group) => inEitherWorld((world) => groupOutcome(group, world)!.value)
