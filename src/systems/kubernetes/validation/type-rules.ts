import { labelRefusals } from './metadata-rules.ts'
import { dns1123Subdomain, qualifiedName } from './names.ts'
import { isExternal, needsHealthCheck, quoted, type ServerRule } from './server-rule.ts'

const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']

/** "; write NodePort" where a text is one of these but for its case. */
function otherCase(text: string | undefined, known: readonly string[]): string {
  const meant = known.find((one) => one.toLowerCase() === text?.toLowerCase())
  return meant ? `; write ${meant}` : ''
}

const oneOf = (text: string | undefined, what: string, known: readonly string[]) =>
  `${quoted(text)} is no ${what}, only ${known.join(', ')} ${known.length > 1 ? 'are' : 'is'}${otherCase(text, known)}`

const trafficPolicies = ['Cluster', 'Local']

/** The values of trafficDistribution: 1.34 has PreferSameTrafficDistribution on by default. */
const distributionsOf = (release: number): readonly string[] =>
  release < 34 ? ['PreferClose'] : ['PreferClose', 'PreferSameZone', 'PreferSameNode']

export const typeRules: readonly ServerRule[] = [
  {
    source: 'ValidateService, type',
    *check({ spec: { type } }) {
      if (!types.includes(type ?? ''))
        yield { at: ['spec', 'type'], message: oneOf(type, 'type of a Service', types) }
    },
  },
  {
    source: 'ValidateService, selector',
    check: ({ spec }) => labelRefusals(spec.selector, ['spec', 'selector'], 'selector'),
  },
  {
    source: 'ValidateService, sessionAffinity',
    *check({ spec: { sessionAffinity } }) {
      const known = ['ClientIP', 'None']
      if (known.includes(sessionAffinity ?? '')) return
      yield { at: ['spec', 'sessionAffinity'], message: oneOf(sessionAffinity, 'session affinity', known) }
    },
  },
  {
    source: 'validateClientIPAffinityConfig',
    *check({ spec: { sessionAffinity, sessionAffinityConfig } }) {
      const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 0
      if (sessionAffinity !== 'ClientIP' || (seconds > 0 && seconds <= 86400)) return
      yield {
        at: ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'],
        message: `${seconds} seconds of session affinity are refused: 1 to 86400 (a day) are taken`,
      }
    },
  },
  {
    source: 'ValidateService, externalName',
    *check({ spec: { type, externalName = '' }, release }) {
      if (type !== 'ExternalName') return
      const at = ['spec', 'externalName']
      const name = release < 15 ? externalName : externalName.replace(/\.$/, '')
      const broken = name === '' ? undefined : dns1123Subdomain(name)
      if (name === '')
        yield {
          at,
          message: 'A Service of type ExternalName lacks externalName, the host that it stands for',
        }
      else if (broken)
        yield {
          at,
          message: `${quoted(externalName)} is no host name that the API server takes: it ${broken}`,
        }
    },
  },
  {
    source: 'validateServiceExternalTrafficFieldsValue',
    until: 22,
    *check({ spec: { externalTrafficPolicy = '', healthCheckNodePort = 0 } }) {
      if (externalTrafficPolicy !== '' && !trafficPolicies.includes(externalTrafficPolicy))
        yield {
          at: ['spec', 'externalTrafficPolicy'],
          message: oneOf(externalTrafficPolicy, 'external traffic policy', trafficPolicies),
        }
      if (healthCheckNodePort < 0)
        yield {
          at: ['spec', 'healthCheckNodePort'],
          message: `The healthCheckNodePort ${healthCheckNodePort} is below 0`,
        }
    },
  },
  {
    source: 'ValidateServiceExternalTrafficFieldsCombination',
    until: 22,
    late: true,
    *check({ spec, release }) {
      const { externalTrafficPolicy = '', healthCheckNodePort = 0, type } = spec
      if (externalTrafficPolicy !== '' && !isExternal(spec, release))
        yield { at: ['spec', 'externalTrafficPolicy'], message: noPolicy(externalTrafficPolicy, type) }
      if (healthCheckNodePort !== 0 && !needsHealthCheck(spec))
        yield { at: ['spec', 'healthCheckNodePort'], message: noHealthCheck(healthCheckNodePort) }
    },
  },
  {
    source: 'validateServiceExternalTrafficPolicy',
    since: 23,
    *check({ spec, release }) {
      const { externalTrafficPolicy = '', healthCheckNodePort = 0, type } = spec
      const policyAt = ['spec', 'externalTrafficPolicy']
      const checkAt = ['spec', 'healthCheckNodePort']
      if (!isExternal(spec, release)) {
        if (externalTrafficPolicy !== '')
          yield { at: policyAt, message: noPolicy(externalTrafficPolicy, type) }
      } else if (!trafficPolicies.includes(externalTrafficPolicy))
        yield {
          at: policyAt,
          message: oneOf(externalTrafficPolicy, 'external traffic policy', trafficPolicies),
        }
      if (healthCheckNodePort === 0) return
      if (!needsHealthCheck(spec)) yield { at: checkAt, message: noHealthCheck(healthCheckNodePort) }
      else if (healthCheckNodePort < 1 || healthCheckNodePort > 65535)
        yield {
          at: checkAt,
          message: `The healthCheckNodePort ${healthCheckNodePort} is no port number: those are 1 to 65535`,
        }
    },
  },
  {
    source: 'ValidateService, ipFamilies of ExternalName',
    since: 21,
    *check({ spec: { type, ipFamilies = [], ipFamilyPolicy } }) {
      if (type !== 'ExternalName') return
      if (ipFamilies.length > 0)
        yield {
          at: ['spec', 'ipFamilies'],
          message: 'ipFamilies is refused on a Service of type ExternalName, which has no address; remove it',
        }
      if (ipFamilyPolicy !== undefined)
        yield {
          at: ['spec', 'ipFamilyPolicy'],
          message:
            'ipFamilyPolicy is refused on a Service of type ExternalName, which has no address; remove it',
        }
    },
  },
  {
    source: 'ValidateService, allocateLoadBalancerNodePorts',
    since: 22,
    *check({ spec: { type, allocateLoadBalancerNodePorts } }) {
      if (allocateLoadBalancerNodePorts === undefined || type === 'LoadBalancer') return
      yield {
        at: ['spec', 'allocateLoadBalancerNodePorts'],
        message: `allocateLoadBalancerNodePorts is refused on a Service of type ${quoted(type)}; remove it`,
      }
    },
  },
  {
    source: 'validateLoadBalancerClassField',
    since: 22,
    *check({ spec: { type, loadBalancerClass } }) {
      if (loadBalancerClass === undefined) return
      const at = ['spec', 'loadBalancerClass']
      const broken = qualifiedName(loadBalancerClass)
      if (type !== 'LoadBalancer')
        yield { at, message: `loadBalancerClass is refused on a Service of type ${quoted(type)}; remove it` }
      else if (broken)
        yield {
          at,
          message: `${quoted(loadBalancerClass)} is no name of a load balancer class: it ${broken}`,
        }
    },
  },
  {
    source: 'validateServiceInternalTrafficFieldsValue',
    since: 22,
    *check({ spec: { internalTrafficPolicy } }) {
      if (internalTrafficPolicy === undefined || trafficPolicies.includes(internalTrafficPolicy)) return
      yield {
        at: ['spec', 'internalTrafficPolicy'],
        message: oneOf(internalTrafficPolicy, 'internal traffic policy', trafficPolicies),
      }
    },
  },
  {
    source: 'validateServiceTrafficDistribution',
    since: 31,
    *check({ spec: { trafficDistribution }, release }) {
      const known = distributionsOf(release)
      if (trafficDistribution === undefined || known.includes(trafficDistribution)) return
      yield {
        at: ['spec', 'trafficDistribution'],
        message: oneOf(trafficDistribution, 'traffic distribution', known),
      }
    },
  },
]

const noPolicy = (policy: string, type: string | undefined) =>
  `externalTrafficPolicy: ${policy} is refused on a Service of type ${quoted(type)}, which nobody reaches from outside; remove it`

const noHealthCheck = (port: number) =>
  `The healthCheckNodePort ${port} is refused unless the type is LoadBalancer and externalTrafficPolicy is Local; remove it`
