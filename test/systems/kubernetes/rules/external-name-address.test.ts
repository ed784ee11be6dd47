import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const alias = (host: string, metadata?: string) =>
  service(`type: ExternalName\nexternalName: ${host}`, metadata)

ruleTable('kubernetes/external-name-address', {
  silent: {
    'a host': alias('db.example.com'),
    'a host that begins like one': alias('localhost.example.com'),
    'a Service of the same namespace': alias('db.shop.svc.cluster.local', 'name: web, namespace: shop'),
    'a Service of a namespace that may be the same': alias('db.shop.svc.cluster.local'),
    'four numbers and a word': alias('10.0.0.7.example.com'),
  },
  reports: {
    'an address': {
      document: alias('«10.0.0.7»'),
      messages: [
        '10.0.0.7 is an address and no host name, so that DNS has no answer; make a Service without selector and an EndpointSlice.',
      ],
      witnesses: [{ host: '10.0.0.7' }],
    },
    'an address with a dot behind it': { document: alias('«10.0.0.7.»') },
    localhost: { document: alias('«localhost»'), messages: [/the machine of whoever asks/] },
    'a host below localhost': { document: alias('«a.localhost»') },
    'the metadata address': {
      document: alias('«169.254.169.254»'),
      messages: [/the metadata service of a cloud/],
    },
    'a metadata host': { document: alias('«metadata.google.internal.»') },
    'a Service of another namespace': {
      document: alias('«db.data.svc.cluster.local»', 'name: web, namespace: shop'),
      messages: [/^db\.data\.svc\.cluster\.local is a Service of the namespace data/],
    },
    'externalName on another type': {
      document: service('externalName: «example.com»\nports: [{ port: 80 }]'),
      messages: [
        'externalName is ignored on a Service of type ClusterIP; remove it, or set type: ExternalName.',
      ],
      severities: ['note'],
    },
  },
})
