import { Budget } from '../../../analysis/budget.ts'
import { all, any, evaluate, not, textIn } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { segmentPrefix } from '../../../analysis/text-language.ts'
import type { Problem } from '../../../rule.ts'
import { shown } from '../../../schema/words.ts'
import { filledText, isOpen } from '../fields.ts'
import type { RouteView } from '../route-view.ts'
import { matchersOf, pathCondition } from '../routes/matcher.ts'
import type { RouteRule } from '../routes/view.ts'

export const prefixBoundary: RouteRule = {
  id: 'pomerium/prefix-boundary',
  summary: 'A prefix that also takes paths which only start with the same letters.',
  category: 'exposure',
  severity: 'note',
  docs: {
    why: `
      A prefix works by text and not by segments: /admin takes /admin, /admin/users and /administrator alike. Where the
      upstream has more paths that start so, they get the policy of this route. A slash at the end takes what lies below
      it alone; the path itself is then a route of its own.`,
    bad: `
      routes:
        - from: https://app.example.com
          prefix: /admin
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
    good: `
      routes:
        - from: https://app.example.com
          prefix: /admin/
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
  },

  *check({ routes }) {
    const byFrom = new Map<string | undefined, RouteView[]>()
    for (const route of routes) {
      const from = filledText(route, 'from')?.value
      byFrom.set(from, [...(byFrom.get(from) ?? []), route])
    }
    for (const list of byFrom.values()) for (const route of list) yield* judge(route, list)
  },
}

function* judge(route: RouteView, routes: readonly RouteView[]): Iterable<Problem> {
  const [matcher] = matchersOf(route)
  if (matcher?.mode !== 'prefix' || !/^\/.*[^/]$/s.test(matcher.value) || isOpen(matcher.value)) return
  const { value, at } = matcher
  // What other routes of the host ask for more exactly is not of this one, in whichever order they are asked.
  const others = routes.filter((other) => {
    const [own] = other === route ? [] : matchersOf(other)
    return own !== undefined && own.value.length > value.length
  })
  const beyond = all(pathCondition(matcher), not(textIn('path', segmentPrefix(value))))
  const free = all(beyond, not(any(...others.map((other) => pathCondition(matchersOf(other)[0])))))
  const usual = ['istrator', '2', '-x'].map((rest) => ({ path: `${value}${rest}` }))
  const plain = usual.find((request) => evaluate(free, request) === true)
  const answer = plain ? undefined : findRequest(free, new Budget(steps))
  const request = plain ?? (answer?.kind === 'found' ? answer.value : undefined)
  if (request?.path === undefined) return
  yield {
    at,
    message: `The prefix ${shown(value)} also takes ${request.path}, which does not lie below it; write ${shown(`${value}/`)} if only that is meant.`,
    witness: { path: request.path },
  }
}

const steps = 20_000
