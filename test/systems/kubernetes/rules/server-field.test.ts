import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('kubernetes/server-field', {
  silent: {
    'none of them': service('ports: [{ port: 80 }]'),
    headless: service('clusterIP: None'),
    'an empty clusterIP': service('clusterIP: ""\nports: [{ port: 80 }]'),
    'null, as generators of code write it': service(
      'ports: [{ port: 80 }]',
      'name: web, creationTimestamp: null',
    ),
    'an empty status': `${service('ports: [{ port: 80 }]')}status: {}\n`,
  },
  reports: {
    one: {
      document: service('ports: [{ port: 80 }]', 'name: web, «resourceVersion»: "5"'),
      messages: [
        'metadata.resourceVersion is set by the API server and does not belong into a file; remove it.',
      ],
      severities: ['note'],
    },
    'several, once': {
      document: service('clusterIP: 10.0.0.7\nports: [{ port: 80 }]', 'name: web, «uid»: a, generation: 5'),
      messages: [
        'metadata.uid, metadata.generation and spec.clusterIP are set by the API server and do not belong into a file; remove them.',
      ],
      related: ['5', '10.0.0.7'],
    },
    'a status': {
      document: `${service('ports: [{ port: 80 }]')}«status»: { loadBalancer: { ingress: [{ ip: 203.0.113.7 }] } }\n`,
    },
  },
})
