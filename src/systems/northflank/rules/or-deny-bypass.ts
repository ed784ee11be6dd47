import { parseAddress } from '../../../analysis/address.ts'
import { AddressSet } from '../../../analysis/address-set.ts'
import { defineRule } from '../../../rule.ts'
import { onlyDenies, present } from '../access.ts'
import type { Mechanisms } from '../document.ts'
import { addressPolicies, type Group, groupsOf, isActive, isPrivate, mechanismsOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const orDenyBypass = defineRule<PortsView>({
  id: 'northflank/or-deny-bypass',
  summary: 'A list that only denies, where one mechanism is enough.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Under "or" a request passes with any one mechanism. An address list without an ALLOW lets in every address
      that it does not deny, so read literally nobody else is asked for a password or a sign-in. How such a list
      counts there is undocumented.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            verificationMode: or
            policies: [{ action: DENY, addresses: [203.0.113.0/24] }]
            sso: { organizationId: org_example }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            verificationMode: and
            policies: [{ action: DENY, addresses: [203.0.113.0/24] }]
            sso: { organizationId: org_example }`,
  },

  *check({ ports }) {
    for (const port of ports) {
      if (isPrivate(port.value)) continue
      for (const group of groupsOf(port)) {
        if (!isActive(group) || !oneIsEnough(group, port.value.security?.verificationMode)) continue
        const others = mechanismsOf(group.value).filter((name) => name !== 'addresses')
        const source = onlyDenies(group.value) ? notDenied(group.value) : undefined
        if (others.length === 0 || source === undefined) continue
        const key = group.value.policies?.length ? 'policies' : 'ip'
        yield {
          at: [...group.at, key],
          message: `This list only denies, and one mechanism is enough here: read literally, ${source} and every other address that is not denied gets in without ${others.join(' or ')}, though how such a list counts is undocumented; have all mechanisms pass ("and", requiredPolicies).`,
          witness: { source, credentials: [] },
        }
      }
    }
  },
})

const oneIsEnough = ({ of }: Group, mode: string | undefined): boolean =>
  of === 'alternatives' || (of === 'port' && mode === 'or')

/** An address that no entry denies; undefined where there is none, or an entry cannot be read. */
function notDenied(group: Mechanisms): string | undefined {
  const parsed = addressPolicies(group).flatMap(({ addresses }) => present(addresses).map(parseAddress))
  const blocks = parsed.flatMap((result) => (result.ok ? [result.block] : []))
  return blocks.length < parsed.length ? undefined : AddressSet.of(blocks).complement().sample()
}
