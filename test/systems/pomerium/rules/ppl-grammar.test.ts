import { allow, corePolicy, coreRoutes, zeroPolicy } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

/** A policy by itself, which says what it is: one with a mistake in it may be anything. */
const bare = (policy: string): string => `# portcullis: kind=pomerium/ppl\n${policy}`

const ingress = (policy: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    ingress.pomerium.io/policy: ${policy}
spec: { ingressClassName: pomerium, rules: [] }
`

ruleTable('pomerium/ppl-grammar', {
  silent: {
    'a policy': allow('{ domain: example.com }'),
    'a list of rules': bare('- allow: { or: [{ accept: true }] }\n- deny: { and: [{ domain: a.com }] }\n'),
    'keys in capitals in a core file': coreRoutes(
      '-policy, Policy: { Allow: { Or: [{ Domain: example.com }] } }',
    ),
    'a core route without a policy': coreRoutes('-policy, policy: , allow_any_authenticated_user: true'),
    'the policy of an Ingress': ingress("'{ allow: { or: [{ accept: true }] } }'"),
  },
  reports: {
    'another action': {
      document: bare('allow: {}\n«rego»: allow\n'),
      messages: [/^rego is no action of this language, and Pomerium refuses the policy/],
      severities: ['error'],
    },
    'a slip': {
      document: bare('allow: {}\n«denny»: {}\n'),
      messages: ['"denny" is no action, and Pomerium takes allow and deny only; did you mean deny.'],
    },
    'capitals where keys stay as they are': {
      document: bare('«Allow»: {}\ndeny: {}\n'),
      messages: ['"Allow" is no action, and Pomerium takes allow and deny only; did you mean allow.'],
    },
    'an operator outside': {
      document: bare('allow: {}\n«or»: []\n'),
      messages: [
        'or stands outside allow and deny, and Pomerium refuses the policy; put it into one of them.',
      ],
    },
    'an empty body': {
      document: bare('allow: {}\n«deny»:\n'),
      messages: ['null is what deny holds, and Pomerium takes a map with and, or, not or nor only.'],
    },
    'Rego in a body': {
      document: corePolicy('[{ allow: { «rego»: x } }]'),
      messages: [/^rego is no operator of this language/],
    },
    'a criterion in a body': {
      document: bare('allow: { «domain»: example.com }\n'),
      messages: [/^domain is a criterion and stands right below allow/],
    },
    'another operator': {
      document: bare('allow: { «nand»: [] }\n'),
      messages: ['"nand" is no operator, and Pomerium takes and, or, not and nor only; did you mean and.'],
    },
    'a map of criteria': {
      document: bare('allow: { or: «{ domain: example.com }» }\n'),
      messages: [
        'an object is what or holds, and Pomerium takes a list of criteria only; write each criterion as an item, with a dash before it.',
      ],
    },
    'a name alone': {
      document: bare('allow: { or: [«accept»] }\n'),
      messages: [
        '"accept" is a text in the list of or, and Pomerium takes a map with one criterion only; write accept: true.',
      ],
    },
    'two criteria in one item': {
      document: bare('allow: { or: [«{ domain: a.com, user: b }»] }\n'),
      messages: [
        'An item of or has 2 keys ("domain", "user"), and Pomerium takes one criterion in each; write each as an item of its own.',
      ],
    },
    'an empty item': { document: bare('allow: { or: [«{}»] }\n') },
    'a body of Zero': {
      document: zeroPolicy('staff', '{ allow: { or: [«{ domain: a.com, user: b }»], «xor»: [] } }'),
    },
    'a text in a core file': {
      document: corePolicy('«"{ allow: { or: [{ domain: example.com }] } }"»'),
      messages: [
        'This policy is a text, and core takes a map or a list here only; write it without the | or the quotes.',
      ],
    },
    'within the text of an annotation': {
      document: ingress('|\n      allow:\n        or:\n          - «accept»\n'),
      messages: [/^"accept" is a text in the list of or/],
    },
    'within the quotes of an annotation': { document: ingress(`'{ allow: { «nand»: [] } }'`) },
    'an annotation that holds nothing': { document: ingress('«""»') },
  },
})
