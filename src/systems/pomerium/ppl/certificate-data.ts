import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { closest, shown } from '../../../schema/words.ts'
import { decodedLength } from './base64.ts'
import { readTextMatchers } from './matcher-data.ts'
import type { CertificateDemand } from './tests.ts'
import type { PplProblem, ReadData } from './tree.ts'

const keys = ['fingerprint', 'spki_hash', 'san_email', 'san_dns', 'san_uri'] as const

/** Reads a certificate matcher (pkg/policy/criteria/client_certificate.go). */
export function readCertificate(at: Path, data: unknown): ReadData {
  if (!isMap(data)) {
    const message = `${shown(data)} is what client_certificate holds, and Pomerium takes a map with ${keys.join(', ')} only.`
    return { test: undefined, problems: [{ kind: 'operator', at, message }] }
  }
  const problems: PplProblem[] = []
  const demands = Object.entries(data).flatMap(([key, value]): CertificateDemand[] => {
    const place = [...at, key]
    const of = keys.find((name) => name === key)
    if (!of) {
      const meant = closest(key, keys)
      const fix = meant ? `; did you mean ${meant}` : `: it takes ${keys.join(', ')} only`
      problems.push({
        kind: 'operator',
        at: place,
        key: true,
        message: `${shown(key)} is not taken by client_certificate, so Pomerium refuses the policy${fix}.`,
      })
      return []
    }
    if (of === 'fingerprint' || of === 'spki_hash') {
      const values = readTexts(of, place, value, problems)
      return values ? [{ of, values }] : []
    }
    const read = readTextMatchers(of, place, value)
    problems.push(...read.problems)
    return read.matchers ? [{ of, matchers: read.matchers, at: place }] : []
  })
  const whole = demands.length === Object.keys(data).length
  return { test: whole ? { kind: 'certificate', demands } : undefined, problems }
}

function readTexts(
  of: 'fingerprint' | 'spki_hash',
  at: Path,
  data: unknown,
  problems: PplProblem[],
): readonly string[] | undefined {
  const list = typeof data === 'string' ? [data] : data
  if (!Array.isArray(list)) {
    problems.push({
      kind: 'operator',
      at,
      message: `${shown(data)} is what ${of} holds, and Pomerium takes a text or a list of texts only.`,
    })
    return undefined
  }
  const before = problems.length
  const values = list.flatMap((value: unknown, index) => {
    const read = of === 'fingerprint' ? readFingerprint(value) : readHash(value)
    if (read !== undefined) return [read]
    const form =
      of === 'fingerprint'
        ? 'a fingerprint is 64 hexadecimal digits in lower case, or 32 pairs of them in upper case with colons between'
        : 'an SPKI hash is the base64 of 32 bytes'
    problems.push({
      kind: 'operator',
      at: typeof data === 'string' ? at : [...at, index],
      message: `${shown(value)} is refused: ${form}.`,
    })
    return []
  })
  if (problems.length > before) return undefined
  if (list.length === 0)
    problems.push({
      kind: 'dead',
      at,
      message: `${of} holds nothing, so it never matches; name the certificates it is meant for.`,
    })
  return values
}

function readFingerprint(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (/^[0-9a-f]{64}$/.test(value)) return value
  return /^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/.test(value) ? value.replaceAll(':', '').toLowerCase() : undefined
}

const readHash = (value: unknown): string | undefined =>
  typeof value === 'string' && decodedLength(value) === 32 ? value : undefined
