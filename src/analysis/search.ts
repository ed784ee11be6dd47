import { assemble } from './assemble.ts'
import type { Budget } from './budget.ts'
import { type Answer, found, none, unknown } from './budget.ts'
import type { Truth } from './evaluate.ts'
import { evaluate, evaluateAtom } from './evaluate.ts'
import type { Atom, Condition } from './formula.ts'
import { Interner, type Node } from './interner.ts'
import { ReplayError } from './replay-error.ts'
import type { Request } from './request.ts'
import { type Cell, type CellValue, cellOf, type Literal, solveCell } from './theories.ts'

/** A request, and the values of undetermined atoms with which it satisfies a condition. */
export interface Solution {
  readonly request: Request
  readonly assignment: ReadonlyMap<string, boolean>
}

/** A value that was chosen and not concluded. */
interface Decision {
  readonly node: number
  readonly value: boolean
  readonly trailLength: number
}

/**
 * A request that satisfies the condition for some values of its undetermined atoms. Splits the formula over its
 * atoms: conclusions are drawn to the end, each attribute's theory says whether its atoms can come out so
 * together, and only then an atom is chosen, to be chosen the other way where that leads nowhere.
 */
export function search(condition: Condition, budget: Budget): Answer<Solution> {
  const interner = new Interner()
  const root = interner.idOf(condition)
  return new Search(interner.nodes, root, condition, budget).run()
}

class Search {
  private readonly nodes: readonly Node[]
  private readonly root: number
  private readonly condition: Condition
  private readonly budget: Budget
  /** By node; of a branch it follows from its parts. */
  private values: Truth[] = []
  /** What a node must be for the root to be true. */
  private wanted: Truth[] = []
  private readonly assigned = new Map<number, boolean>()
  private readonly trail: number[] = []
  private readonly decisions: Decision[] = []
  private readonly answers = new Map<string, Answer<CellValue>>()
  private readonly lastValues = new Map<Cell, CellValue>()
  /** Why a way that was given up may have been one after all. */
  private doubt: string | undefined

  constructor(nodes: readonly Node[], root: number, condition: Condition, budget: Budget) {
    this.nodes = nodes
    this.root = root
    this.condition = condition
    this.budget = budget
  }

  run(): Answer<Solution> {
    for (;;) {
      const cells = this.conclude() && this.solveCells()
      if (this.budget.exhausted) return unknown(this.budget.reason)
      const request = cells && assemble({ cells, ...this.free() })
      if (request && this.values[this.root]) return found(this.finish(request))
      if (request) this.decide()
      else if (!this.retreat()) return this.doubt === undefined ? none : unknown(this.doubt)
    }
  }

  private assign(node: number, value: boolean): void {
    this.assigned.set(node, value)
    this.trail.push(node)
  }

  /** Draws conclusions until there are no more; false where they contradict each other. */
  private conclude(): boolean {
    for (let before = -1; before < this.assigned.size; ) {
      before = this.assigned.size
      if (!this.budget.spend(1 + (this.nodes.length >> 4))) return false
      this.values = []
      for (const node of this.nodes) this.values.push(this.valueOf(node, this.values.length))
      if (this.values[this.root] === false) return false
      this.wanted = new Array<Truth>(this.nodes.length)
      this.wanted[this.root] = true
      for (let id = this.root; id >= 0; id--) {
        const wanted = this.wanted[id]
        if (wanted !== undefined && this.values[id] === undefined) this.demand(id, wanted)
      }
    }
    return true
  }

  private valueOf(node: Node, id: number): Truth {
    if (node.kind === 'atom') return this.assigned.get(id)
    if (node.kind === 'not') {
      const value = this.values[node.part]
      return value === undefined ? undefined : !value
    }
    const decisive = node.kind === 'any'
    let open = false
    for (const part of node.parts) {
      const value = this.values[part]
      if (value === decisive) return decisive
      open ||= value === undefined
    }
    return open ? undefined : !decisive
  }

  /** Hands down what an open node must be. What is wanted both ways shows as false on the next walk up. */
  private demand(id: number, wanted: boolean): void {
    const node = this.nodes[id]!
    if (node.kind === 'atom') this.assign(id, wanted)
    else if (node.kind === 'not') this.wanted[node.part] = !wanted
    else {
      const open = node.parts.filter((part) => this.values[part] === undefined)
      if (open.length > 1 && (node.kind === 'all') !== wanted) return
      for (const part of open) this.wanted[part] = wanted
    }
  }

  /** A value for each attribute that the assigned atoms speak of; undefined where there is none. */
  private solveCells(): Map<Cell, CellValue> | undefined {
    const literals = new Map<Cell, number[]>()
    for (const node of this.trail) {
      const cell = cellOf(this.atomOf(node))
      if (cell) literals.set(cell, [...(literals.get(cell) ?? []), node])
    }
    const values = new Map<Cell, CellValue>()
    for (const [cell, nodes] of literals) {
      const answer = this.solveCell(cell, nodes)
      if (answer.kind === 'unknown') this.doubt = answer.reason
      if (answer.kind !== 'found') return undefined
      values.set(cell, answer.value)
      this.lastValues.set(cell, answer.value)
    }
    return values
  }

  private solveCell(cell: Cell, nodes: readonly number[]): Answer<CellValue> {
    const signed = nodes.map((node) => (this.assigned.get(node) ? node : ~node)).sort((a, b) => a - b)
    const key = `${cell} ${signed.join()}`
    const known = this.answers.get(key)
    if (known) return known
    const literals = nodes.map(
      (node): Literal => ({ atom: this.atomOf(node), value: this.assigned.get(node)! }),
    )
    // Where nothing is wanted of an attribute it is best absent, which costs nothing to find.
    const last = literals.some(({ value }) => value) ? this.lastValues.get(cell) : undefined
    const answer =
      last !== undefined && fits(cell, last, literals) ? found(last) : solveCell(cell, literals, this.budget)
    this.answers.set(key, answer)
    return answer
  }

  /** What the atoms without a theory have been given. */
  private free() {
    const facts = new Map<string, boolean>()
    let signedIn: boolean | undefined
    for (const node of this.trail) {
      const atom = this.atomOf(node)
      if (atom.kind === 'fact') facts.set(atom.name, this.assigned.get(node)!)
      if (atom.kind === 'signed-in') signedIn = this.assigned.get(node)!
    }
    return { facts, signedIn }
  }

  private atomOf(id: number): Atom {
    const node = this.nodes[id]!
    if (node.kind !== 'atom') throw new TypeError('a branch has no atom')
    return node.atom
  }

  /** Chooses the first open atom on the way down from the root, so that it helps. */
  private decide(): void {
    let id = this.root
    let value = true
    for (let node = this.nodes[id]!; node.kind !== 'atom'; node = this.nodes[id]!) {
      if (node.kind === 'not') {
        value = !value
        id = node.part
      } else id = node.parts.find((part) => this.values[part] === undefined)!
    }
    this.decisions.push({ node: id, value, trailLength: this.trail.length })
    this.assign(id, value)
  }

  /** Turns the last choice round; false where every choice has been tried both ways. */
  private retreat(): boolean {
    const last = this.decisions.pop()
    if (!last) return false
    for (const node of this.trail.splice(last.trailLength)) this.assigned.delete(node)
    this.assign(last.node, !last.value)
    return true
  }

  /** Leaves out what does not matter, and replays the rest. */
  private finish(full: Request): Solution {
    const assignment = new Map<string, boolean>()
    for (const node of this.trail) {
      const atom = this.atomOf(node)
      if (atom.kind === 'undetermined') assignment.set(atom.name, this.assigned.get(node)!)
    }
    const holds = (request: Request) => evaluate(this.condition, request, assignment) === true
    const request = prune(full, holds)
    for (const [name, value] of [...assignment]) {
      assignment.delete(name)
      if (!holds(request)) assignment.set(name, value)
    }
    if (!holds(request)) throw new ReplayError(`${JSON.stringify(request)} does not satisfy the condition`)
    return { request, assignment }
  }
}

function fits(cell: Cell, value: CellValue, literals: readonly Literal[]): boolean {
  const cells = new Map([[cell, value]])
  const request = assemble({ cells, facts: new Map(), signedIn: undefined })
  return request !== undefined && literals.every(({ atom, value }) => evaluateAtom(atom, request) === value)
}

/** In the order in which people can most easily do without them. */
const attributes = [
  'clock',
  'details',
  'facts',
  'headers',
  'identity',
  'credentials',
  'protocol',
  'method',
  'source',
  'port',
  'host',
  'path',
] as const satisfies readonly (keyof Request)[]

/** The request without the attributes that it does not need. */
export function prune(full: Request, holds: (request: Request) => boolean): Request {
  let request = full
  for (const attribute of attributes) {
    if (request[attribute] === undefined) continue
    const { [attribute]: _, ...rest } = request
    if (holds(rest)) request = rest
  }
  return request
}
