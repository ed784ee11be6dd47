import { Budget } from '../analysis/budget.ts'
import { type Condition, not } from '../analysis/condition.ts'
import { findRequest } from '../analysis/solver.ts'
import type { AddressControl, Model, Policy } from '../model.ts'
import { once, remembered } from '../once.ts'
import { toPointer } from '../position.ts'
import { defineRule } from '../rule.ts'

export const conditionAlways = defineRule<Model>({
  id: 'condition-always',
  summary: 'A policy that lets in every request while it looks like a restriction.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Where one mechanism is enough and it lets everyone in, the others are never needed: the password is there,
      and nobody is asked for it. The claim holds however the platform reads what it does not document.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            verificationMode: or
            credentials: [{ username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }]
            policies: [{ action: ALLOW, addresses: ["0.0.0.0/0", "::/0"] }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            verificationMode: or
            credentials: [{ username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }]
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ policies, addressControls }) {
    const allowing = once(() => placesAround(addressControls.filter(allowsSome)))
    for (const policy of policies) {
      if (!mayInteract(policy)) continue
      // A list that allows everyone, and nothing beside it, is told of at its entries.
      const isList = policy.parts.every(({ subject }) => subject === 'source')
      if (isList && allowing().has(toPointer(policy.at))) continue
      const { everyone } = verdictOf(policy)
      if (everyone.kind === 'none') {
        const names = policy.parts.map(({ name }) => name)
        yield {
          at: policy.at,
          message: `Every request gets in: ${policy.name} (${listed(names)}) keep out nobody, however a request comes; take out what lets everyone in.`,
          related: policy.parts.slice(0, 10).map(({ at, name }) => ({ at, message: name })),
          witness: { source: '203.0.113.7', credentials: [] },
        }
      } else if (everyone.exhausted) {
        const message = `Whether ${policy.name} let in every request is open, since it rests on this: ${everyone.exhausted}.`
        yield { at: policy.at, message, undecided: true }
      }
    }
  },
})

const allowsSome = ({ lists }: AddressControl): boolean =>
  lists.some(({ entries }) => entries.some(({ action }) => action === 'allow'))

/** The places of controls, and all that they lie in. */
function placesAround(controls: readonly AddressControl[]): ReadonlySet<string> {
  return new Set(
    controls.flatMap(({ at }) => [...Array(at.length + 1).keys()].map((end) => toPointer(at.slice(0, end)))),
  )
}

/** Work for one question about a policy. */
export const policySteps = 20_000

interface Verdict {
  readonly kind: 'found' | 'none' | 'unknown'
  /** The words for a question that the budget cut short. */
  readonly exhausted?: string
}

/** Whether there is a request that a policy keeps out (else everyone gets in), and one that it lets in. */
export const verdictOf = remembered((policy: Policy) => {
  const access = policy.access()
  return { everyone: ask(not(access)), nobody: ask(access) }
})

function ask(condition: Condition): Verdict {
  const budget = new Budget(policySteps)
  const { kind } = findRequest(condition, budget)
  return budget.exhausted ? { kind, exhausted: budget.reason } : { kind }
}

/**
 * Whether the parts of a policy can bear on one another. Where each looks at something else of a request and none
 * of them lets in everyone or nobody by itself, every part matters and there is nothing to ask.
 */
export function mayInteract({ parts, open }: Policy): boolean {
  if (open) return false
  return (
    parts.some(({ suspect }) => suspect) || new Set(parts.map(({ subject }) => subject)).size < parts.length
  )
}

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names.join('')
  if (names.length <= 3) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}
