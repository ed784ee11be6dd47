import { template } from '../../../helpers/northflank-template.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const teardown = (node: string) =>
  `apiVersion: v1.2\nspec: { kind: Workflow, spec: { type: parallel, steps: [] } }\nteardownSpec: { spec: ${node} }\n`

ruleTable('northflank/unknown-node', {
  silent: {
    'no node': template([]),
    'nodes without ports': template(['{ kind: Message, spec: {} }', '{ kind: Release, spec: {} }']),
    'the kind of an action, which is no node': template([
      '{ kind: Action, spec: { kind: Service, spec: {} } }',
    ]),
    'the kind of a condition': template(['{ kind: Condition, spec: { kind: Deployment, spec: {} } }']),
    'nodes of a teardown': teardown(
      '{ kind: Workflow, spec: { type: parallel, steps: [{ kind: OpenTofuDestroy, spec: { nodeRef: a } }] } }',
    ),
  },
  silentThoughBroken: {
    'a node without a kind': template(['{ spec: {} }']),
    'a kind that is no text': template(['{ kind: 7, spec: {} }']),
  },
  reports: {
    'a kind of another platform': {
      document: template(['{ kind: «Deployment», spec: {} }']),
      messages: ['"Deployment" is no kind of node that the platform runs, so it makes nothing.'],
      severities: ['warning'],
    },
    'a slip': {
      document: template(['{ kind: «CombinedServce», spec: {} }']),
      messages: [
        '"CombinedServce" is no kind of node that the platform runs; probably CombinedService is meant.',
      ],
    },
    'another case': {
      document: template(['{ kind: «workflow», spec: {} }']),
      messages: [/probably Workflow is meant\.$/],
    },
    'the outermost node': {
      document: 'apiVersion: v1\nspec: { kind: «Spec», spec: { services: [] } }\n',
    },
    'a node in a nested template': {
      document: template([
        '{ kind: WorkflowTemplate, spec: { apiVersion: v1.2, spec: { kind: Workflow, spec: { type: parallel, steps: [{ kind: «Pod», spec: {} }] } } } }',
      ]),
    },
    'a service in a teardown': {
      document: teardown('{ kind: «DeploymentService», spec: {} }'),
      messages: [
        /^"DeploymentService" is no kind of node for a teardown workflow, which takes Workflow, .*OpenTofuDestroy\.$/,
      ],
    },
    'a key of every object': { document: template(['{ kind: «constructor», spec: {} }']) },
  },
})
