import type { Budget } from '../budget.ts'

/** Thrown, always as this one object, when a question has no steps left. */
export class StepsUsedUp extends Error {
  override readonly name = 'StepsUsedUp'
}

const usedUp = new StepsUsedUp()

/** A budget, and optionally a smaller share of it for one attempt. */
export class Steps {
  /** Steps taken through this object. */
  taken = 0
  private readonly budget: Budget
  private readonly share: number
  private readonly paid = new Set<number>()

  constructor(budget: Budget, share = Number.POSITIVE_INFINITY) {
    this.budget = budget
    this.share = Math.floor(share)
  }

  /** The same budget with a share of its own. */
  within(share: number): Steps {
    return new Steps(this.budget, share)
  }

  /** Takes `count` steps; throws `StepsUsedUp` where they are not there. A share that does not do is taken whole. */
  take(count: number): void {
    const granted = Math.min(count, this.share + 1 - this.taken)
    this.taken += granted
    if (!this.budget.spend(granted) || this.taken > this.share) throw usedUp
  }

  /** Takes `count` steps the first time that it is called with `key`. */
  takeOnce(key: number, count: number): void {
    if (this.paid.has(key)) return
    this.paid.add(key)
    this.take(count)
  }
}
