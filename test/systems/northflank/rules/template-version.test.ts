import { template } from '../../../helpers/northflank-template.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const inner = (version: string) =>
  template([
    `{ kind: Pipeline, spec: { preview: { kind: PreviewEnv, spec: { apiVersion: ${version}, spec: { kind: Workflow, spec: { type: parallel, steps: [] } } } } } }`,
  ])

ruleTable('northflank/template-version', {
  silent: {
    'the current one': template([]),
    'the current one within a pipeline': inner('v1.2'),
    'the version of something else': template(['{ kind: OpenTofu, spec: { apiVersion: v1 } }']),
  },
  silentThoughBroken: {
    'a version that is a number': template([]).replace('v1.2', '1.2'),
    'no version': template([]).replace('apiVersion: v1.2\n', ''),
  },
  reports: {
    'the old one': {
      document: template([]).replace('v1.2', '«v1»'),
      messages: ['"v1" is no version of templates that the platform documents; write v1.2.'],
      severities: ['warning'],
    },
    'one that is not there yet': { document: template([]).replace('v1.2', '«v1.20»') },
    'an old one in a pipeline': { document: inner('«v1»') },
  },
})
