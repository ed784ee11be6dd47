/** What a question to the analysis comes back with: a value that proves it, a proof that there is none, or neither. */
export type Answer<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string }

export const found = <T>(value: T): Answer<T> => ({ kind: 'found', value })
export const none: Answer<never> = { kind: 'none' }
export const unknown = (reason: string): Answer<never> => ({ kind: 'unknown', reason })

/**
 * Work allowed for one question, in steps: states of an automaton product, branches of a formula.
 * Steps and not milliseconds, so that the same input gives the same answer on every machine.
 */
export class Budget {
  readonly limit: number
  private left: number

  constructor(limit: number) {
    this.limit = limit
    this.left = limit
  }

  /** Takes `steps` from the budget; false once it is used up. */
  spend(steps = 1): boolean {
    this.left -= steps
    return this.left >= 0
  }

  get exhausted(): boolean {
    return this.left < 0
  }

  /** The words for an answer that the budget cut short. */
  get reason(): string {
    return `the work budget of ${this.limit} steps is used up, and simpler patterns and conditions take fewer`
  }
}
