/**
 * Northflank's documents as they reach the rules: what broke the schema is absent, so every field is optional
 * and a list may hold a gap. In a template a text with a placeholder may stand for almost any field, also for one
 * that is a number, a flag or a list here: `isOpen` of `template/placeholder.ts` tells.
 */
export interface PortsBody {
  /** Of the service, where the body is one. */
  readonly name?: string
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

/** A template, release flow or preview environment. `template/walk.ts` finds the nodes in it. */
export interface Template {
  readonly $schema?: string
  readonly apiVersion?: string
  readonly arguments?: Readonly<Record<string, unknown>>
  readonly spec?: unknown
  readonly teardownSpec?: unknown
}

/** The part of a service, model deployment or harness node that is read. */
export interface ServiceSpec {
  readonly ports?: readonly (Port | undefined)[]
}

export interface AddonSpec {
  readonly ipPolicies?: readonly (AddressPolicy | undefined)[]
}

export interface LoadBalancerSpec {
  readonly spec?: {
    readonly type?: string
    readonly ports?: readonly ({ readonly port?: string } | undefined)[]
  }
}

export interface SubdomainPathSpec {
  readonly subdomain?: string
  readonly mode?: 'prefix' | 'exact' | 'regex'
  readonly uri?: string
  readonly options?: { readonly priority?: number; readonly ignoreUriCase?: boolean }
}
