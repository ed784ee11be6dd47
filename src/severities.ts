import { UserError } from './errors.ts'
import type { Severity } from './finding.ts'
import type { Problem, RuleMeta } from './rule.ts'
import type { Config, RuleSetting } from './settings.ts'

/** Which rules run, and how much what they find weighs. */
export interface RuleChoice {
  readonly config?: Config
  /** From the command line or the call; wins over the configuration. */
  readonly rules?: Readonly<Record<string, RuleSetting | { readonly severity: RuleSetting }>>
  /** Run these alone, and whatever reads the documents. */
  readonly only?: readonly string[]
}

/** Without these an input that could not be read would pass for a good one. */
const indispensable: ReadonlySet<string> = new Set(['syntax'])

export class RuleSettings {
  private readonly explicit: ReadonlyMap<string, RuleSetting>
  private readonly only: ReadonlySet<string> | undefined
  private readonly strict: boolean
  private readonly takesPart: (id: string) => boolean
  private readonly chosen = new WeakMap<readonly RuleMeta[], readonly RuleMeta[]>()

  /** Throws a UserError on an unknown rule or severity, and where an indispensable rule is switched off. */
  constructor(
    choice: RuleChoice,
    ruleById: (id: string) => RuleMeta | undefined,
    takesPart: (id: string) => boolean = () => true,
  ) {
    this.takesPart = takesPart
    const settings = { ...choice.config?.rules, ...choice.rules }
    this.explicit = new Map(
      Object.entries(settings).map(([id, setting]) => [
        id,
        typeof setting === 'object' ? setting.severity : setting,
      ]),
    )
    this.only = choice.only && choice.only.length > 0 ? new Set(choice.only) : undefined
    this.strict = choice.config?.preset === 'strict'
    for (const [id, setting] of this.explicit) {
      requireRule(id, ruleById)
      if (!['off', 'note', 'warning', 'error'].includes(setting)) {
        throw new UserError(
          `"${setting}" is no severity for the rule ${id}: it is off, note, warning or error.`,
        )
      }
      if (setting === 'off' && indispensable.has(id)) {
        throw new UserError(
          `The rule ${id} cannot be switched off: what cannot be read would pass for checked.`,
        )
      }
    }
    for (const id of this.only ?? []) requireRule(id, ruleById)
  }

  /** What a rule's findings weigh unless a problem says otherwise; undefined for a rule that does not run. */
  severityOf(rule: RuleMeta): Severity | undefined {
    if (!this.takesPart(rule.id)) return undefined
    if (this.only && !this.only.has(rule.id) && !indispensable.has(rule.id)) return undefined
    const setting = this.explicit.get(rule.id)
    if (setting) return setting === 'off' ? undefined : setting
    const named = this.only?.has(rule.id) ?? false
    return rule.strict && !this.strict && !named ? undefined : rule.severity
  }

  /** Whether a rule is asked at all: for its findings, or for the questions that it has to leave open. */
  runs(rule: RuleMeta): boolean {
    if (this.severityOf(rule) !== undefined) return true
    return this.takesPart(rule.id) && !rule.strict && (this.only?.has('undecided') ?? false)
  }

  /** Those of a list of rules that are asked; chosen once for all documents. */
  running<Rule extends RuleMeta>(rules: readonly Rule[]): readonly Rule[] {
    const known = this.chosen.get(rules) as readonly Rule[] | undefined
    const chosen = known ?? rules.filter((rule) => this.runs(rule))
    if (!known) this.chosen.set(rules, chosen)
    return chosen
  }

  /** The weight of one problem: what the user has set, else what the problem says, else what the rule says. */
  weigh(rule: RuleMeta, problem: Pick<Problem, 'severity'>): Severity | undefined {
    const severity = this.severityOf(rule)
    return severity && !this.explicit.has(rule.id) ? (problem.severity ?? severity) : severity
  }
}

function requireRule(id: string, ruleById: (id: string) => RuleMeta | undefined): void {
  if (!ruleById(id)) throw new UserError(`"${id}" is no rule; "portcullis rules" lists them.`)
}
