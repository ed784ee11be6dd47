import { accessRules } from './access/rules.ts'
import type { Drift } from './drift/compare.ts'
import { loopbackOnly } from './drift/rules/loopback-only.ts'
import { missingListener } from './drift/rules/missing-listener.ts'
import { protocolMismatch } from './drift/rules/protocol-mismatch.ts'
import { undeclaredListener } from './drift/rules/undeclared-listener.ts'
import { widerBind } from './drift/rules/wider-bind.ts'
import type { Model } from './model.ts'
import { once } from './once.ts'
import { pipelineRules } from './pipeline-rules.ts'
import type { Rule, RuleMeta } from './rule.ts'
import { addressCanonical } from './rules/address-canonical.ts'
import { addressRedundant } from './rules/address-redundant.ts'
import { addressSyntax } from './rules/address-syntax.ts'
import { allowDenied } from './rules/allow-denied.ts'
import { allowEveryone } from './rules/allow-everyone.ts'
import { allowNobody } from './rules/allow-nobody.ts'
import { conditionAlways } from './rules/condition-always.ts'
import { conditionNever } from './rules/condition-never.ts'
import { conditionPartDead } from './rules/condition-part-dead.ts'
import { denyWithoutEffect } from './rules/deny-without-effect.ts'
import { duplicatePort } from './rules/duplicate-port.ts'
import { literalSecret } from './rules/literal-secret.ts'
import { publicProtocol } from './rules/public-protocol.ts'
import { publicUnprotected } from './rules/public-unprotected.ts'
import { regexAnchor } from './rules/regex-anchor.ts'
import { regexBacktracking } from './rules/regex-backtracking.ts'
import { regexDialect } from './rules/regex-dialect.ts'
import { regexEmpty } from './rules/regex-empty.ts'
import { regexSyntax } from './rules/regex-syntax.ts'
import { routeTie } from './rules/route-tie.ts'
import { routeUnreachable } from './rules/route-unreachable.ts'
import { sensitivePort } from './rules/sensitive-port.ts'
import type { Kind, System } from './system.ts'
import { huaweiHss } from './systems/huawei-hss/index.ts'
import { kubernetes } from './systems/kubernetes/index.ts'
import { northflank } from './systems/northflank/index.ts'
import { pomerium } from './systems/pomerium/index.ts'

/** Every vendor that is known. Adding one means its folder, its schemas, and one line here. */
export const systems: readonly System[] = [northflank, pomerium, kubernetes, huaweiHss]

/** The rules that read the model, and so work for every system. */
export const sharedRules: readonly Rule<Model>[] = [
  regexSyntax,
  regexDialect,
  regexAnchor,
  regexBacktracking,
  regexEmpty,
  addressSyntax,
  addressCanonical,
  addressRedundant,
  allowDenied,
  allowNobody,
  denyWithoutEffect,
  allowEveryone,
  routeUnreachable,
  routeTie,
  conditionAlways,
  conditionNever,
  conditionPartDead,
  publicProtocol,
  sensitivePort,
  publicUnprotected,
  duplicatePort,
  literalSecret,
]

/** The rules that compare what is declared with what was seen open. */
export const driftRules: readonly Rule<Drift>[] = [
  undeclaredListener,
  missingListener,
  loopbackOnly,
  widerBind,
  protocolMismatch,
]

const rulesOf = ({ kinds, project }: System): RuleMeta[] => [
  ...kinds.flatMap((kind): RuleMeta[] => [...kind.rules, ...(kind.updates ?? [])]),
  ...(project?.rules ?? []),
]

/** Every rule, in the order in which they are listed. */
export const rules = once((): readonly RuleMeta[] => [
  ...pipelineRules,
  ...sharedRules,
  // One rule may serve several kinds in variants of its own.
  ...new Map(systems.flatMap(rulesOf).map((rule) => [rule.id, rule] as const)).values(),
  ...driftRules,
  ...accessRules,
])

export const kinds = once((): readonly Kind[] => systems.flatMap((system) => system.kinds))

/** The system whose name stands before the slash of the id of a kind or rule. */
const systemOf = (id: string): System | undefined => {
  const name = id.slice(0, id.indexOf('/'))
  return systems.find((system) => system.name === name)
}

/** Whether a project reads objects of a kind. */
export const joins = (kind: string): boolean => systemOf(kind)?.project?.kinds.has(kind) ?? false

const idsOf = (list: readonly RuleMeta[]): ReadonlySet<string> => new Set(list.map(({ id }) => id))
/** Rules on updates that say nothing of an object by itself. */
const updateIds = once(() =>
  idsOf(
    kinds().flatMap(({ rules, updates = [] }) =>
      (updates as readonly RuleMeta[]).filter(({ id }) => !rules.some((rule) => rule.id === id)),
    ),
  ),
)
const driftIds = idsOf(driftRules)
const accessIds = idsOf(accessRules)
/** What reading a document says, and whatever is left open in it. */
const readingIds = idsOf(pipelineRules)
const inventoryIds = once(() =>
  idsOf([
    ...pipelineRules,
    ...driftRules,
    ...kinds().flatMap(({ observe, rules }) => (observe ? rules : [])),
  ]),
)

/**
 * Which rules have a part in a check, which in a comparison of what is declared with what was seen open, and which in
 * one of two versions.
 */
export const takesPart = {
  inCheck: (id: string): boolean => !driftIds.has(id) && !accessIds.has(id),
  inDiff: (id: string): boolean => accessIds.has(id) || readingIds.has(id) || updateIds().has(id),
  inDrift: (id: string): boolean => inventoryIds().has(id),
}

export const kindById = (id: string): Kind | undefined => systemOf(id)?.kinds.find((kind) => kind.id === id)

const commonRules = new Map(
  [...pipelineRules, ...sharedRules, ...driftRules, ...accessRules].map((rule): [string, RuleMeta] => [
    rule.id,
    rule,
  ]),
)

export function ruleById(id: string): RuleMeta | undefined {
  const system = systemOf(id)
  return commonRules.get(id) ?? (system && rulesOf(system).findLast((rule) => rule.id === id))
}
