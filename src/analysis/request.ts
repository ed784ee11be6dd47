/**
 * One request, or a partial one. An attribute that is left out is open: whatever is said of the request
 * holds for every value of it. `credentials`, `headers`, `identity`, `facts` and `details` are complete
 * where they are given: what is not named there is not presented.
 */
export interface Request {
  readonly host?: string
  readonly port?: number
  readonly protocol?: string
  readonly path?: string
  readonly method?: string
  /** An IP address. */
  readonly source?: string
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>
  /** Names of basic-auth users presented correctly. */
  readonly credentials?: readonly string[]
  readonly identity?: Identity
  /** Plain facts that hold of the request ("client certificate valid"); all others do not. */
  readonly facts?: readonly string[]
  /** What a protocol or platform says of the request beside these, by its name ("MCP tool"); what is not named is not there. */
  readonly details?: Readonly<Record<string, string | readonly string[]>>
  /** What clocks show when it is made, by their names; one that is not named is open. */
  readonly clock?: Readonly<Record<string, number>>
}

/** What a sign-in says of the caller. A request without an identity is made by nobody who signed in. */
export interface Identity {
  readonly email?: string
  readonly user?: string
  readonly groups?: readonly string[]
  readonly claims?: Readonly<Record<string, string | readonly string[]>>
}
