import { own, type Service } from '../document.ts'
import { isCidr, isIpv4, readAddress, specialRange } from './go-address.ts'
import { isHeadless, quoted, type Refusal, type ServerRule, type Submitted } from './server-rule.ts'

export const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges'

const clusterIPsAt = ({ clusterIP }: Submitted) => (clusterIP.length > 2 ? ['spec', 'clusterIPs'] : clusterIP)

export const addressRules: readonly ServerRule[] = [
  {
    source: 'ValidateService, IsServiceIPSet',
    until: 19,
    *check({ spec }) {
      const { clusterIP = '', type } = spec
      const at = ['spec', 'clusterIP']
      if (clusterIP === '') return
      if (clusterIP === 'None' && (type === 'LoadBalancer' || type === 'NodePort'))
        yield { at, message: headless(type) }
      if (type === 'ExternalName')
        yield {
          at,
          message: `The clusterIP ${quoted(clusterIP)} is refused on a Service of type ExternalName, which has no address; remove it`,
        }
      if (clusterIP !== 'None' && !readAddress(clusterIP)) yield { at, message: notAnAddress(clusterIP) }
    },
  },
  {
    source: 'ValidateService, clusterIPs of a type',
    since: 20,
    *check(submitted) {
      const { spec, clusterIP } = submitted
      if (isHeadless(submitted) && (spec.type === 'LoadBalancer' || spec.type === 'NodePort'))
        yield { at: clusterIP, message: headless(spec.type) }
      if (spec.type === 'ExternalName' && (spec.clusterIPs?.length ?? 0) > 0)
        yield {
          at: clusterIPsAt(submitted),
          message: `The clusterIP ${quoted(spec.clusterIPs?.[0])} is refused on a Service of type ExternalName, which has no address; remove it`,
        }
    },
  },
  {
    source: 'ValidateServiceClusterIPsRelatedFields',
    since: 20,
    *check(submitted) {
      if (submitted.spec.type !== 'ExternalName') yield* clusterIPRefusals(submitted)
    },
  },
  {
    source: 'ValidateService, externalIPs',
    *check({ spec, release, stored }) {
      const stays = new Set(release >= 33 ? stored?.spec?.externalIPs : [])
      for (const [index, text] of (spec.externalIPs ?? []).entries()) {
        const at = ['spec', 'externalIPs', index]
        const address = readAddress(text)
        const special = address && specialRange(address)
        if (!address)
          yield {
            at,
            message: `${quoted(text)} is no IP address${stays.has(text) ? ', although it is stored so' : ''}`,
          }
        else if (special) yield { at, message: `${quoted(text)} ${special}, which cannot be an external one` }
      }
    },
  },
  {
    source: 'ValidateService, LoadBalancerSourceRanges',
    *check(submitted) {
      const { spec, service } = submitted
      const annotation = own(service.metadata?.annotations, rangesAnnotation)
      if ((spec.loadBalancerSourceRanges?.length ?? 0) > 0) yield* rangeRefusals(submitted)
      else if (annotation !== undefined) yield* annotationRefusals(submitted, annotation)
    },
  },
]

const headless = (type: string) =>
  `clusterIP: None is refused on a Service of type ${type}, which needs an address; remove it`

const notAnAddress = (text: string) =>
  `${quoted(text)} is no IP address; leave clusterIP out, and the API server chooses one`

function* clusterIPRefusals(submitted: Submitted): Iterable<Refusal> {
  const { spec, release, stored } = submitted
  const { clusterIP = '', clusterIPs = [], ipFamilies = [] } = spec
  const at = clusterIPsAt(submitted)
  const entry = (index: number) => (at.at(-1) === 'clusterIPs' ? [...at, index] : at)
  if (clusterIP !== '' && clusterIPs.length > 0 && clusterIPs[0] !== clusterIP)
    yield {
      at,
      message: `The first of clusterIPs is ${quoted(clusterIPs[0])} and clusterIP is ${quoted(clusterIP)}, and the API server wants them equal`,
    }
  if (clusterIP === '' && clusterIPs.length > 0)
    yield {
      at,
      message:
        'clusterIPs is set and clusterIP is not, which the API server refuses; set clusterIP to the first of them',
    }
  yield* familyRefusals(submitted)
  const stays = new Set(release >= 33 ? stored?.spec?.clusterIPs : [])
  const alone = clusterIPs[0] === 'None' && clusterIPs.length > 1
  if (alone) yield { at, message: '"None" can only be the sole entry of clusterIPs' }
  const wrong = clusterIPs.flatMap((text, index) =>
    (index === 0 && text === 'None') || stays.has(text) || readAddress(text) ? [] : [{ text, index }],
  )
  for (const { text, index } of wrong) yield { at: entry(index), message: notAnAddress(text) }
  if (clusterIPs.length > 2)
    yield {
      at,
      message: `clusterIPs has ${clusterIPs.length} entries, and one for each IP family is the most`,
    }
  if (alone || wrong.length > 0) return
  const isV4 = (text: string) => isIpv4(readAddress(text) ?? [])
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(isV4)).size < 2)
    yield {
      at,
      message: `${clusterIPs.slice(0, 3).join(' and ')} are of one IP family, and clusterIPs takes one address of each`,
    }
  if (isHeadless(submitted)) return
  for (const [index, text] of clusterIPs.entries()) {
    const family = ipFamilies[index]
    if (
      (family === 'IPv4' && isV4(text)) ||
      (family === 'IPv6' && !isV4(text)) ||
      (family !== 'IPv4' && family !== 'IPv6')
    )
      continue
    yield {
      at: entry(index),
      message: `${quoted(text)} is no ${family} address, which ipFamilies says it is`,
    }
  }
}

const policies = ['SingleStack', 'PreferDualStack', 'RequireDualStack']

function* familyRefusals({ spec, release }: Submitted): Iterable<Refusal> {
  const { ipFamilies = [], clusterIPs = [], ipFamilyPolicy } = spec
  for (const [index, family] of ipFamilies.entries()) {
    const at = ['spec', 'ipFamilies', index]
    if (family !== 'IPv4' && family !== 'IPv6')
      yield { at, message: `${quoted(family)} is no IP family, only IPv4 and IPv6 are` }
    if (ipFamilies.indexOf(family) < index)
      yield { at, message: `${quoted(family)} stands twice in ipFamilies; remove one` }
  }
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy))
    yield {
      at: ['spec', 'ipFamilyPolicy'],
      message: `${quoted(ipFamilyPolicy)} is none of ${policies.join(', ')}`,
    }
  if (release < 21 || Math.max(clusterIPs.length, ipFamilies.length) !== 2) return
  if (ipFamilyPolicy !== undefined && ipFamilyPolicy !== 'SingleStack') return
  yield {
    at: ['spec', 'ipFamilyPolicy'],
    message:
      'Two IP families are asked for under the policy SingleStack, which is the one where none is given: the validation takes it, and the allocation of addresses refuses it; set ipFamilyPolicy to PreferDualStack or RequireDualStack',
    doubt: true,
  }
}

const onlyLoadBalancer = 'only a Service of type LoadBalancer may have them'

function* rangeRefusals({ spec, release, stored }: Submitted): Iterable<Refusal> {
  const at = ['spec', 'loadBalancerSourceRanges']
  const { type, loadBalancerSourceRanges: ranges = [] } = spec
  if (type !== 'LoadBalancer')
    yield {
      at,
      message: `Source ranges are refused on a Service of type ${quoted(type)}: ${onlyLoadBalancer}`,
    }
  const stays = new Set(
    release >= 33 ? stored?.spec?.loadBalancerSourceRanges?.map((range) => range.trim()) : [],
  )
  const wrong = ranges.flatMap((range, index) =>
    isCidr(range.trim()) || stays.has(range.trim()) ? [] : [{ range, index }],
  )
  // Up to 1.29 the server names the list, and says so once.
  if (release < 30 && wrong[0]) yield { at, message: notARange(wrong[0].range) }
  else for (const { range, index } of wrong) yield { at: [...at, index], message: notARange(range) }
}

function notARange(text: string): string {
  const address = readAddress(text.trim())
  const fix = address ? `; write ${text.trim()}/${isIpv4(address) ? 32 : 128}` : ''
  return `${quoted(text)} is no CIDR block, and the API server takes nothing else as a source range${fix}`
}

function* annotationRefusals({ spec, release, stored }: Submitted, text: string): Iterable<Refusal> {
  const at = ['metadata', 'annotations', rangesAnnotation]
  if (spec.type !== 'LoadBalancer')
    yield {
      at,
      message: `The annotation for source ranges is refused on a Service of type ${quoted(spec.type)}: ${onlyLoadBalancer}`,
    }
  if (release >= 33 && stored && own(stored.metadata?.annotations, rangesAnnotation) === text) return
  const wrong = annotatedRanges(text).find((range) => !isCidr(range))
  if (wrong !== undefined)
    yield {
      at,
      message:
        wrong === ''
          ? 'The list of source ranges has an empty entry, as a comma at its end makes one; remove the comma'
          : notARange(wrong),
    }
}

/** The entries of the annotation; none where it is blank, which stands for everyone. */
export function annotatedRanges(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((range) => range.trim())
}

/** Whether the annotation counts: a set field wins. */
export const annotationCounts = ({ spec }: Service): boolean =>
  (spec?.loadBalancerSourceRanges?.length ?? 0) === 0
