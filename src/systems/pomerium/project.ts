import type { Listener, Model } from '../../model.ts'
import type { Path } from '../../position.ts'
import type { Member, Project } from '../../system.ts'
import { accessOf } from './ppl/access.ts'
import { parsePpl } from './ppl/parse.ts'
import type { ParsedSite } from './ppl/parsed.ts'
import { pplSites } from './ppl/sites.ts'
import { ingressRoutes } from './route-view.ts'
import { routePolicies } from './routes/core.ts'
import { ingressEntries } from './routes/ingress.ts'
import { proxyListeners } from './routes/listeners.ts'
import { sorted } from './routes/order.ts'
import { zeroListeners } from './routes/zero.ts'
import { zeroAuthenticateUrlIsRoute } from './rules/authenticate-url-is-route.ts'
import { keyPairReference } from './rules/key-pair-reference.ts'
import { zeroNoPolicy } from './rules/no-policy.ts'
import { policyReference } from './rules/policy-reference.ts'
import { zeroPublicWithPolicy } from './rules/public-with-policy.ts'

/** The objects that are read together: routes and policies of the API, and the Ingresses of one cluster. */
export const project: Project = {
  kinds: new Set([
    'pomerium/route',
    'pomerium/policy',
    'pomerium/key-pair',
    'pomerium/settings',
    'pomerium/ingress',
  ]),
  normalise: (members): Model => ({
    listeners: [...zeroListeners(members), ...ingressListeners(members)],
    addressControls: [],
    patterns: [],
    policies: [],
    secrets: [],
  }),
  rules: [policyReference, keyPairReference, zeroNoPolicy, zeroPublicWithPolicy, zeroAuthenticateUrlIsRoute],
}

/** All Ingresses make one list, sorted as the databroker hands it out. */
function ingressListeners(members: readonly Member[]): Listener[] {
  const entries = members.flatMap(({ kind, value }, index) => {
    if (kind !== 'pomerium/ingress') return []
    const ingress = value as object
    const at: Path = [index]
    return ingressEntries(ingress, at, () => {
      const [route] = ingressRoutes(ingress)
      if (!route) return accessOf({ rules: [] })
      const policy = route.fields.get('policy')
      const site = pplSites('ingress', ingress)
        .filter((candidate) => candidate.at.join('/') === policy?.at.join('/'))
        .map(
          (candidate): ParsedSite => ({
            ...candidate,
            ...parsePpl(candidate.value, candidate.at, { target: 'core' }),
          }),
        )[0]
      return accessOf(routePolicies(route, site))
    })
  })
  return proxyListeners(sorted(entries), { name: 'Ingresses' })
}
