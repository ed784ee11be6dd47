// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import { expect, it } from 'vitest'
import { formatReport, validate } from '../../../../src/index.ts'
import { templateSecurity } from '../../../helpers/northflank-template.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const password = (text: string, head: string) =>
  templateSecurity(`credentials: [{ username: admin, password: "${text}", type: basic-auth }]`, head)

ruleTable('northflank/argument-secret', {
  silent: {
    'no default': password('${args.P}', 'arguments: { P: "" }\n'),
    blanks: password('${args.P}', 'arguments: { P: "  " }\n'),
    'no such argument': password('${args.P}', 'arguments: { Q: swordfish }\n'),
    'no arguments': password('${args.P}', ''),
    'an argument that is no password': password('${secrets.P}', 'arguments: { P: swordfish }\n'),
    'a default that is generated': password(
      '${args.P}',
      `arguments: { P: "\${fn.randomSecret(32, 'hex')}" }\n`,
    ),
    'a stand-in': password('${args.P}', 'arguments: { P: CHANGE_ME }\n'),
    'another stand-in': password('${args.P}', 'arguments: { P: "<your password>" }\n'),
    'null, which is no text': password('${args.P}', 'arguments: { P: null }\n'),
    'a circle': password('${args.P}', 'arguments: { P: "${args.Q}", Q: "${args.P}" }\n'),
    'a user name': templateSecurity(
      'credentials: [{ username: "${args.U}", password: "${secrets.P}", type: basic-auth }]',
      'arguments: { U: admin }\n',
    ),
  },
  reports: {
    'a default': {
      document: password('${args.P}', 'arguments: { P: «swordfish» }\n'),
      messages: [
        'The default of the argument P is a password written out, which everyone who reads this file knows; leave it empty and give the value as an argument override.',
      ],
      severities: ['warning'],
      related: ['"${args.P}"'],
    },
    'a number': { document: password('${args.P}', 'arguments: { P: «123456» }\n') },
    'a part of the password': { document: password('x-${args.P}', 'arguments: { P: «swordfish» }\n') },
    'by way of a call': { document: password('${fn.toBase64(args.P)}', 'arguments: { P: «swordfish» }\n') },
    'by way of another argument': {
      document: password('${args.P}', 'arguments: { P: "${args.Q}", Q: «swordfish» }\n'),
      messages: [/^The default of the argument Q /],
    },
    'two passwords from one default, once': {
      document: templateSecurity(
        'credentials: [{ username: one, password: "${args.P}", type: basic-auth }, { username: two, password: "${args.P}", type: basic-auth }]',
        'arguments: { P: «swordfish» }\n',
      ),
    },
    'the password of a path rule': {
      document: templateSecurity(
        'securePathConfiguration: { enabled: true, rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 0 }], securityPolicies: { orPolicies: { credentials: [{ username: admin, password: "${args.P}", type: basic-auth }] } } }] }',
        'arguments: { P: «swordfish» }\n',
      ),
    },
    'a default that only begins as a stand-in': {
      document: password('${args.P}', 'arguments: { P: «change-the-locks» }\n'),
    },
  },
})

it('shows the password in no format', () => {
  const report = validate(password('${args.P}', 'arguments: { P: swordfish }\n'), { filename: 'case.yaml' })
  expect(report.findings.map(({ rule }) => rule)).toContain('northflank/argument-secret')
  for (const format of ['text', 'json', 'sarif', 'github', 'markdown', 'junit', 'gitlab'] as const)
    expect(formatReport(report, format)).not.toContain('swordfish')
})
