import type { Path } from '../../../position.ts'
import { shown } from '../../../schema/words.ts'
import { decodedLength, decodedStart } from './base64.ts'
import type { PplProblem, ReadData } from './tree.ts'

/** Reads keys in the form of authorized_keys (pkg/policy/criteria/ssh_publickey.go). */
export function readKeys(of: 'ssh_publickey' | 'ssh_ca', at: Path, data: unknown): ReadData {
  const list = typeof data === 'string' ? [data] : data
  if (!Array.isArray(list)) {
    const message = `${shown(data)} is what ${of} holds, and Pomerium takes a key or a list of keys only.`
    return { test: undefined, problems: [{ kind: 'operator', at, message }] }
  }
  const problems: PplProblem[] = []
  const keys = list.flatMap((value: unknown, index) => {
    const key = typeof value === 'string' ? keyOf(value) : undefined
    if (key !== undefined) return [key]
    if (value !== undefined)
      problems.push({
        kind: 'operator',
        at: typeof data === 'string' ? at : [...at, index],
        message: `${shown(value)} is no public key in the form of authorized_keys ("ssh-ed25519 AAAA…"), so Pomerium refuses the policy.`,
      })
    return []
  })
  if (problems.length > 0 || keys.length < list.length) return { test: undefined, problems }
  if (keys.length === 0)
    problems.push({
      kind: 'dead',
      at,
      message: `${of} holds no key, so it never matches; name the keys it is meant for.`,
    })
  return { test: { kind: 'key', of, keys }, problems }
}

/** Algorithms of golang.org/x/crypto/ssh. */
const algorithm =
  /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh[.]com)$|-cert-v01@openssh[.]com$/

/** The first key of a text, in base64: options may stand before its type, and a comment behind it. */
function keyOf(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const body = line.trim()
    if (body === '' || body.startsWith('#')) continue
    for (const word of body.split(/[ \t]+/).slice(1)) if (isKey(word)) return word
  }
  return undefined
}

/** A key starts with the length and the name of its algorithm (RFC 4253 section 6.6). */
function isKey(word: string): boolean {
  const length = decodedLength(word)
  const head = length !== undefined && length > 16 ? decodedStart(word, 4 + longestAlgorithm) : undefined
  if (head === undefined) return false
  const size = [...head.slice(0, 4)].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0)
  return size <= longestAlgorithm && algorithm.test(head.slice(4, 4 + size))
}

const longestAlgorithm = 64
