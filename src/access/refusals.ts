import type { RefusedUpdate } from '../access-report.ts'
import { ask } from '../checks.ts'
import { type Draft, toFindings } from '../drafts.ts'
import type { Bug } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { groupBy } from '../group.ts'
import type { Platforms } from '../settings.ts'
import type { RuleSettings } from '../severities.ts'
import { nameOf } from '../update.ts'
import type { Entrances, StoredObject } from './listeners.ts'

/**
 * What the platforms refuse where objects of one version replace those of the same name in the other one. What is
 * refused in the new ones by themselves is for a check to say.
 */
export function refusedUpdates(
  before: Entrances,
  after: Entrances,
  settings: RuleSettings,
  platforms: Platforms,
): { readonly findings: readonly Finding[]; readonly bugs: readonly Bug[] } {
  const bugs: Bug[] = []
  const drafts = pairsOf(before.stored, after.stored).flatMap(([old, fresh]): Draft[] => {
    const { kind } = fresh.recognised
    const rules = (kind.updates ?? []).filter(({ id }) => !kind.rules.some((rule) => rule.id === id))
    const { file } = fresh.placing.read
    const update = { old: old.document, new: fresh.document } as never
    const found = ask(rules, update, fresh.surroundings, { run: { settings, platforms }, file, bugs })
    return found.map((problem) => ({ ...problem, placing: fresh.placing }))
  })
  const findings = [...groupBy(drafts, ({ placing }) => placing.read)].flatMap(([read, own]) =>
    toFindings(read, own, (rule, problem) => settings.weigh(rule, problem)),
  )
  return { findings, bugs }
}

/** Objects of one kind, namespace and name; of several, those of one file, then as they come. */
function pairsOf(
  olds: readonly StoredObject[],
  news: readonly StoredObject[],
): [StoredObject, StoredObject][] {
  const keyOf = ({ recognised }: StoredObject) => `${recognised.kind.id} ${nameOf(recognised)}`
  const known = groupBy(olds.filter(hasName), keyOf)
  const fresh = groupBy(news.filter(hasName), keyOf)
  return [...fresh].flatMap(([key, list]) => {
    const left = [...(known.get(key) ?? [])]
    const take = (index: number) => left.splice(index, 1)[0]
    const fileOf = ({ placing }: StoredObject) => placing.read.file
    const near = list.map((one) => {
      const index = left.findIndex((other) => fileOf(other) === fileOf(one))
      return { one, other: index === -1 ? undefined : take(index) }
    })
    return near.flatMap(({ one, other }): [StoredObject, StoredObject][] => {
      const partner = other ?? take(0)
      return partner ? [[partner, one]] : []
    })
  })
}

/** An object without a name is made anew each time. */
const hasName = ({ recognised: { value } }: StoredObject): boolean => {
  const { metadata } = (value ?? {}) as { readonly metadata?: { readonly name?: unknown } | null }
  return typeof metadata?.name === 'string' && metadata.name !== ''
}

/** The findings as a part of a comparison; nothing where there are none. */
export function asRefused(findings: readonly Finding[]): { readonly refused?: readonly RefusedUpdate[] } {
  const refused = findings.map(({ rule, message, file, document, pointer, range }) => ({
    rule,
    message,
    place: { file, document, pointer, ...(range && { range }) },
  }))
  return refused.length > 0 ? { refused } : {}
}
