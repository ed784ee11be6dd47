import { all, any, type Condition, not } from '../../../analysis/condition.ts'
import type { Problem } from '../../../rule.ts'
import { groupOutcome, inEitherWorld } from '../ppl/access.ts'
import { admittedBy, isRefused } from '../ppl/admitted.ts'
import type { ParsedSite } from '../ppl/parsed.ts'
import { findCaller } from '../ppl/requests.ts'
import type { Group, Rule } from '../ppl/tree.ts'
import type { PplRule } from '../ppl/view.ts'

export const pplNotInAllow: PplRule = {
  id: 'pomerium/ppl-not-in-allow',
  summary: 'A "not" or "nor" below allow, which lets in everyone else.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      "allow: not" reads like a list of people to keep out and is a list of everyone else to let in: whoever signs in with
      any other account passes. "nor" is wider still, since one criterion that does not hold is enough. Name whom to let
      in below allow, and whom to keep out below deny.`,
    bad: `
      allow:
        not:
          - email: contractor@example.com`,
    good: `
      allow:
        or:
          - domain: example.com
      deny:
        or:
          - email: contractor@example.com`,
  },

  *check(sites) {
    for (const site of sites) {
      if (isRefused(site)) continue
      for (const rule of site.ppl.rules) {
        if (rule.action !== 'allow') continue
        for (const group of rule.groups) {
          if (group.operator === 'not' || group.operator === 'nor') yield* judge(site, rule, group)
        }
      }
    }
  },
}

function* judge(site: ParsedSite, rule: Rule, group: Group): Iterable<Problem> {
  const admitted = all(admittedBy(site), passedBy(group))
  const others = rule.groups.filter((other) => other !== group)
  // Best is somebody whom the rest of the body keeps out.
  const wishes: Condition[] =
    others.length > 0 ? [all(admitted, not(any(...others.map(passedBy)))), admitted] : [admitted]
  for (const [index, wish] of wishes.entries()) {
    const answer = findCaller(wish)
    if (answer.kind === 'found') {
      const although =
        index === 0 && others.length > 0
          ? `, though ${others.map(({ operator }) => `"${operator}"`).join(' and ')} refuse it`
          : ''
      yield {
        at: group.at,
        key: true,
        message: `${words[group.operator as 'not' | 'nor']}: this request gets in${although.replace(/ refuse it$/, others.length === 1 ? ' refuses it' : ' refuse it')}; name below allow whom to let in, and below deny whom to keep out.`,
        witness: answer.value,
      }
      return
    }
    if (answer.kind === 'unknown' && index === wishes.length - 1) {
      const message = `Whether ${group.operator} lets in everyone else is open, since it rests on this: ${answer.reason}.`
      yield { at: group.at, key: true, message, undecided: true }
    }
  }
}

const words = {
  not: '"not" below allow lets in everyone of whom none of its criteria holds',
  nor: '"nor" below allow lets in everyone of whom one of its criteria does not hold',
} as const

const passedBy = (group: Group) => inEitherWorld((world) => groupOutcome(group, world)!.value)
