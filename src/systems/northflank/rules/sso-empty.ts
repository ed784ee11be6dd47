import { defineRule } from '../../../rule.ts'
import type { Sso } from '../document.ts'
import { groupsOf, isActive, lacks } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const ssoEmpty = defineRule<PortsView>({
  id: 'northflank/sso-empty',
  summary: 'Single sign-on that is set up without an organisation.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Who signs in must be a member of an organisation. No field of \`sso\` is required, so settings without an
      \`organizationId\` are accepted, and nobody is asked to sign in: the port looks closed and is open.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            sso:
              directoryGroupIds: [directory_group_staff]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            sso:
              organizationId: org_example
              directoryGroupIds: [directory_group_staff]`,
  },

  *check({ ports }) {
    for (const group of ports.flatMap(groupsOf)) {
      const { sso } = group.value
      if (!sso || typeof sso !== 'object' || !isActive(group)) continue
      if (!lacks(sso, 'organizationId') && sso.organizationId !== '') continue
      const set = settingsOf(sso)
      if (set.length === 0) continue
      yield {
        at: [...group.at, 'sso'],
        message: `${listed(set)} without an organizationId ${set.length === 1 ? 'asks' : 'ask'} nobody to sign in, as far as is documented; name the organisation, or remove sso.`,
      }
    }
  },
})

const settings = [
  'directoryGroupIds',
  'allowAnyOrgUsers',
  'validateInternalTraffic',
  'setCookieOnRootDomain',
  'allowInternalTrafficViaPublicDns',
  'noindexRedirect',
]

/** The settings that are switched on or hold something. */
function settingsOf(sso: Sso): string[] {
  const values = sso as Readonly<Record<string, unknown>>
  return settings.filter((key) => {
    const value = values[key]
    return value === true || typeof value === 'string' || (Array.isArray(value) && value.length > 0)
  })
}

const listed = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
