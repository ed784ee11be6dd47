import type { Condition } from './analysis/condition.ts'
import type { Listener, Route } from './model.ts'

/**
 * A route whose access is made when it is asked for: most routes compete with no other. It is a class since a getter in
 * an object literal gives each object a shape of its own, which keeps all that the getter sees in memory.
 */
export class LazyRoute implements Omit<Route, 'admits'> {
  readonly at: Route['at']
  readonly name: string
  readonly rank: number
  readonly rankName: string
  readonly match: Condition
  declare readonly takes?: Condition
  declare readonly path?: string
  declare readonly own?: NonNullable<Route['own']>
  private readonly makeAccess: () => Condition
  private readonly makeAdmits: () => Condition

  constructor(
    { at, name, rank, rankName, match, takes, path, own }: Omit<Route, 'access' | 'admits'>,
    access: () => Condition,
    admits: () => Condition = access,
  ) {
    this.at = at
    this.name = name
    this.rank = rank
    this.rankName = rankName
    this.match = match
    if (takes) this.takes = takes
    if (path !== undefined) this.path = path
    if (own) this.own = own
    this.makeAccess = access
    this.makeAdmits = admits
  }

  get access(): Condition {
    return this.makeAccess()
  }

  get admits(): Condition {
    return this.makeAdmits()
  }
}

/** What of a listener only comparisons of access ask for. */
class LazyEntry {
  private readonly makeEntry: () => Condition
  private readonly makeOtherwise: () => Condition

  constructor(entry: () => Condition, otherwise: () => Condition) {
    this.makeEntry = entry
    this.makeOtherwise = otherwise
  }

  get entry(): Condition {
    return this.makeEntry()
  }

  get otherwise(): Condition {
    return this.makeOtherwise()
  }
}

/** A listener whose `entry` and `otherwise` are made when they are asked for. */
export const lazyListener = (
  facts: Omit<Listener, 'entry' | 'otherwise'>,
  entry: () => Condition,
  otherwise: () => Condition,
): Listener => Object.assign(new LazyEntry(entry, otherwise), facts)
