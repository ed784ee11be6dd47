/** Work on one table, in comparisons of a request or pattern with another one, before what is left stays undecided. */
export class Effort {
  readonly most: number
  private spent = 0

  constructor(most: number) {
    this.most = most
  }

  spend(): boolean {
    this.spent += 1
    return this.spent <= this.most
  }

  get exhausted(): boolean {
    return this.spent >= this.most
  }

  get reason(): string {
    return `the table needs more than ${this.most} comparisons, and a smaller one fewer`
  }
}
