import { spawnSync } from 'node:child_process'

/** Two things measured in turn, and the ratio of their median times. */
export interface Pair {
  readonly measure: string
  readonly ratio: number
  readonly target: number
  /** Median milliseconds of ours and of the other. */
  readonly ours: number
  readonly other: number
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Milliseconds that a call takes. */
export function timed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** Milliseconds that a Node.js process takes. */
export const timedProcess = (args: readonly string[]): number =>
  timed(() => {
    const { status, signal } = spawnSync(process.execPath, [...args], { stdio: 'ignore' })
    if (signal || (status !== 0 && status !== 1))
      throw new Error(`node ${args.join(' ')} ended with ${status ?? signal}`)
  })

/**
 * Both in turn, so that what else the machine does meets both, after a round that warms up; without rounds that one
 * alone. The ratio is the median of the rounds' ratios.
 */
export function inTurn(
  measure: string,
  target: number,
  rounds: number,
  timeOurs: () => number,
  timeOther: () => number,
): Pair {
  const all = Array.from({ length: rounds + 1 }, () => ({ ours: timeOurs(), other: timeOther() }))
  const times = rounds === 0 ? all : all.slice(1)
  return {
    measure,
    ratio: median(times.map(({ ours, other }) => ours / other)),
    target,
    ours: median(times.map(({ ours }) => ours)),
    other: median(times.map(({ other }) => other)),
  }
}
