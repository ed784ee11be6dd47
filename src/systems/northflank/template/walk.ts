import { remembered } from '../../../once.ts'
import type { Path } from '../../../position.ts'
import type { Template } from '../document.ts'

/** A template, the outermost one or one within another: names and arguments are its own. */
export interface Scope {
  readonly at: Path
  readonly template: Template
  readonly outer?: Scope
}

/** One step of a template, with what is needed to judge it. */
export interface TemplateNode {
  readonly at: Path
  readonly kind?: string
  readonly ref?: string
  /** An empty object where it is absent. */
  readonly spec: Fields
  readonly scope: Scope
  /** Whether it belongs to a teardown workflow. */
  readonly teardown: boolean
  /** It may not run, or run several times: within a loop, or where a node can be skipped. */
  readonly conditional: boolean
}

export interface Walk {
  /** In document order. */
  readonly nodes: readonly TemplateNode[]
  /** The outermost template first. */
  readonly scopes: readonly Scope[]
}

export type Fields = Readonly<Record<string, unknown>>

/**
 * Every node of a template, in whatever it is contained: workflows, loops, pipelines with previews and release flows,
 * nested templates, teardown. Never in circles: a value within itself is passed over, and of values that stand in
 * several places only so many are entered again. Walked once for each document.
 */
export const walkTemplate = remembered(walk)

function walk(template: Template): Walk {
  const nodes: TemplateNode[] = []
  const scopes: Scope[] = []
  const entered = new Set<object>()
  let again = 0
  const open: Step[] = [{ at: [], value: template, teardown: false, conditional: false, is: 'template' }]
  for (let step = open.pop(); step; step = open.pop()) {
    const { at, value, scope, teardown } = step
    const conditional = step.conditional || (isFields(value) && skips(value))
    if (!isFields(value)) continue
    if (entered.has(value) && (isWithinItself(step) || ++again > mostRepetitions)) continue
    entered.add(value)
    if (step.is === 'template' || !scope) {
      const inner: Scope = { at, template: value, ...(scope && { outer: scope }) }
      scopes.push(inner)
      const parts: Step[] = [
        {
          at: [...at, 'spec'],
          value: value['spec'],
          scope: inner,
          teardown: false,
          conditional,
          is: 'node',
          parent: step,
        },
        ...below(value, at, ['teardownSpec', 'spec']).map(
          (end): Step => ({ ...end, scope: inner, teardown: true, conditional, is: 'node', parent: step }),
        ),
      ]
      open.push(...parts.reverse())
      continue
    }
    const { kind, ref, spec } = value
    const node: TemplateNode = {
      at,
      spec: isFields(spec) ? spec : {},
      scope,
      teardown,
      conditional,
      ...(typeof kind === 'string' && { kind }),
      ...(typeof ref === 'string' && { ref }),
    }
    nodes.push(node)
    const repeated = conditional || kind === 'LoopWorkflow'
    for (const child of childrenOf(node).reverse())
      open.push({ ...child, scope, teardown, conditional: repeated, parent: step })
  }
  return { nodes, scopes }
}

export const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

interface End {
  readonly at: Path
  readonly value: unknown
}

interface Child extends End {
  readonly is: 'node' | 'template'
}

interface Step extends Child {
  readonly scope?: Scope
  readonly teardown: boolean
  readonly conditional: boolean
  readonly parent?: Step
}

const skips = ({ skipNodeExecution }: Fields): boolean =>
  skipNodeExecution !== undefined && skipNodeExecution !== false

/** Values that are entered again: aliases multiply one another. */
const mostRepetitions = 10_000

function isWithinItself({ value, parent }: Step): boolean {
  for (let outer = parent; outer; outer = outer.parent) if (outer.value === value) return true
  return false
}

/** What a node contains: nodes, and templates with nodes of their own. */
function childrenOf({ kind, spec, at }: TemplateNode): Child[] {
  const base = [...at, 'spec']
  const templates = (ends: readonly End[]) => ends.map((end): Child => ({ ...end, is: 'template' }))
  switch (kind) {
    case 'Workflow':
    case 'LoopWorkflow':
      return below(spec, base, ['steps', '*']).map((end): Child => ({ ...end, is: 'node' }))
    case 'Pipeline':
      return templates([
        ...below(spec, base, ['preview', 'spec']),
        ...below(spec, base, ['stages', '*', 'releaseFlow', 'spec']),
      ])
    case 'WorkflowTemplate':
    case 'PreviewBlueprint':
      return templates([{ at: base, value: spec }])
    case 'Template':
      return templates(below(spec, base, ['spec']))
    default:
      return []
  }
}

/** What stands at the end of some steps down from a value; `*` is every item of a list. */
function below(value: unknown, at: Path, steps: readonly string[]): End[] {
  let ends: End[] = [{ at, value }]
  for (const step of steps) {
    ends = ends.flatMap(({ at, value }) => {
      if (step === '*')
        return Array.isArray(value)
          ? value.map((item: unknown, index) => ({ at: [...at, index], value: item }))
          : []
      return isFields(value) && Object.hasOwn(value, step) ? [{ at: [...at, step], value: value[step] }] : []
    })
  }
  return ends
}
