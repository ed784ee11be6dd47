/** A mistake of the caller, not of a document: an unknown option, a broken configuration. One line, no stack. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** A rule that threw: a bug of this program, kept with its stack while the other rules go on. */
export interface Bug {
  readonly rule: string
  readonly file: string
  readonly error: unknown
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What is said of a bug on standard error: the rule, the file, the stack. */
export function bugText({ rule, file, error }: Bug): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `portcullis: the rule ${rule} failed on ${file}; this is a bug, please report it.\n${stack}\n`
}
