import { describe, expect, it } from 'vitest'
import { validateAll } from '../../../../src/index.ts'
import { stream, zeroPolicy, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const staff = zeroPolicy('pol_staff', '{ allow: { or: [{ domain: a.com }] } }')
const placeholder = `'${'$'}{POLICY_ID}'`

ruleTable('pomerium/policy-reference', {
  silent: {
    'a policy that is there': stream(staff, zeroRoute('policyIds: [pol_staff]')),
    'the other way round': stream(zeroRoute('policyIds: [pol_staff]'), staff),
    'no policy at all': zeroRoute('policyIds: [pol_staff]'),
    'a policy without an id': stream(
      `[${staff}, ${staff.replace('id: pol_staff, ', '')}]`,
      zeroRoute('policyIds: [pol_other]'),
    ),
    'an id that is filled in elsewhere': stream(staff, zeroRoute(`policyIds: [${placeholder}]`)),
  },
  reports: {
    'an id that is not there': {
      document: stream(staff, zeroRoute('policyIds: [pol_staff, «pol_other»]')),
      messages: [
        '"pol_other" is the id of no policy among these documents, so this route refers to nothing; correct it, or add the policy.',
      ],
      severities: ['error'],
    },
    'a slip': {
      document: stream(zeroRoute('policyIds: [«pol_stuff»]'), staff),
      messages: [/did you mean pol_staff[.]$/],
    },
  },
})

const pair =
  '# portcullis: kind=pomerium/key-pair\n[{ id: kp1, namespaceId: ns1, name: ca, certificate: "", origin: user }]'

ruleTable('pomerium/key-pair-reference', {
  silent: {
    'a key pair that is there': stream(pair, zeroRoute('tlsCustomCaKeyPairId: kp1')),
    'no key pair at all': zeroRoute('tlsCustomCaKeyPairId: kp2'),
    'an empty id': stream(pair, zeroRoute('tlsCustomCaKeyPairId: ""')),
    'a key pair without an id': stream(pair.replace('id: kp1, ', ''), zeroRoute('tlsCustomCaKeyPairId: kp2')),
  },
  reports: {
    'an id that is not there': {
      document: stream(pair, zeroRoute('tlsClientKeyPairId: «kp2»')),
      messages: [
        '"kp2" is the id of no key pair among these documents, so tlsClientKeyPairId refers to nothing; correct it, or add the key pair.',
      ],
      severities: ['error'],
    },
  },
})

describe('references', () => {
  it('are looked up in other files, in any order', () => {
    const route = { filename: 'a.yaml', text: zeroRoute('policyIds: [pol_stuff]') }
    const policy = { filename: 'b.yaml', text: staff }
    for (const inputs of [
      [route, policy],
      [policy, route],
    ]) {
      const { findings } = validateAll(inputs, {})
      expect(findings.map(({ rule, file, pointer }) => [rule, file, pointer])).toEqual([
        ['pomerium/policy-reference', 'a.yaml', '/policyIds/0'],
      ])
    }
  })
})
