import { type JsonSchema, resolveRef, type SchemaNode, typesOf } from '../../src/schema/json-schema.ts'
import { hostileTexts, hostileValues } from './hostile.ts'
import type { Random } from './random.ts'

/** Texts that mean something to one platform or another. */
const words: readonly string[] = [
  '10.0.0.0/8',
  '203.0.113.7',
  '2001:db8::/32',
  '/',
  '/admin',
  '/a/b',
  '/v[0-9]+/.*',
  '^/(a|b)$',
  'app.example.com',
  '*.example.com',
  'https://app.example.com',
  'https://app.example.com/admin',
  'http://*.example.com',
  'tcp+https://ssh.example.com:22',
  'ALLOW',
  'DENY',
  'prefix',
  'exact',
  'regex',
  'and',
  'or',
  'HTTP',
  'TCP',
  'UDP',
  'web',
  'a@example.com',
  '30s',
  'LoadBalancer',
  'ClusterIP',
  'None',
  'v1',
  'Service',
]

/** Bodies of policies, which schemas leave open. */
const policies: readonly unknown[] = [
  { allow: { or: [{ domain: { is: 'example.com' } }] } },
  { allow: { and: [{ accept: true }, { source_ip: ['10.0.0.0/8'] }] } },
  { deny: { not: [{ groups: { has: 'admin' } }], nor: [{ email: { ends_with: '@a' } }] } },
  { allow: { or: [{ http_path: { starts_with: '/a' } }, { 'claim/x': { in: ['a', 1] } }] } },
  { allow: { or: [{ day_of_week: 'mon-fri' }, { time_of_day: { between: ['1:00', '3:00'] } }] } },
]

/** A value that mostly fits a schema, and in one of `soundness` places does not. */
export function valueFor(root: JsonSchema, random: Random, soundness: number): unknown {
  let left = 300
  const make = (node: SchemaNode, depth: number): unknown => {
    left--
    if (random.once(soundness)) return broken(random)
    const schema = resolveRef(root, node)
    if (typeof schema === 'boolean') return random.once(3) ? broken(random) : random.pick(policies)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return random.pick(schema.enum)
    const ways = schema.anyOf ?? schema.oneOf ?? schema.allOf
    if (ways && !schema.properties) return make(random.pick(ways), depth)
    return ofType(schema, depth)
  }
  const ofType = (schema: JsonSchema, depth: number): unknown => {
    const types = typesOf(schema)
    switch (types.length > 0 ? random.pick(types) : schema.properties ? 'object' : undefined) {
      case 'object':
        return objectFor(schema, depth)
      case 'array':
        return left < 0 || depth > 12 ? [] : random.some(3, () => make(schema.items ?? {}, depth + 1))
      case 'integer':
      case 'number':
        return random.pick([0, 1, 22, 80, 443, 5432, 8080, 8443, 30_080, 65_535])
      case 'boolean':
        return random.once(2)
      case 'null':
        return null
      case 'string':
        return random.once(6) ? random.pick(hostileTexts) : random.pick(words)
      default:
        return random.once(3) ? broken(random) : random.pick(policies)
    }
  }
  const objectFor = (schema: JsonSchema, depth: number): unknown => {
    const { properties = {}, required = [], additionalProperties: others } = schema
    if (left < 0 || depth > 12) return {}
    if (Object.keys(properties).length === 0 && random.once(2)) return random.pick(policies)
    const entries = Object.entries(properties).flatMap(([key, property]): [string, unknown][] =>
      required.includes(key) || random.once(3) ? [[key, make(property, depth + 1)]] : [],
    )
    if (typeof others === 'object' || random.once(soundness)) {
      const key = random.once(4) ? random.pick(hostileTexts) : random.pick(words)
      entries.push([key, make(typeof others === 'object' ? others : true, depth + 1)])
    }
    return Object.fromEntries(entries)
  }
  return make(root, 0)
}

const broken = (random: Random): unknown =>
  random.once(2) ? random.pick(hostileTexts) : structuredClone(random.pick(hostileValues))
