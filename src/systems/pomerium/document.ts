/**
 * Pomerium's documents as they reach the rules: what broke the schema is absent, so every field is optional and a list
 * may hold a gap. `FieldView` of `fields.ts` reads settings and routes of either dialect under the same names.
 */

/** One object, or the list in which the API answers several. */
export type OneOrMany<Body> = Body | readonly (Body | undefined)[]

/** A policy of the API. */
export interface Policy {
  readonly id?: string
  readonly namespaceId?: string
  readonly name?: string
  /** Joins it to every route below its namespace. */
  readonly enforced?: boolean
  /** A rule or a list of rules; what is in their criteria is for the language to say. */
  readonly ppl?: unknown
  readonly description?: string
  readonly explanation?: string
  readonly remediation?: string
}

/** A route of the API; `route-view.ts` reads its fields. */
export interface Route extends Fields {
  readonly id?: string
  readonly namespaceId?: string
  readonly name?: string
  readonly from?: string
  readonly policyIds?: readonly (string | undefined)[]
}

/** The settings of a cluster; `settings-view.ts` reads them. */
export type Settings = Fields

/** A JSON Patch of settings; `Operation` of `settings-view.ts` is one of its entries. */
export type SettingsPatch = readonly unknown[]

/**
 * The config.yaml of core, with its keys in lower case as the loader reads them, or the bare list of routes that older
 * releases had in a file of its own.
 */
export type Config = CoreOptions | readonly unknown[]

export interface CoreOptions extends Fields {
  /** Asked before `routes`. A list of routes; the loader takes one alone for a list. */
  readonly policy?: unknown
  readonly routes?: unknown
}

/** A Kubernetes Ingress with annotations of Pomerium. */
export interface Ingress extends Fields {
  readonly metadata?: {
    readonly name?: string
    readonly namespace?: string
    readonly annotations?: Readonly<Record<string, unknown>>
  }
  readonly spec?: unknown
}

/** A policy in Pomerium Policy Language that stands alone. */
export type Ppl = object

/** The settings of an identity provider, as the API checks them. */
export interface IdentityProviderSettings {
  readonly provider?: string
  readonly url?: string
  readonly clientId?: string
  readonly clientSecret?: string
}

/** A body of which nothing but a secret is read. */
export type Fields = Readonly<Record<string, unknown>>
