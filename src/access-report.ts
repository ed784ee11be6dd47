import type { Request } from './analysis/request.ts'
import type { Place } from './finding.ts'
import type { Reach } from './model.ts'

/** One listener, or a part of its requests, and the access that it asks for. */
export interface AccessRow {
  readonly system: string
  /** As the platform calls it: "port p01", "service shop/storefront:443". */
  readonly listener: string
  readonly host?: string
  /** The number that callers use. */
  readonly port?: number
  readonly protocol?: string
  readonly reach: Reach
  /** As it is written, with its mode where it is not a prefix; "/" for all paths of a listener. */
  readonly path: string
  /** Who gets in, in words: "anyone", "from 10.0.0.0/8, with credential admin". */
  readonly access: string
  readonly place: Place
}

/** Who reaches what. */
export interface AccessMap {
  /** What is open first. */
  readonly rows: readonly AccessRow[]
}

/** One thing that happens to a request, or is asked of it. */
export interface TraceStep {
  readonly message: string
  readonly place?: Place
}

/** What becomes of a request. */
export interface Trace {
  /** `unknown` where it depends on what the request leaves open, or on what nobody has written down. */
  readonly decision: 'allowed' | 'denied' | 'unknown'
  /** The entries of the documents that took the request; absent where none did, or where it is open which one does. */
  readonly listener?: Place
  readonly route?: Place
  readonly steps: readonly TraceStep[]
}

/** Requests that one version lets in and the other one does not. */
export interface AccessChange {
  /** `unknown` where it is open whether there are any. */
  readonly direction: 'opened' | 'closed' | 'unknown'
  /** As the platform calls it: "port p01"; with the reach of the callers behind it where those outside see no change. */
  readonly listener: string
  /** A request that one version lets in and the other one refuses; absent where none is known for sure. */
  readonly witness?: Request
  readonly before?: Place
  readonly after?: Place
  readonly message: string
}

/** What became reachable from one version of some documents to the other, and what stopped being so. */
export interface AccessDiff {
  readonly verdict: 'same' | 'wider' | 'narrower' | 'different' | 'unknown'
  /** What is opened first. */
  readonly changes: readonly AccessChange[]
  /** What the platform refuses where an object of the later version replaces that of the earlier one; absent where it is nothing. */
  readonly refused?: readonly RefusedUpdate[]
}

/** A change that the platform does not take, so that what it would open or close stays as it is. */
export interface RefusedUpdate {
  readonly rule: string
  readonly message: string
  /** Where it stands in the later version. */
  readonly place: Place
}
