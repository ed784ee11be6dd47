import type { Severity } from './finding.ts'

/** How one rule runs: switched off, at its own severity, or at another one. */
export type RuleSetting = Severity | 'off'

/** Which kind files of a certain name are. */
export interface FileKind {
  readonly match: string
  readonly kind: string
}

/** What a configuration says of the platforms that the documents are for. */
export interface Platforms {
  readonly kubernetes?: { readonly version?: string }
  readonly pomerium?: { readonly target?: 'core' | 'zero' }
}

/** What a configuration file holds; the library takes the same object. */
export interface Config extends Platforms {
  readonly preset?: 'recommended' | 'strict'
  readonly rules?: Readonly<Record<string, RuleSetting | { readonly severity: RuleSetting }>>
  readonly files?: readonly FileKind[]
  readonly ignore?: readonly string[]
  readonly suppressions?: { readonly requireReason?: boolean; readonly requireExpiry?: boolean }
}

/** What a document of no known kind is: nothing, a warning, an error. */
export type UnknownPolicy = 'skip' | 'warn' | 'error'
