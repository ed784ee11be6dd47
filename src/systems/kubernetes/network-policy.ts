import { isMap } from '../../schema/json-schema.ts'
import type { Fields } from './document.ts'
import { namespaceOf } from './workloads.ts'

const wholeFamily = /^(0\.0\.0\.0|::)\/0$/

/** A network policy that tells callers by their addresses. */
export interface AddressPolicy {
  readonly name: string
  readonly namespace: string | undefined
  /** Of the pods for which it holds. */
  readonly labels: Fields
}

/** Undefined for a policy that does not tell all callers by their addresses, or of which that is not known. */
export function addressPolicyOf(policy: Fields): AddressPolicy | undefined {
  const spec = policy['spec']
  if (!isMap(spec)) return undefined
  const { podSelector, ingress } = spec
  const rules = Array.isArray(ingress) ? ingress.filter(isMap) : []
  const from = rules.map((rule) => (Array.isArray(rule['from']) ? (rule['from'] as unknown[]) : []))
  // A rule without callers lets in everyone.
  if (from.length === 0 || from.some((peers) => peers.length === 0)) return undefined
  const blocks = from
    .flat()
    .flatMap((peer) => (isMap(peer) && isMap(peer['ipBlock']) ? [peer['ipBlock']['cidr']] : []))
  if (blocks.length === 0 || blocks.some((block) => wholeFamily.test(String(block)))) return undefined
  const selector = isMap(podSelector) ? podSelector : {}
  // Expressions are not read: which pods such a policy holds for is left open.
  if (Array.isArray(selector['matchExpressions']) && selector['matchExpressions'].length > 0) return undefined
  const labels = isMap(selector['matchLabels']) ? selector['matchLabels'] : {}
  const metadata = isMap(policy['metadata']) ? policy['metadata'] : {}
  return { name: String(metadata['name'] ?? '?'), namespace: namespaceOf(policy), labels }
}
