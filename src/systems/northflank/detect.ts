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
  const { data, ports } = value
  if (isMap(data) && isPortList(data['ports']) && Object.keys(value).length === 1)
    return 'northflank/service-ports-response'
  if (!isPortList(ports) || foreignKeys.some((key) => Object.hasOwn(value, key))) return undefined
  return Object.keys(value).length === 1 ? 'northflank/service-ports' : 'northflank/service'
}

type Map = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Map =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** A list in which some entry is a port of this platform: no other one writes `internalPort`. */
function isPortList(value: unknown): boolean {
  return Array.isArray(value) && value.some((item: unknown) => isMap(item) && looksLikePort(item))
}

function looksLikePort(item: Map): boolean {
  if (Object.hasOwn(item, 'internalPort')) return true
  const keys = Object.keys(item)
  return keys.filter((key) => portKeys.has(key)).length >= 3 && Object.hasOwn(item, 'protocol')
}
