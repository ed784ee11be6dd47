import { accessRules } from './access/rules.ts'
import type { Drift } from './drift/compare.ts'
import { loopbackOnly } from './drift/rules/loopback-only.ts'
import { missingListener } from './drift/rules/missing-listener.ts'
import { protocolMismatch } from './drift/rules/protocol-mismatch.ts'
import { undeclaredListener } from './drift/rules/undeclared-listener.ts'
import { widerBind } from './drift/rules/wider-bind.ts'
import type { Model } from './model.ts'
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

/** Every rule, in the order in which they are listed. */
export const rules: readonly RuleMeta[] = [
  ...pipelineRules,
  ...sharedRules,
  // One rule may serve several kinds in variants of its own.
  ...new Map([
    ...systems.flatMap(({ kinds }) =>
      kinds.flatMap((kind) =>
        [...kind.rules, ...(kind.updates ?? [])].map((rule: RuleMeta) => [rule.id, rule] as const),
      ),
    ),
    ...systems.flatMap(({ project }) => (project?.rules ?? []).map((rule) => [rule.id, rule] as const)),
  ]).values(),
  ...driftRules,
  ...accessRules,
]

/** Whether a project reads objects of a kind. */
export const joins = (kind: string): boolean => systems.some(({ project }) => project?.kinds.has(kind))

export const kinds: readonly Kind[] = systems.flatMap((system) => system.kinds)

const idsOf = (list: readonly RuleMeta[]): ReadonlySet<string> => new Set(list.map(({ id }) => id))
/** Rules on updates that say nothing of an object by itself. */
const updateIds = idsOf(
  kinds.flatMap(({ rules, updates = [] }) =>
    (updates as readonly RuleMeta[]).filter(({ id }) => !rules.some((rule) => rule.id === id)),
  ),
)
const driftIds = idsOf(driftRules)
const accessIds = idsOf(accessRules)
/** What reading a document says, and whatever is left open in it. */
const readingIds = idsOf(pipelineRules)
const inventoryIds = idsOf([
  ...pipelineRules,
  ...driftRules,
  ...kinds.flatMap(({ observe, rules }) => (observe ? rules : [])),
])

/**
 * Which rules have a part in a check, which in a comparison of what is declared with what was seen open, and which in
 * one of two versions.
 */
export const takesPart = {
  inCheck: (id: string): boolean => !driftIds.has(id) && !accessIds.has(id),
  inDiff: (id: string): boolean => accessIds.has(id) || readingIds.has(id) || updateIds.has(id),
  inDrift: (id: string): boolean => inventoryIds.has(id),
}

const kindsById = new Map(kinds.map((kind) => [kind.id, kind]))
const rulesById = new Map(rules.map((rule) => [rule.id, rule]))

export const kindById = (id: string): Kind | undefined => kindsById.get(id)
export const ruleById = (id: string): RuleMeta | undefined => rulesById.get(id)
