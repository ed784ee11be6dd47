import { describe, expect, it } from 'vitest'
import { toPointer } from '../../../../src/position.ts'
import type { Template } from '../../../../src/systems/northflank/document.ts'
import { walkTemplate } from '../../../../src/systems/northflank/template/walk.ts'

/** Kind and place of every node; those of a teardown are marked. */
const found = (template: Template) =>
  walkTemplate(template).nodes.map(
    ({ kind, at, teardown, scope }) =>
      `${teardown ? 'teardown ' : ''}${kind ?? '?'} ${toPointer(at)}${scope.at.length > 0 ? ` in ${toPointer(scope.at)}` : ''}`,
  )

const service = { kind: 'DeploymentService', spec: {} }
const workflow = (...steps: unknown[]) => ({ kind: 'Workflow', spec: { steps } })
const inner = (...steps: unknown[]) => ({ apiVersion: 'v1.2', spec: workflow(...steps) })

describe('the nodes of a template', () => {
  it.each<[string, unknown, string[]]>([
    ['a lone node', service, ['DeploymentService /spec']],
    [
      'workflows within one another, in document order',
      workflow(workflow(service), service),
      [
        'Workflow /spec',
        'Workflow /spec/spec/steps/0',
        'DeploymentService /spec/spec/steps/0/spec/steps/0',
        'DeploymentService /spec/spec/steps/1',
      ],
    ],
    [
      'a loop',
      { kind: 'LoopWorkflow', spec: { iterations: [], steps: [service] } },
      ['LoopWorkflow /spec', 'DeploymentService /spec/spec/steps/0'],
    ],
    [
      'the preview and the release flows of a pipeline',
      {
        kind: 'Pipeline',
        spec: {
          preview: { kind: 'PreviewEnv', spec: inner(service) },
          stages: [{ name: 'Staging' }, { releaseFlow: { kind: 'ReleaseFlow', spec: inner(service) } }],
        },
      },
      [
        'Pipeline /spec',
        'Workflow /spec/spec/preview/spec/spec in /spec/spec/preview/spec',
        'DeploymentService /spec/spec/preview/spec/spec/spec/steps/0 in /spec/spec/preview/spec',
        'Workflow /spec/spec/stages/1/releaseFlow/spec/spec in /spec/spec/stages/1/releaseFlow/spec',
        'DeploymentService /spec/spec/stages/1/releaseFlow/spec/spec/spec/steps/0 in /spec/spec/stages/1/releaseFlow/spec',
      ],
    ],
    ...['WorkflowTemplate', 'PreviewBlueprint'].map((kind): [string, unknown, string[]] => [
      `the template of a ${kind}, with its teardown`,
      { kind, spec: { ...inner(service), teardownSpec: { spec: { kind: 'JobRun', spec: {} } } } },
      [
        `${kind} /spec`,
        'Workflow /spec/spec/spec in /spec/spec',
        'DeploymentService /spec/spec/spec/spec/steps/0 in /spec/spec',
        'teardown JobRun /spec/spec/teardownSpec/spec in /spec/spec',
      ],
    ]),
    [
      'the template in a Template node',
      { kind: 'Template', spec: { kind: 'ResourceTemplate', spec: inner(service) } },
      [
        'Template /spec',
        'Workflow /spec/spec/spec/spec in /spec/spec/spec',
        'DeploymentService /spec/spec/spec/spec/spec/steps/0 in /spec/spec/spec',
      ],
    ],
    [
      'the kind of an action, which is no node',
      { kind: 'Action', spec: { kind: 'Service', spec: { steps: [service] } } },
      ['Action /spec'],
    ],
    ['a kind that nobody knows', { kind: 'Flow', spec: { steps: [service] } }, ['Flow /spec']],
  ])('%s', (_, spec, expected) => expect(found({ spec })).toEqual(expected))

  it('include those of a teardown', () => {
    const teardownSpec = { spec: workflow({ kind: 'JobRun', spec: {} }) }
    expect(found({ spec: service, teardownSpec })).toEqual([
      'DeploymentService /spec',
      'teardown Workflow /teardownSpec/spec',
      'teardown JobRun /teardownSpec/spec/spec/steps/0',
    ])
  })

  it.each<[string, Template, string[]]>([
    ['no spec', {}, []],
    ['spec: null', { spec: null }, []],
    ['a list', { spec: [service] }, []],
    ['steps as a map', { spec: { kind: 'Workflow', spec: { steps: { a: service } } } }, ['Workflow /spec']],
    ['steps that are no nodes', { spec: workflow(null, 'x', 7, [], undefined) }, ['Workflow /spec']],
    ['a node without a kind', { spec: workflow({ spec: {} }) }, ['Workflow /spec', '? /spec/spec/steps/0']],
    ['a node with spec: null', { spec: { kind: 'Workflow', spec: null } }, ['Workflow /spec']],
    [
      'a pipeline of nothing',
      { spec: { kind: 'Pipeline', spec: { preview: null, stages: [null, { releaseFlow: 1 }] } } },
      ['Pipeline /spec'],
    ],
  ])('are what is there: %s', (_, template, expected) => expect(found(template)).toEqual(expected))

  it('ends on a node within itself', () => {
    const loop = workflow() as { spec: { steps: unknown[] } }
    loop.spec.steps.push(loop, loop, service)
    expect(found({ spec: loop })).toEqual(['Workflow /spec', 'DeploymentService /spec/spec/steps/2'])
  })

  it('ends on values that stand in many places', () => {
    let node: unknown = service
    for (let depth = 0; depth < 40; depth++) node = workflow(node, node)
    const { length } = found({ spec: node })
    expect(length).toBeGreaterThan(1000)
    expect(length).toBeLessThan(20_000)
  })

  it('ends on a template within itself', () => {
    const template: { spec?: unknown } = {}
    template.spec = { kind: 'WorkflowTemplate', spec: template }
    expect(found(template)).toEqual(['WorkflowTemplate /spec'])
  })

  it('does not overflow on depth', () => {
    let node: unknown = service
    for (let depth = 0; depth < 600; depth++) node = workflow(node)
    expect(found({ spec: node })).toHaveLength(601)
  })
})
