import { describe, expect, it } from 'vitest'
import { formatReport, type ReportFormat, validate } from '../../src/index.ts'
import { guarded, placeholder, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const pair = (password: string) =>
  `credentials: [{ username: admin, password: ${password}, type: basic-auth }]`
const header = (name: string, value: string, regexMode = false) =>
  security(`headers: [{ name: ${name}, value: ${value}, regexMode: ${regexMode} }]`)

ruleTable('literal-secret', {
  silent: {
    ...Object.fromEntries(
      [
        placeholder('PASSWORD'),
        `prefix-${placeholder('PASSWORD')}`,
        placeholder('args.password'),
        '{{ .Values.password }}',
        '$PASSWORD',
        '$(password)',
        '%PASSWORD%',
        '@PASSWORD@',
        '<your password>',
        '[REDACTED]',
        '__PASSWORD__',
        'REDACTED',
        'redacted',
        '***',
        'xxxxxxxx',
        '',
        '  ',
      ].map((text) => [`the placeholder "${text}"`, security(pair(`'${text}'`))]),
    ),
    'a header that is no secret': header('X-Env', 'staging'),
    'any value of a secret header': header('X-Api-Key', "'*'"),
    'a pattern of a secret header': header('X-Api-Key', "'[a-f0-9]{32}'", true),
    'a placeholder in a secret header': header('Authorization', `'Bearer ${placeholder('TOKEN')}'`),
    'a blank in a secret header': header('Authorization', "'Bearer <token>'"),
  },
  silentThoughBroken: { 'a password that is no text': security(pair('12345')) },
  reports: {
    'a password': {
      document: security(pair('«correct-horse»')),
      messages: [
        'The password of admin is written out here, for everyone who can read this file; use a placeholder, and change it.',
      ],
      severities: ['warning'],
    },
    ...Object.fromEntries(
      ['changeme', 'password', 'example', 'a$b', '$', 'x', 'p<a>ss', '${'].map((text) => [
        `the password "${text}", which lets in`,
        { document: security(pair(`«'${text}'»`)) },
      ]),
    ),
    'in both groups of a path rule, switched off or not': {
      document: guarded(
        `requiredPolicies: { ${pair('«one-a»')} }, orPolicies: { ${pair('«two-b»')} }`,
        'enabled: false',
      ),
    },
    'in an answer': {
      document: `data: { ports: [{ id: p01, name: p01, internalPort: 80, protocol: HTTP, public: false, domains: [], security: { ${pair('«correct-horse»')} } }] }`,
    },
    'a secret header': {
      document: header('x-api-key', '«correct-horse»'),
      messages: [/^The value of header x-api-key is written out here/],
    },
    'the header of a sign-in': { document: header('Authorization', "«'Bearer correct-horse'»") },
  },
})

describe('literal-secret', () => {
  const document = `ports:
  - id: p01
    name: p01
    internalPort: 8080
    protocol: HTTP
    public: true
    security:
      credentials: [{ username: admin, password: purple-whale, type: basic-auth }, { username: admin, password: purple-whale, type: basic-auth }]
      headers: [{ name: X-Api-Key, value: first-staple }, { name: X-Api-Key, value: other-staple }]
`
  it.each<ReportFormat>(['text', 'json', 'sarif', 'github', 'markdown', 'junit', 'gitlab'])(
    'shows no secret as %s, whichever rule quotes the line',
    (format) => {
      const report = validate(document, { filename: 'ports.yaml' })
      expect(report.findings.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining(['literal-secret', 'northflank/mode-implicit']),
      )
      expect(formatReport(report, format)).not.toMatch(/purple-whale|staple/)
    },
  )
})
