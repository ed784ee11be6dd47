import { isMap } from '../../schema/json-schema.ts'
import type { Detected } from '../../system.ts'

const detected = (kind: string): readonly Detected[] => [{ kind: `pomerium/${kind}`, at: [] }]

/** The objects of Pomerium in a document, by its content alone. */
export function detect(value: unknown): readonly Detected[] {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (!isMap(first)) return []
  if (Array.isArray(value) ? value.every(isRule) : isRule(value)) return detected('ppl')
  if (Object.hasOwn(first, 'policyIds')) return detected('route')
  if (Object.hasOwn(first, 'ppl')) return detected('policy')
  if (Array.isArray(value)) return []
  const keys = Object.keys(first).map((key) => key.toLowerCase())
  if (first['kind'] === 'Ingress') return detected('ingress')
  if (keys.includes('routes') || keys.includes('policy')) return detected('config')
  return []
}

const isRule = (value: unknown): boolean =>
  isMap(value) && (Object.hasOwn(value, 'allow') || Object.hasOwn(value, 'deny'))
