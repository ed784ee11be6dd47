import { describe, expect, it } from 'vitest'
import { validateAll } from '../../../../src/index.ts'
import { service, stream } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const workload = (labels: string, kind = 'Deployment', metadata = 'name: web') => `apiVersion: apps/v1
kind: ${kind}
metadata: { ${metadata} }
spec: { template: { metadata: { labels: { ${labels} } } } }
`
const pod = (labels: string) => `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { ${labels} } }
`
const selecting = (selector: string, metadata?: string) =>
  service(`selector: ${selector}\nports: [{ port: 80 }]`, metadata)

ruleTable('kubernetes/selector-dangling', {
  silent: {
    'a template that fits': stream(selecting('{ app: web }'), workload('app: web, tier: front')),
    'the second of two fits': stream(selecting('{ app: web }'), workload('app: api'), workload('app: web')),
    'a pod that fits': stream(selecting('{ app: web }'), pod('app: web')),
    'no template at all': selecting('{ app: web }'),
    'no selector': stream(service('ports: [{ port: 80 }]'), workload('app: api')),
    'an empty selector': stream(selecting('{}'), workload('app: api')),
    'templates of another namespace only': stream(
      selecting('{ app: web }', 'name: web, namespace: a'),
      workload('app: api', 'Deployment', 'name: web, namespace: b'),
    ),
    'an ExternalName': stream(
      service('type: ExternalName\nexternalName: example.com\nselector: { app: web }'),
      workload('app: api'),
    ),
    'the label that a StatefulSet adds': stream(
      selecting('{ app: web, statefulset.kubernetes.io/pod-name: web-0 }'),
      workload('app: web', 'StatefulSet'),
    ),
    'the labels that a DeploymentConfig adds': stream(
      selecting('{ deploymentconfig: web }'),
      workload('app: web', 'DeploymentConfig'),
    ),
    'a label that a program gives itself': stream(
      selecting('{ app: web, example.com/leader: "true" }'),
      workload('app: web'),
    ),
    'a template without labels': stream(
      selecting('{ app: web }'),
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: {} }\n',
    ),
    ...Object.fromEntries(
      [
        'StatefulSet',
        'DaemonSet',
        'ReplicaSet',
        'ReplicationController',
        'Job',
        'DeploymentConfig',
        'Rollout',
      ].map((kind) => [
        `a ${kind} that fits`,
        stream(selecting('{ app: web }'), workload('app: api'), workload('app: web', kind)),
      ]),
    ),
    'a CronJob that fits': stream(
      selecting('{ app: web }'),
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: web }\nspec: { jobTemplate: { spec: { template: { metadata: { labels: { app: web } } } } } }\n',
    ),
  },
  silentThoughBroken: {
    'a selector with a number in it': stream(selecting('{ app: 1 }'), workload('app: api')),
  },
  reports: {
    'another value': {
      document: stream(selecting('«{ app: web }»'), workload('app: api')),
      messages: [
        'None of the pod templates of this input fits the selector of web, so it has no endpoints; the nearest one lacks app: web.',
      ],
      severities: ['warning'],
    },
    'another key': { document: stream(selecting('«{ app: web }»'), workload('name: web')) },
    'one pair of two': {
      document: stream(
        selecting('«{ app: web, tier: back }»'),
        workload('app: web, tier: front'),
        workload('app: api'),
      ),
      messages: [/^None of the 2 pod templates .* lacks tier: back\.$/],
    },
    'the namespace of one is left to the request': {
      document: stream(selecting('«{ app: web }»', 'name: web, namespace: a'), workload('app: api')),
    },
    'a label with a domain that templates have': {
      document: stream(selecting('«{ example.com/app: web }»'), workload('example.com/app: api')),
    },
    'pods of a List': {
      document: `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: «{ app: web }», ports: [{ port: 80 }] } }
  - { apiVersion: v1, kind: Pod, metadata: { name: api, labels: { app: api } } }
`,
    },
  },
})

describe('over several files', () => {
  const found = (...texts: readonly string[]) =>
    validateAll(
      texts.map((text, index) => ({ filename: `${index}.yaml`, text })),
      { unknown: 'skip' },
    ).findings.map(({ file, rule }) => `${file} ${rule}`)

  it('a template in any file fits', () => {
    expect(found(stream(selecting('{ app: web }'), workload('app: api')), workload('app: web'))).toEqual([])
  })
  it('nothing is said of a Service without a template in its own file', () => {
    expect(found(selecting('{ app: web }'), workload('app: api'))).toEqual([])
  })
})
