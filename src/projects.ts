import { ask, guarded, joinedSurroundings, placingOf, type Run } from './checks.ts'
import type { ReadInput } from './document.ts'
import type { Draft, Placing } from './drafts.ts'
import type { Bug } from './errors.ts'
import type { Model } from './model.ts'
import { undecidedRule } from './pipeline-rules.ts'
import type { Path } from './position.ts'
import { sharedRules, systems } from './registry.ts'
import type { Member } from './system.ts'

/** A member, and where it comes from; only members that are objects of an input can have problems. */
export interface Joined extends Member {
  /** Index of the input. */
  readonly input: number
  /** Index among the objects of the input; absent for one in the background. */
  readonly object?: number
}

/**
 * What the projects of all systems find in these members, by the input in which it stands. `readAgain` reads an input
 * once more: their trees are not kept, since hardly any is needed.
 */
export function projectDrafts(
  members: readonly Joined[],
  readAgain: (input: number) => ReadInput,
  run: Run,
  bugs: Bug[],
): ReadonlyMap<number, readonly Draft[]> {
  const drafts = new Map<number, Draft[]>()
  for (const { system, project, members: own } of membersOfProjects(members)) {
    const { file } = own[0]!
    const surroundings = joinedSurroundings(run)
    const place = { run, file, bugs }
    const model = guarded(
      { ...undecidedRule, id: system.name },
      file,
      bugs,
      (): Model => project.normalise(own, run.platforms),
    )
    const found = [
      ...(model ? ask(sharedRules, model, surroundings, place) : []),
      ...ask(project.rules, own, surroundings, place),
    ]
    const resolve = (at: Path) => resolveIn(own, at, readAgain)
    for (const { rule, problem } of found) {
      const { input, placing, at } = resolve(problem.at)
      const list = drafts.get(input) ?? []
      drafts.set(input, list)
      list.push({ rule, placing, problem: { ...problem, at }, resolve })
    }
  }
  return drafts
}

/** The members of each system that has a project. */
export function membersOfProjects(members: readonly Joined[]) {
  return systems.flatMap((system) => {
    const candidates = members.filter(({ kind }) => kind.startsWith(`${system.name}/`))
    const project = candidates.length > 0 ? system.project : undefined
    const own = candidates.filter(({ kind }) => project?.kinds.has(kind))
    return project && own.length > 0 ? [{ system, project, members: own }] : []
  })
}

/** Where a path of a project leads; one without a step stands for the first object. */
export function resolveIn(
  members: readonly Joined[],
  [index, ...at]: Path,
  readAgain: (input: number) => ReadInput,
): { input: number; placing: Placing; at: Path } {
  const member =
    index === undefined ? members.find(({ object }) => object !== undefined) : members[Number(index)]
  const read = member && readAgain(member.input)
  const object = read?.objects[member?.object ?? -1]
  if (!member || !read || !object) throw new Error(`a project speaks of member ${index}, which is no object`)
  return { input: member.input, placing: placingOf(read, object), at }
}
