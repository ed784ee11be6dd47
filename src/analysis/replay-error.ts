/** A found text that the plain evaluator does not confirm: a bug in the search, never a fact about the input. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
}
