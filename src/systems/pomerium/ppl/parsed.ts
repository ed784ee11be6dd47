import { type Path, toPointer } from '../../../position.ts'
import type { Surroundings } from '../../../rule.ts'
import { type ParsedPpl, parsePpl } from './parse.ts'
import { type PplPlace, type PplSite, pplSites, targets } from './sites.ts'
import type { PplProblem, Target } from './tree.ts'

/** A policy of a document, and what was read of it. */
export interface ParsedSite extends PplSite, ParsedPpl {}

const known = new WeakMap<object, Map<string, readonly ParsedSite[]>>()

/** The policies of a document, read once for all that ask. */
export function parsedSites(
  place: PplPlace,
  document: object,
  { platforms, written, texts }: Surroundings,
): readonly ParsedSite[] {
  const target = place === 'ppl' ? (platforms.pomerium?.target ?? targets.ppl) : targets[place]
  const byTarget = known.get(document) ?? new Map<string, readonly ParsedSite[]>()
  known.set(document, byTarget)
  const key = `${place} ${target}`
  let sites = byTarget.get(key)
  if (!sites) {
    sites = pplSites(place, document).map((site) => parseSite(place, site, { target, written, texts }))
    byTarget.set(key, sites)
  }
  return sites
}

function parseSite(
  place: PplPlace,
  site: PplSite,
  { target, written, texts }: { target: Target } & Pick<Surroundings, 'written' | 'texts'>,
): ParsedSite {
  const { ppl, problems } = parsePpl(site.value, site.at, { target, written })
  const isText = place === 'config' && texts.some((text) => isSame(text, written(site.at)))
  return { ...site, ppl, problems: isText ? [textProblem(site.at), ...problems] : problems }
}

const isSame = (one: Path, other: Path): boolean => toPointer(one) === toPointer(other)

/** `decodePPLPolicyHookFunc` in config/custom.go hands the text to the parser as it is. */
const textProblem = (at: Path): PplProblem => ({
  kind: 'grammar',
  at,
  message:
    'This policy is a text, and core takes a map or a list here only; write it without the | or the quotes.',
})
