import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('kubernetes/external-ips', {
  silent: {
    none: service('ports: [{ port: 80 }]'),
    'an empty list': service('ports: [{ port: 80 }]\nexternalIPs: []'),
  },
  reports: {
    'one address': {
      document: service('ports: [{ port: 80 }]\nexternalIPs: [«203.0.113.7»]'),
      messages: [
        '203.0.113.7 is taken over by every node for this Service, whoever it belongs to (CVE-2020-8554); use a LoadBalancer.',
      ],
      witnesses: [{ host: '203.0.113.7' }],
    },
    'several, once': {
      document: service('ports: [{ port: 80 }]\nexternalIPs: [«203.0.113.7», 203.0.113.8, 203.0.113.9]'),
      messages: [/^203\.0\.113\.7 and 2 more is taken over/],
    },
    'an address that many talk to, by itself': {
      document: service('ports: [{ port: 80 }]\nexternalIPs: [«203.0.113.7», «8.8.8.8»]'),
      messages: [/./, /^8\.8\.8\.8 is a public resolver, and is taken over/],
    },
    'on a load balancer': {
      document: service('type: LoadBalancer\nports: [{ port: 80 }]\nexternalIPs: [«203.0.113.7»]'),
    },
    'on an ExternalName, where it does nothing': {
      document: service('type: ExternalName\nexternalName: example.com\nexternalIPs: «[203.0.113.7]»'),
      messages: ['externalIPs is ignored on a Service of type ExternalName; remove it.'],
      severities: ['note'],
    },
  },
})
