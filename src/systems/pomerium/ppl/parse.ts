import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { closest, shown } from '../../../schema/words.ts'
import { criteria, formerNames } from './criteria.ts'
import { readData } from './data.ts'
import type { Test } from './tests.ts'
import { longestText } from './text-languages.ts'
import {
  type Action,
  actions,
  type Criterion,
  type Group,
  type Operator,
  operators,
  type Ppl,
  type PplProblem,
  type ProblemKind,
  type Rule,
  type Target,
} from './tree.ts'

/** A policy, and what is wrong with it. */
export interface ParsedPpl {
  readonly ppl: Ppl
  readonly problems: readonly PplProblem[]
}

export interface ParseOptions {
  readonly target: Target
  /** A path with its keys as they stand in the document: the loader of core has put them into lower case. */
  readonly written?: (at: Path) => Path
}

/**
 * Reads a policy as the parser and the generator of https://github.com/pomerium/pomerium do (pkg/policy/parser/grammar.go,
 * pkg/policy/generator/conditionals.go, pkg/policy/criteria) and finds what they refuse. `at` is the path of the policy.
 * Parts that broke a schema are undefined: nothing is said of them.
 */
export function parsePpl(value: unknown, at: Path, options: ParseOptions): ParsedPpl {
  const parser = new PplParser(options)
  return { ppl: parser.policy(value, at), problems: parser.problems }
}

const ruleKeys: readonly string[] = actions
const bodyKeys: readonly string[] = [...operators, 'action']

class PplParser {
  readonly problems: PplProblem[] = []
  private readonly options: ParseOptions
  private known = true

  constructor(options: ParseOptions) {
    this.options = options
  }

  policy(value: unknown, at: Path): Ppl {
    const rules = Array.isArray(value)
      ? value.flatMap((item: unknown, index) => this.rules(item, [...at, index]))
      : this.rules(value, at)
    return { at, rules, known: this.known }
  }

  private rules(value: unknown, at: Path): Rule[] {
    if (value === undefined) this.known = false
    else if (!isMap(value)) {
      const where = typeof at.at(-1) === 'number' ? 'an item of a policy' : 'a policy'
      this.refuse(
        'grammar',
        at,
        `${shown(value)} is ${where}, which holds allow and deny; write a map of these.`,
      )
    } else {
      for (const key of Object.keys(value)) {
        if (ruleKeys.includes(key)) continue
        this.refuseKey([...at, key], this.words(key, ruleWords(key)))
      }
      return actions.flatMap((action) =>
        Object.hasOwn(value, action) ? this.rule(action, value[action], [...at, action]) : [],
      )
    }
    return []
  }

  private rule(action: Action, body: unknown, at: Path): Rule[] {
    if (body === undefined) this.known = false
    else if (!isMap(body)) {
      const message = `${shown(body)} is what ${action} holds, and Pomerium takes a map with and, or, not or nor only.`
      this.refuse('grammar', at, message)
    } else {
      for (const key of Object.keys(body)) {
        if (!bodyKeys.includes(key)) this.refuseKey([...at, key], this.words(key, bodyWords(key, action)))
      }
      const groups = operators.flatMap((operator) =>
        Object.hasOwn(body, operator) ? this.group(operator, body[operator], [...at, operator]) : [],
      )
      return [{ action, at, groups }]
    }
    return []
  }

  private group(operator: Operator, list: unknown, at: Path): Group[] {
    if (list === undefined) this.known = false
    else if (!Array.isArray(list)) {
      const fix = isMap(list) ? '; write each criterion as an item, with a dash before it' : ''
      this.refuse(
        'grammar',
        at,
        `${shown(list)} is what ${operator} holds, and Pomerium takes a list of criteria only${fix}.`,
      )
    } else {
      const criteria = list.flatMap((item: unknown, index) => this.criterion(item, operator, [...at, index]))
      return criteria.length > 0 ? [{ operator, at, criteria }] : []
    }
    return []
  }

  private criterion(item: unknown, operator: Operator, at: Path): Criterion[] {
    if (item === undefined) {
      this.known = false
      return []
    }
    const keys = isMap(item) ? Object.keys(item) : []
    const [key] = keys
    if (!isMap(item) || key === undefined || keys.length > 1) {
      this.refuse('grammar', at, itemWords(item, keys, operator))
      return []
    }
    const slash = key.indexOf('/')
    const name = slash < 0 ? key : key.slice(0, slash)
    const path = slash < 0 ? '' : key.slice(slash + 1)
    const place = [...at, key]
    const data = item[key]
    const criterion = { at: place, key, name, path, data }
    const facts = criteria.get(name)
    if (!facts) {
      this.problem({
        kind: 'criterion',
        at: place,
        key: true,
        message: this.words(name, criterionWords(name, operator)),
      })
      return [{ ...criterion, test: undefined }]
    }
    this.checkTarget(name, place)
    if (data === undefined) {
      this.known = false
      return [{ ...criterion, test: undefined }]
    }
    const { target, written } = this.options
    const read = readData(criterion, { target, ...(written && { written: written(place) }) })
    for (const problem of read.problems) this.problem(problem)
    if (read.test && hasLongText(read.test)) {
      const message = `Whether ${name} with a text of more than ${longestText} characters ever matches is open, since such texts are not looked into.`
      this.problem({ kind: 'dead', at: place, message, undecided: true })
    }
    return [{ ...criterion, test: read.test }]
  }

  private checkTarget(name: string, at: Path): void {
    const { core, zero } = criteria.get(name)!
    const { target } = this.options
    const owner = name === 'record' ? 'Pomerium Enterprise' : 'Zero and Enterprise'
    if (!core && target !== 'zero') {
      const message =
        name === 'pomerium_routes'
          ? `${name} is a criterion that current releases do not have any more: core refuses the policy; remove it.`
          : `${name} is a criterion of ${owner} only: core refuses the policy.`
      this.problem({
        kind: 'criterion',
        at,
        key: true,
        message,
        ...(target === 'either' && { severity: 'warning' }),
      })
    } else if (!zero && target === 'zero') {
      const message =
        name === 'record'
          ? 'record is a criterion of Pomerium Enterprise only, which Zero is not known to take.'
          : `${name} is a criterion that current releases of core do not have any more, and Zero may refuse it.`
      this.problem({ kind: 'criterion', at, key: true, message, severity: 'warning' })
    }
  }

  /** "did you mean", where a key is a slip away from one that is taken. */
  private words(key: string, { message, names }: Words): string {
    const meant = names && closest(key, names)
    return meant === undefined ? `${message}.` : `${message}; did you mean ${meant}?`.replace(/\?$/, '.')
  }

  private refuse(kind: ProblemKind, at: Path, message: string): void {
    this.problem({ kind, at, message })
  }

  private refuseKey(at: Path, message: string): void {
    this.problem({ kind: 'grammar', at, key: true, message })
  }

  private problem(problem: PplProblem): void {
    if (problem.kind !== 'dead' && !problem.severity) this.known = false
    this.problems.push(problem)
  }
}

function hasLongText(test: Test): boolean {
  const isLong = (text: string | undefined) => (text?.length ?? 0) > longestText
  if (test.kind === 'text') return test.matchers.some(({ values }) => values.some(isLong))
  return test.kind === 'list' && (isLong(test.of) || test.matchers.some(({ value }) => isLong(value)))
}

interface Words {
  readonly message: string
  /** Names of which one may be meant. */
  readonly names?: readonly string[]
}

function ruleWords(key: string): Words {
  if (key === 'rego')
    return {
      message:
        'rego is no action of this language, and Pomerium refuses the policy: Rego stands in a policy of Pomerium Enterprise, and not beside allow and deny',
    }
  if (bodyKeys.includes(key))
    return {
      message: `${key} stands outside allow and deny, and Pomerium refuses the policy; put it into one of them`,
    }
  if (criteria.has(key.split('/')[0]!))
    return {
      message: `${key} is a criterion and stands where allow or deny belongs; put it into a list within allow`,
    }
  return { message: `${shown(key)} is no action, and Pomerium takes allow and deny only`, names: actions }
}

function bodyWords(key: string, action: Action): Words {
  if (key === 'rego')
    return {
      message:
        'rego is no operator of this language, and Pomerium refuses the policy: it takes and, or, not and nor only; write criteria such as claim/groups instead',
    }
  if (criteria.has(key.split('/')[0]!))
    return {
      message: `${key} is a criterion and stands right below ${action}, where an operator belongs; put it into a list below and or or`,
    }
  return {
    message: `${shown(key)} is no operator, and Pomerium takes and, or, not and nor only`,
    names: operators,
  }
}

function criterionWords(name: string, operator: Operator): Words {
  if (name === '')
    return { message: 'A criterion without a name is refused; write one such as domain or claim/NAME' }
  if ((operators as readonly string[]).includes(name))
    return {
      message: `${name} is an operator within ${operator}, and operators do not nest, so Pomerium refuses the policy; write several rules instead`,
    }
  const former = formerNames.get(name)
  if (former) return { message: `${name} is no criterion, so Pomerium refuses the policy; write ${former}` }
  return {
    message: `${shown(name)} is no criterion, so Pomerium refuses the policy`,
    names: [...criteria.keys()],
  }
}

function itemWords(item: unknown, keys: readonly string[], operator: Operator): string {
  if (typeof item === 'string' && criteria.has(item))
    return `"${item}" is a text in the list of ${operator}, and Pomerium takes a map with one criterion only; write ${item}: true.`
  if (!isMap(item))
    return `${shown(item)} is in the list of ${operator}, and Pomerium takes a map with one criterion only.`
  if (keys.length === 0)
    return `An item of ${operator} is empty, and Pomerium takes a map with one criterion only.`
  return `An item of ${operator} has ${keys.length} keys (${keys
    .slice(0, 3)
    .map((key) => shown(key))
    .join(', ')}), and Pomerium takes one criterion in each; write each as an item of its own.`
}
