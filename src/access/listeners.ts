import { placingOf, shapeOf } from '../checks.ts'
import { type Input, type ReadInput, type Recognised, readInput } from '../document.ts'
import type { Placing } from '../drafts.ts'
import type { Bug } from '../errors.ts'
import type { DocumentEntry, Place } from '../finding.ts'
import { entriesOf } from '../lint.ts'
import type { Listener, Model } from '../model.ts'
import { schemaRule } from '../pipeline-rules.ts'
import { type Path, toPointer } from '../position.ts'
import { type Joined, membersOfProjects, resolveIn } from '../projects.ts'
import { systems } from '../registry.ts'
import type { Surroundings } from '../rule.ts'
import type { Platforms } from '../settings.ts'

/** A listener, and where it and its parts stand. */
export interface Entrance {
  readonly system: string
  readonly listener: Listener
  placeOf(at: Path): Place
  /** A request that names no identity is one for which nobody signed in. */
  readonly anonymous: boolean
  /** Entrances of one space share its requests; without one, it shares them with no other. */
  readonly space?: string
}

/** An object of a kind that is updated in place, and what is to be known to tell what an update of it may not do. */
export interface StoredObject {
  readonly recognised: Recognised
  readonly document: never
  readonly surroundings: Surroundings
  readonly placing: Placing
}

/** The entrances of some documents, and the parts of them that could not be read. */
export interface Entrances {
  readonly list: readonly Entrance[]
  /** Objects that are read in full and replace one another. */
  readonly stored: readonly StoredObject[]
  /** Bugs of this program. */
  readonly bugs: readonly Bug[]
  readonly documents: readonly DocumentEntry[]
  /** Documents that cannot be read, or break their schema, so that entrances may be missing. */
  readonly broken: readonly Place[]
}

/**
 * Every listener of some inputs: of each document by itself, and of documents that only together make one. Never throws
 * on a document; a UserError on an unknown kind.
 */
export function entrancesOf(inputs: readonly Input[], platforms: Platforms): Entrances {
  const list: Entrance[] = []
  const stored: StoredObject[] = []
  const broken: Place[] = []
  const bugs: Bug[] = []
  const reads = inputs.map((input) => readInput(input))
  const members: Joined[] = []
  for (const [input, read] of reads.entries()) {
    broken.push(
      ...read.problems.map(({ source }) => ({ file: read.file, document: source.index, pointer: '' })),
    )
    for (const [object, recognised] of read.objects.entries()) {
      const { kind, source, at: base } = recognised
      const shaped = shapeOf(recognised, read, { platforms }, bugs)
      const isWhole = shaped && !shaped.drafts.some(({ rule }) => rule === schemaRule)
      if (!isWhole) broken.push({ file: read.file, document: source.index, pointer: toPointer(base) })
      if (shaped?.document === undefined) continue
      const { document, surroundings } = shaped
      if (isWhole && kind.updates)
        stored.push({ recognised, document, surroundings, placing: placingOf(read, recognised) })
      const model: Model = kind.normalise(document, surroundings)
      const system = kind.id.split('/')[0]!
      const placeOf = (at: Path) => placeIn(read, source, [...base, ...surroundings.written(at)])
      // What a document says by itself shares no requests with what another one says.
      list.push(...entrances(system, model, placeOf, `${input}/${object}`))
      members.push({ file: read.file, kind: kind.id, value: document, input, object })
    }
    for (const { kind, value } of read.background) members.push({ file: read.file, kind, value, input })
  }
  for (const { system, project, members: own } of membersOfProjects(members)) {
    const model = project.normalise(own, platforms)
    const placeOf = (path: Path): Place => {
      const { placing, at } = resolveIn(own, path, (input) => reads[input]!)
      return placeIn(placing.read, placing.source, [...placing.base, ...(placing.written?.(at) ?? at)])
    }
    list.push(...entrances(system.name, model, placeOf, 'project'))
  }
  return { list, stored, bugs, broken, documents: reads.flatMap(entriesOf) }
}

/** A listener without an identity is a question of some rule, and no entrance. */
function entrances(
  system: string,
  { listeners }: Model,
  placeOf: Entrance['placeOf'],
  origin: string,
): Entrance[] {
  const anonymous = systems.find(({ name }) => name === system)?.anonymous ?? false
  return listeners
    .filter(({ identity }) => identity !== undefined)
    .map((listener) => ({
      system,
      listener,
      placeOf,
      anonymous,
      ...(listener.space !== undefined && { space: `${system} ${listener.space} ${origin}` }),
    }))
}

function placeIn(read: ReadInput, source: ReadInput['sources'][number], path: Path): Place {
  const { at, start, end } = source.locate({ at: path })
  return {
    file: read.file,
    document: source.index,
    pointer: toPointer(at),
    ...(read.lines && { range: read.lines.range(start, end) }),
  }
}
