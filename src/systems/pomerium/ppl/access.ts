import { all, any, type Condition, isNever, never, not, signedIn } from '../../../analysis/condition.ts'
import { type Atom, fold, rebuild } from '../../../analysis/formula.ts'
import { Interner } from '../../../analysis/interner.ts'
import { criterionOutcome, unknownPart, type World } from './atoms.ts'
import { admitted, join, nothing, type Outcome, outcomeOf, some } from './outcome.ts'
import { type Action, actions, type Criterion, type Group, type Rule } from './tree.ts'

/** Policies that go together: rules that are known, and policies of which only the name is. */
export interface PolicySet {
  readonly rules: readonly Rule[]
  /** What each unknown policy is called: `policy 3f2a`. */
  readonly unknown?: readonly string[]
}

/** What the rules of each action come out as together. */
export type Outcomes = Readonly<Record<Action, Outcome>>

const noCriteria: ReadonlySet<Criterion> = new Set()

/** The outcomes of policies in one world, as if the criteria of `without` were not there. */
export function outcomesIn(
  world: World,
  { rules, unknown = [] }: PolicySet,
  without: ReadonlySet<Criterion> = noCriteria,
): Outcomes {
  const of = (action: Action): Outcome => {
    const groups = rules
      .filter((rule) => rule.action === action)
      .flatMap((rule) => rule.groups.flatMap((group) => groupOutcome(group, world, without) ?? []))
    const parts = [...groups, ...unknown.map((name) => unknownOutcome(name, action, world))]
    return parts.length === 0 ? nothing : some(parts)
  }
  return Object.fromEntries(actions.map((action) => [action, of(action)])) as Record<Action, Outcome>
}

/** What one operator comes out as; undefined once no criterion is left of it. */
export function groupOutcome(
  { operator, criteria }: Group,
  world: World,
  without: ReadonlySet<Criterion> = noCriteria,
): Outcome | undefined {
  const kept = without.size === 0 ? criteria : criteria.filter((criterion) => !without.has(criterion))
  if (kept.length === 0) return undefined
  return join(
    operator,
    kept.map((criterion) => criterionOutcome(criterion, world)),
  )
}

function unknownOutcome(name: string, action: Action, world: World): Outcome {
  const does = action === 'allow' ? 'lets in' : 'keeps out'
  const value = unknownPart(`${name} ${does}`, `nobody knows whom ${name} ${does}`)
  if (world === 'signed in') return outcomeOf(value)
  const asks = unknownPart(`${name} ${action} asks`, `nobody knows whether ${name} has callers sign in`)
  return { ...outcomeOf(value), sentAway: asks }
}

/** Who gets in by these policies together. Deny wins; without an allow that holds nobody does. */
export function accessOf(policies: PolicySet, without: ReadonlySet<Criterion> = noCriteria): Condition {
  return inEitherWorld((world) => {
    const { allow, deny } = outcomesIn(world, policies, without)
    return admitted(allow, deny)
  })
}

/** A condition that is one thing of those who have signed in and another of those who have not. */
export function inEitherWorld(of: (world: World) => Condition): Condition {
  const signed = of('signed in')
  const nobody = of('nobody')
  const interner = new Interner()
  // Mostly what is said of a session tells nobody and somebody apart as it is.
  if (interner.idOf(ofNobody(signed)) === interner.idOf(nobody)) return signed
  return any(all(signedIn(), signed), isNever(nobody) ? never : all(not(signedIn()), nobody))
}

/** A condition as it is for those who have not signed in. */
function ofNobody(condition: Condition): Condition {
  return fold<Condition>(condition, (atom) => (isOfSession(atom) ? never : atom), rebuild)
}

function isOfSession(atom: Atom): boolean {
  if (atom.kind === 'text') return atom.attribute === 'email' || atom.attribute === 'user'
  if (atom.kind === 'member') return atom.attribute === 'groups' || atom.attribute.startsWith('claim/')
  return atom.kind === 'signed-in'
}
