import type { Path } from '../../../position.ts'
import type { Test } from './tests.ts'

/** What a policy is checked for: what core's own generator takes, what the API of Zero takes, or what either of them does. */
export type Target = 'core' | 'zero' | 'either'

export const operators = ['and', 'or', 'not', 'nor'] as const
export type Operator = (typeof operators)[number]

export const actions = ['allow', 'deny'] as const
export type Action = (typeof actions)[number]

/** A policy document: rules in the order in which they are written. Every allow and every deny counts. */
export interface Ppl {
  readonly at: Path
  readonly rules: readonly Rule[]
  /** Whether all of it could be read. */
  readonly known: boolean
}

/** The body of one `allow` or `deny`. Its groups are OR-ed, and so are all rules of one action. */
export interface Rule {
  readonly action: Action
  readonly at: Path
  /** Those that hold a criterion at least: the generator passes over the others. */
  readonly groups: readonly Group[]
}

/** One operator with its criteria. */
export interface Group {
  readonly operator: Operator
  readonly at: Path
  readonly criteria: readonly Criterion[]
}

export interface Criterion {
  /** The path of its data. */
  readonly at: Path
  /** As it is written: `claim/family_name`. */
  readonly key: string
  readonly name: string
  /** What follows the first slash. */
  readonly path: string
  readonly data: unknown
  /** What it asks of a request; undefined where Pomerium refuses it, or where a part of it is not known. */
  readonly test: Test | undefined
}

/** Which of the rules on the language a problem belongs to; `dead` is data that can never match. */
export type ProblemKind = 'grammar' | 'criterion' | 'operator' | 'dead'

/** What is wrong with a part of a policy. */
export interface PplProblem {
  readonly kind: ProblemKind
  readonly at: Path
  /** Points at the key of the last step and not at its value. */
  readonly key?: true
  readonly message: string
  /** Where only one of the two targets refuses it. */
  readonly severity?: 'warning'
  /** A question that is left open. */
  readonly undecided?: true
}

/** What a criterion's data means; without a test where Pomerium refuses it. */
export interface ReadData {
  readonly test: Test | undefined
  readonly problems: readonly PplProblem[]
}
