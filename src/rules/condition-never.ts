import type { Model } from '../model.ts'
import { isWithin } from '../position.ts'
import { defineRule } from '../rule.ts'
import { admitsNobody } from './allow-nobody.ts'
import { listed, mayInteract, verdictOf } from './condition-always.ts'
import { emptyPatterns } from './regex-empty.ts'

export const conditionNever = defineRule<Model>({
  id: 'condition-never',
  summary: 'A policy that can let nobody in.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Requirements that exclude one another, such as two values of one header or two networks that share no
      address, shut out everyone. The claim holds however the platform reads what it does not document.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: staging }
              - { name: X-Env, value: production }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: staging|production, regexMode: true }`,
  },

  *check(model) {
    const { policies, addressControls } = model
    const asked = policies.filter(mayInteract)
    if (asked.length === 0) return
    const told = [
      ...addressControls.filter(admitsNobody).map(({ at }) => at),
      ...emptyPatterns(model).map(({ pattern }) => pattern.at),
    ]
    for (const policy of asked) {
      if (told.some((at) => isWithin(at, policy.at))) continue
      const { nobody } = verdictOf(policy)
      if (nobody.kind === 'none') {
        yield {
          at: policy.at,
          message: `Nobody${policy.spared ? ` but ${policy.spared}` : ''} gets in: no request can pass ${policy.name} (${listed(policy.parts.map(({ name }) => name))}); drop the requirements that exclude one another.`,
          related: policy.parts.slice(0, 10).map(({ at, name }) => ({ at, message: name })),
        }
      } else if (nobody.exhausted) {
        const message = `Whether anyone can pass ${policy.name} is open, since it rests on this: ${nobody.exhausted}.`
        yield { at: policy.at, message, undecided: true }
      }
    }
  },
})
