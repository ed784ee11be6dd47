import type { AddressBlock } from '../../../analysis/address-set.ts'
import type { At, Path } from '../../../position.ts'

/** What a criterion asks of a request, by the kind of its data. */
export type Test =
  /** `accept`, `reject`: always, never. */
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'signed-in' | 'cors-preflight' | 'invalid-certificate' }
  | { readonly kind: 'text'; readonly of: TextSubject; readonly matchers: readonly TextMatcher[] }
  | { readonly kind: 'list'; readonly of: ListSubject; readonly matchers: readonly ListMatcher[] }
  | { readonly kind: 'source'; readonly entries: readonly AddressEntry[] }
  | { readonly kind: 'certificate'; readonly demands: readonly CertificateDemand[] }
  | { readonly kind: 'device'; readonly demands: DeviceDemands }
  /** `ssh_publickey`, `ssh_ca`: one of these keys, in base64. */
  | { readonly kind: 'key'; readonly of: 'ssh_publickey' | 'ssh_ca'; readonly keys: readonly string[] }
  | { readonly kind: 'user-name'; readonly matches: 'e-mail' | `claim ${string}` }
  | {
      readonly kind: 'clock'
      readonly clock: string
      readonly ranges: readonly Range[]
      readonly words: string
    }
  /** `record`: what the language leaves to a data source. */
  | { readonly kind: 'record'; readonly words: string }

/** A text that a string matcher looks at. */
export type TextSubject =
  | 'email'
  | 'domain'
  | 'user'
  | 'http_method'
  | 'http_path'
  | 'mcp_tool'
  | 'ssh_username'

/** `groups`, or the claim of a name. */
export type ListSubject = 'groups' | `claim/${string}`

/** All operators of one matcher must hold. Values that are no text equal none. */
export interface TextMatcher {
  readonly operator: 'contains' | 'ends_with' | 'in' | 'is' | 'not' | 'not_in' | 'starts_with'
  readonly values: readonly string[]
}

export interface ListMatcher {
  readonly operator: 'has' | 'is' | 'exclude'
  /** Undefined for what equals no member of a list of texts. */
  readonly value: string | undefined
}

/** An entry of `source_ip`; without a block where it is no address. */
export interface AddressEntry extends At<string> {
  readonly block?: AddressBlock
}

export type CertificateDemand =
  | { readonly of: 'fingerprint' | 'spki_hash'; readonly values: readonly string[] }
  | {
      readonly of: 'san_email' | 'san_dns' | 'san_uri'
      readonly matchers: readonly TextMatcher[]
      readonly at: Path
    }

export interface DeviceDemands {
  readonly type: string
  readonly registered: boolean
  readonly approved?: boolean
  readonly id?: string
}

/** From `first` to `last`, both included. */
export interface Range {
  readonly first: number
  readonly last: number
}
