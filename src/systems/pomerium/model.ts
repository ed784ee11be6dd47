import { emptyModel, type Model } from '../../model.ts'
import type { Surroundings } from '../../rule.ts'
import { addressControls, policyOf } from './ppl/model.ts'
import { parsedSites } from './ppl/parsed.ts'
import type { PplPlace } from './ppl/sites.ts'
import { coreRoutes, zeroRoutes } from './route-view.ts'
import { coreListeners } from './routes/core.ts'
import { ingressEntries, ingressPatterns } from './routes/ingress.ts'
import { routePatterns } from './routes/patterns.ts'

/** What policies say: their lists of addresses, and their criteria as parts. */
function policyModel(place: PplPlace, document: object, surroundings: Surroundings): Model {
  const sites = parsedSites(place, document, surroundings)
  return { ...emptyModel, addressControls: sites.flatMap(addressControls), policies: sites.flatMap(policyOf) }
}

export const normalisePpl = (document: object, surroundings: Surroundings): Model =>
  policyModel('ppl', document, surroundings)

export const normalisePolicy = (document: object, surroundings: Surroundings): Model =>
  policyModel('policy', document, surroundings)

/** A core file is a whole proxy. */
export function normaliseConfig(document: object, surroundings: Surroundings): Model {
  return {
    ...policyModel('config', document, surroundings),
    listeners: coreListeners(document, surroundings),
    patterns: coreRoutes(document).flatMap(routePatterns),
  }
}

/** The routes of the API make a proxy together with others: what they take is read by the project. */
export const normaliseRoute = (document: object): Model => ({
  ...emptyModel,
  patterns: zeroRoutes(document).flatMap(routePatterns),
})

/** So do Ingresses. */
export function normaliseIngress(document: object, surroundings: Surroundings): Model {
  const regexes = ingressPatterns(ingressEntries(document, [], () => ({ kind: 'any', of: [] })))
  return {
    ...policyModel('ingress', document, surroundings),
    patterns: regexes.map((regex) => ({
      ...regex,
      subject: 'path',
      dialect: 'RE2',
      attribute: 'path',
      whole: 'yes',
    })),
  }
}
