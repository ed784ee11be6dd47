/**
 * Northflank's documents as they reach the rules: what broke the schema is absent, so every field is optional
 * and a list may hold a gap.
 */
export interface PortsBody {
  readonly ports?: readonly (Port | undefined)[]
}

/** The answer of GET …/ports. */
export interface PortsResponse {
  readonly data?: { readonly ports?: readonly (Port | undefined)[] }
}

export interface Port {
  readonly id?: string
  readonly name?: string
  readonly internalPort?: number
  readonly public?: boolean
  readonly protocol?: 'HTTP' | 'HTTP/2' | 'TCP' | 'UDP'
  /** Texts in a request, objects in an answer. */
  readonly domains?: readonly (string | { readonly name?: string } | undefined)[]
  readonly security?: Security
  readonly disableNfDomain?: boolean
}

/** One group of mechanisms: a port's own, or a path rule's required or alternative ones. */
export interface Mechanisms {
  readonly credentials?: readonly (Credential | undefined)[]
  readonly ip?: readonly (AddressPolicy | undefined)[]
  readonly policies?: readonly (AddressPolicy | undefined)[]
  readonly sso?: Sso
  readonly headers?: readonly (Header | undefined)[]
}

export interface Security extends Mechanisms {
  readonly verificationMode?: 'or' | 'and'
  readonly securePathConfiguration?: PathConfiguration
}

export interface Credential {
  readonly username?: string
  readonly password?: string
  readonly type?: string
}

export interface AddressPolicy {
  readonly addresses?: readonly (string | undefined)[]
  readonly action?: 'ALLOW' | 'DENY'
}

export interface Sso {
  readonly organizationId?: string
  readonly directoryGroupIds?: readonly (string | undefined)[]
  readonly allowAnyOrgUsers?: boolean
  readonly validateInternalTraffic?: boolean
  readonly allowInternalTrafficViaPublicDns?: boolean
}

export interface Header {
  readonly regexMode?: boolean
  readonly name?: string
  readonly value?: string
}

export interface PathConfiguration {
  readonly enabled?: boolean
  readonly skipSecurityPoliciesForInternalTrafficViaPublicDns?: boolean
  readonly rules?: readonly (PathRule | undefined)[]
}

export interface PathRule {
  readonly paths?: readonly (PathMatch | undefined)[]
  readonly accessMode?: 'protected' | 'unprotected'
  readonly securityPolicies?: { readonly orPolicies?: Mechanisms; readonly requiredPolicies?: Mechanisms }
}

export interface PathMatch {
  readonly path?: string
  readonly routingMode?: 'prefix' | 'exact' | 'regex'
  readonly priority?: number
}
