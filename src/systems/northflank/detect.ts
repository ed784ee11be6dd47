import { isMap } from '../../schema/json-schema.ts'
import { nodeKinds } from './template/kinds.ts'

/** What an entry of a port list may hold, in any of the documents that have one. */
const portKeys: ReadonlySet<string> = new Set([
  'id',
  'name',
  'internalPort',
  'public',
  'protocol',
  'dns',
  'domains',
  'security',
  'disableNfDomain',
])

/** Keys that other platforms' service files have beside a list of ports, and Northflank's have not. */
const foreignKeys = ['apiVersion', 'image', 'containerPort', 'services', 'total_num']

/** The kind of a parsed document, by its content alone; undefined where it is no document of Northflank's. */
export function detect(value: unknown): string | undefined {
  if (!isMap(value)) return undefined
  if (isTemplate(value)) return 'northflank/template'
  const { data, ports } = value
  if (isMap(data) && isPortList(data['ports']) && Object.keys(value).length === 1)
    return 'northflank/service-ports-response'
  if (!isPortList(ports) || foreignKeys.some((key) => Object.hasOwn(value, key))) return undefined
  return Object.keys(value).length === 1 ? 'northflank/service-ports' : 'northflank/service'
}

/** A list in which some entry is a port of this platform: no other one writes `internalPort`. */
function isPortList(value: unknown): boolean {
  return Array.isArray(value) && value.some((item: unknown) => isMap(item) && looksLikePort(item))
}

function looksLikePort(item: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(item, 'internalPort')) return true
  const keys = Object.keys(item)
  return keys.filter((key) => portKeys.has(key)).length >= 3 && Object.hasOwn(item, 'protocol')
}

/** The addresses that the platform itself writes: https://northflank.com/docs/v1/application/infrastructure-as-code/gitops-on-northflank */
const templateSchema =
  /^https:\/\/(api\.)?northflank\.com\/v1\/schemas\/(template|release-flow|preview-env)\b/

/**
 * A template, release flow or preview environment: it names the platform's schema, or has the version of the template
 * language, or a node of a known kind as its spec. A Kubernetes object has its own kind beside its spec.
 */
function isTemplate(value: Readonly<Record<string, unknown>>): boolean {
  const { $schema, apiVersion, spec } = value
  if (typeof $schema === 'string' && templateSchema.test($schema)) return true
  if (!Object.hasOwn(value, 'spec') || Object.hasOwn(value, 'kind') || Object.hasOwn(value, 'metadata'))
    return false
  if (apiVersion === 'v1.2') return true
  if (!isMap(spec)) return false
  const { kind } = spec
  if (typeof kind !== 'string' || !isMap(spec['spec'])) return false
  return nodeKinds.has(kind) || (typeof apiVersion === 'string' && /^v1(\.\d+)?$/.test(apiVersion))
}
