import {
  ask,
  type CheckedObject,
  checkObject,
  guarded,
  joinedSurroundings,
  placingOf,
  type Run,
} from './checks.ts'
import { type Input, type ReadInput, readInput } from './document.ts'
import { type Draft, type Placing, toFindings } from './drafts.ts'
import type { Drift, MemberOf } from './drift/compare.ts'
import { type DeclaredSocket, declaredSockets } from './drift/declared.ts'
import { besideDeclarations } from './drift-rows.ts'
import { type Bug, UserError } from './errors.ts'
import type { Inventory } from './inventory.ts'
import {
  byFile,
  entriesOf,
  failedReading,
  type LintInput,
  type LintOptions,
  type Outcome,
  outcomeOf,
  readingDrafts,
  siftingOf,
} from './lint.ts'
import { readObserved } from './observe.ts'
import { schemaRule, syntaxRule, unknownDocumentRule } from './pipeline-rules.ts'
import { type Path, toPointer } from './position.ts'
import { driftRules, ruleById, takesPart } from './registry.ts'
import { RuleSettings } from './severities.ts'
import { sift } from './sift.ts'

export interface DriftOptions extends LintOptions {
  /** The one host that is compared, by any of its names; all where absent. */
  readonly host?: string
  /** Sockets of clients, as `68/UDP`. */
  readonly ignored: ReadonlySet<string>
}

/** One file of either side. */
interface Side {
  readonly input: Input
  readonly read: ReadInput
  readonly drafts: Draft[]
  readonly sockets: readonly { readonly placing: Placing; readonly value: DeclaredSocket }[]
  readonly inventories: readonly { readonly placing: Placing; readonly value: Inventory }[]
  /** A part of it is not known. */
  readonly gap: boolean
}

/**
 * Compares what documents declare with what inventories show open; reports that, what keeps either from being read,
 * and what there is to say of the inventories themselves. Throws a UserError where there is nothing to compare.
 */
export function lintDrift(
  declared: readonly LintInput[],
  observed: readonly Input[],
  options: DriftOptions,
): Outcome {
  const { config = {} } = options
  const settings = new RuleSettings(options, ruleById, takesPart.inDrift)
  const run: Run = { settings, platforms: config }
  const bugs: Bug[] = []
  const left = declared.toSorted(byFile).map((input) => readDeclaring(input, run, bugs))
  const right = observed.toSorted(byFile).map((input) => readObserving(input, run, bugs))
  if (left.every(({ read, gap }) => read.objects.every(({ kind }) => kind.observe) && !gap)) {
    throw new UserError('No document that declares ports is recognised, so there is nothing to compare.')
  }
  compareSides(left, right, options, run, bugs)
  const sifting = siftingOf(options, settings)
  const sides = [...left, ...right].toSorted((a, b) => byFile(a.input, b.input))
  const checked = sides.map(({ read, drafts }) => ({
    ...sift(
      toFindings(read, drafts, (rule, problem) => settings.weigh(rule, problem)),
      read,
      sifting,
    ),
    documents: entriesOf(read).map((entry) =>
      // What is no document of a system was read all the same.
      entry.status === 'skipped' && drafts.every(({ rule }) => rule !== unknownDocumentRule)
        ? { ...entry, status: 'checked' as const }
        : entry,
    ),
  }))
  return outcomeOf([...declared, ...observed], checked, settings, bugs)
}

function readDeclaring(input: LintInput, run: Run, bugs: Bug[]): Side {
  const read = (given: LintInput): Side => {
    const read = readInput(given)
    const checked = read.objects.map((object) => ({ object, ...checkObject(object, read, run, bugs) }))
    const declaring = checked.filter(({ object }) => !object.kind.observe)
    return {
      input,
      read,
      drafts: [...readingDrafts(read, given.unknown), ...checked.flatMap(({ drafts }) => drafts)],
      sockets: declaring.flatMap(({ object, model }) => {
        const placing = placingOf(read, object)
        return model ? declaredSockets(model()).map((value) => ({ placing, value })) : []
      }),
      inventories: [],
      gap: read.problems.some(({ problem }) => !problem.lenient) || declaring.some(hasGap),
    }
  }
  return (
    guarded(syntaxRule, input.file, bugs, () => read(input)) ?? read({ ...input, problem: failedReading })
  )
}

/** Whether a part that was left out may have declared something. What is left out within a listener is its own matter. */
function hasGap({ model, broken }: CheckedObject): boolean {
  if (!model) return true
  const known = new Set(model().listeners.map(({ at }) => toPointer(at)))
  return broken.some((path) => !path.some((_, depth) => known.has(toPointer(path.slice(0, depth)))))
}

function readObserving(input: Input, run: Run, bugs: Bug[]): Side {
  const read = (given: Input): Side => {
    const { read, found, strange } = readObserved(given)
    const objects = read.objects.filter(({ kind }) => kind.observe)
    const checked = objects.map((object) => ({ object, ...checkObject(object, read, run, bugs) }))
    const placingIn = (source: Placing['source']): Placing => ({
      read,
      source,
      base: [],
      kind: null,
      get value() {
        return source.value
      },
    })
    const own = found.map(({ source, inventory, problems }) => ({
      placing: placingIn(source),
      inventory,
      problems,
    }))
    return {
      input,
      read,
      drafts: [
        ...readingDrafts(read, 'skip'),
        ...checked.flatMap(({ drafts }) => drafts),
        ...own.flatMap(({ placing, problems }) =>
          problems.map((problem): Draft => ({ rule: schemaRule, placing, problem })),
        ),
        ...strange.map(
          ({ source, message }): Draft => ({
            rule: unknownDocumentRule,
            placing: placingIn(source),
            // Whatever it was meant to show was not compared, which must not pass for agreement.
            problem: { at: [], message, severity: 'error' },
            span: { start: source.extent.start, end: source.extent.start },
          }),
        ),
      ],
      sockets: [],
      inventories: [
        ...checked.flatMap(({ object, observe }) => {
          const value = observe && guarded(syntaxRule, input.file, bugs, observe)
          return value ? [{ placing: placingOf(read, object), value }] : []
        }),
        ...own.map(({ placing, inventory }) => ({ placing, value: inventory })),
      ],
      gap:
        read.problems.some(({ problem }) => !problem.lenient) ||
        strange.length > 0 ||
        checked.some(({ observe }) => !observe),
    }
  }
  return (
    guarded(syntaxRule, input.file, bugs, () => read(input)) ?? read({ ...input, problem: failedReading })
  )
}

/** Adds to the files of both sides what the comparison finds. */
function compareSides(
  left: readonly Side[],
  right: readonly Side[],
  { host, ignored }: DriftOptions,
  run: Run,
  bugs: Bug[],
): void {
  const placings: Placing[] = []
  const sideOf = new Map([...left, ...right].map((side) => [side.read, side]))
  const memberOf = (placing: Placing): number =>
    placings.at(-1) === placing ? placings.length - 1 : placings.push(placing) - 1
  const join = <T>(parts: readonly { readonly placing: Placing; readonly value: T }[]): MemberOf<T>[] =>
    parts.map(({ placing, value }) => ({ member: memberOf(placing), value }))
  const gapsOf = (sides: readonly Side[]) => sides.filter(({ gap }) => gap).map(({ input }) => input.file)
  const drift: Drift = {
    declared: join(left.flatMap(({ sockets }) => sockets)),
    observed: join(right.flatMap(({ inventories }) => inventories)),
    unreadDeclared: gapsOf(left),
    unreadObserved: gapsOf(right),
    ignored,
    isWanted: host === undefined ? () => true : (names) => names.some((name) => sameHost(name, host)),
  }
  if (host !== undefined) requireHost(host, drift)
  const resolve = ([member, ...at]: Path) => ({ placing: placings[Number(member)]!, at })
  for (const { drafts } of right)
    for (const [index, draft] of besideDeclarations(drafts, drift, placings))
      drafts[index] = { ...draft, resolve }
  const surroundings = joinedSurroundings(run)
  const file = right[0]?.input.file ?? ''
  for (const { rule, problem } of ask(driftRules, drift, surroundings, { run, file, bugs })) {
    // A rule that failed speaks of no place.
    const { placing, at } = problem.at.length > 0 ? resolve(problem.at) : { placing: placings[0], at: [] }
    if (placing)
      sideOf.get(placing.read)?.drafts.push({ rule, placing, problem: { ...problem, at }, resolve })
  }
}

const sameHost = (name: string, host: string): boolean => name.toLowerCase() === host.toLowerCase()

/** Hosts named in a message at most. */
const maxHosts = 5

function requireHost(host: string, { observed, isWanted }: Drift): void {
  const hosts = observed.flatMap(({ value }) => value.hosts).filter((names) => names.length > 0)
  if (observed.length === 0 || hosts.some(isWanted)) return
  const names = [...new Set(hosts.map(([first]) => first))]
  const known =
    names.length === 0
      ? 'they name no hosts'
      : `they name ${names.slice(0, maxHosts).join(', ')}${names.length > maxHosts ? ' and others' : ''}`
  throw new UserError(`The inventories hold no host "${host}"; ${known}.`)
}
