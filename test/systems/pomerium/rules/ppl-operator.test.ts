import { allow } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/ppl-operator', {
  silent: {
    'every operator of a text': allow(
      '{ email: { is: a@b.com, not: c, in: [a@b.com], not_in: [d], contains: a, starts_with: a, ends_with: com } }',
    ),
    'every operator of a list': allow('{ claim/a: { has: b, exclude: c } }, { claim/a: { is: b } }'),
    'addresses that are none, which is told elsewhere': allow('{ source_ip: office }'),
  },
  reports: {
    'of lists on a text': {
      document: allow('{ email: { «has»: a@b.com } }'),
      messages: [
        '"has", which is an operator of claim and groups, is not taken by email, so Pomerium refuses the policy: it takes contains, ends_with, in, is, not, not_in and starts_with only.',
      ],
    },
    'of texts on a list': { document: allow('{ claim/groups: { «contains»: staff } }') },
    'a slip': {
      document: allow('{ email: { «start_with»: a } }'),
      messages: [/did you mean starts_with[.]$/],
    },
    'a text for a list': {
      document: allow('{ user: { in: «a» } }'),
      messages: ['"a" is what in holds, and Pomerium takes a list only; write ["a"].'],
    },
    'a number for a text': { document: allow('{ email: { contains: «5» } }') },
    'a number for an address': { document: allow('{ source_ip: [10.0.0.1, «10»] }') },
    'a leading zero': {
      document: allow('{ source_ip: «010.0.0.1» }'),
      messages: [/has a leading zero, which Go does not take in an address/],
    },
    'a fingerprint in capitals': {
      document: allow(`{ client_certificate: { fingerprint: «${'AB'.repeat(32)}» } }`),
    },
    'a key that is none': { document: allow('{ ssh_publickey: [«AAAA»] }') },
    'a demand of devices': { document: allow('{ device: { «id»: a } }') },
    'a flag for a device': { document: allow('{ device: «true» }') },
  },
})
