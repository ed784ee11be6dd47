// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import { expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { serviceNode, template, templatePort } from '../../../helpers/northflank-template.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const domain = (text: string, head = '') => templatePort(`domains: ["${text}"]`, head)
const known = 'arguments: { HOST: app.example.com, EMPTY: "" }\n'
const after = (node: string, text: string, head = '') =>
  template([node, `{ kind: SecretGroup, spec: { variables: { URL: "${text}" } } }`], head)
const api = serviceNode('', 'ref: api, ')
/** A preview environment within a pipeline. */
const preview = (inside: string, head = '', innerHead = '') =>
  template(
    [
      api,
      `{ kind: Pipeline, spec: { preview: { kind: PreviewEnv, spec: { apiVersion: v1.2, ${innerHead}spec: { kind: SecretGroup, spec: { URL: "${inside}" } } } } } }`,
    ],
    head,
  )

ruleTable('northflank/unknown-reference', {
  silent: {
    'an argument with a default': domain('${args.HOST}', known),
    'an argument whose default is empty': domain('${args.EMPTY}', known),
    'an argument in a file without arguments': domain('${args.HOST}'),
    'an argument that an override in the file gives': domain(
      '${args.B}',
      `${known}argumentOverrides: { B: x }\n`,
    ),
    'an argument that every preview gets': domain('${args.name}-${args.previewId}', known),
    'an unknown argument in a call, where it counts as false': domain('${fn.if(args.NO, 1)}', known),
    'a secret': domain('${secrets.NO.x}', known),
    'the variable of a shell': domain('${NO}-${NO:-x', known),
    'a name in quotes': domain("${fn.f('args.NO')}", known),
    'a node with that ref': after(api, '${refs.api.id}'),
    'a node further down with that ref': template([
      '{ kind: Message, spec: { text: "${refs.api.id}" } }',
      api,
    ]),
    'a teardown that refers to what was set up': `${template([api])}teardownSpec: { spec: { kind: Message, spec: { text: "\${refs.api.id}" } } }\n`,
    'a ref in a call': after(api, '${fn.f(refs.no.id)}'),
    'any ref, where one is filled in elsewhere': after(
      serviceNode('', 'ref: "${args.r}", '),
      '${refs.no.id}',
    ),
    'a trigger of a preview environment': `${after(api, '${refs.git-trigger.sha}')}$schema: https://api.northflank.com/v1/schemas/preview-env\n`,
    'a trigger of a release flow': after('{ kind: Release, spec: {} }', '${refs.repository.sha}'),
    'a trigger of a file that only previews can use': after(api, '${refs.git.sha}-${args.previewId}'),
    'a trigger that the file defines': `${after(api, '${refs.git.sha}')}triggers: [{ ref: git }]\n`,
    'a trigger beside others, in a file that has triggers': `${after(api, '${refs.git.sha}')}triggers: [{ vcsService: github }]\n`,
    'ports of a node of the template, which is not meant within': preview('${refs.api.ports.5.dns}'),
    'the preview id, in a file that says it is a template': `${domain('${args.previewId}', known)}$schema: https://api.northflank.com/v1/schemas/template\n`,
    'an argument that is asked for when the flow runs': domain('${args.NO}', `${known}richInputs: []\n`),
    'a trigger of a nested preview': preview('${refs.git.sha}'),
    'an argument of a nested preview without arguments': preview('${args.NO}', known),
    'an argument of the template, from within': preview('${template.args.HOST}', known),
    'a node of the template, from within': preview('${template.refs.api.id}'),
    'an outer template in another file': domain('${template.args.NO}-${template.refs.no.id}', known),
    'the last port': after(api, '${refs.api.ports.0.dns}'),
    'ports that are filled in by nobody knows what': after(
      '{ kind: Addon, ref: db, spec: {} }',
      '${refs.db.ports.9}',
    ),
    'arguments that refer to one another': domain(
      'x',
      'arguments: { A: "${args.B}", B: "${args.C}${args.C}", C: c }\n',
    ),
    'a circle by way of a call': domain('x', 'arguments: { A: "${fn.f(args.A)}" }\n'),
  },
  reports: {
    'a misspelt argument': {
      document: domain('a.«${args.HOSTS}»', known).replace('«${args.HOSTS}»', '${«args.HOSTS»}'),
      messages: [
        'args.HOSTS is not in the arguments of this template, so only an override outside the file can give it a value; probably HOST is meant.',
      ],
      severities: ['warning'],
    },
    'an argument like no other': {
      document: domain('${«args.PORT_NUMBER»}', known),
      messages: [/; add it there, with an empty text if its value is secret\.$/],
    },
    'the name of a preview, in a file that says it is a template': {
      document: `${domain('${«args.name»}', known)}$schema: https://api.northflank.com/v1/schemas/template\n`,
    },
    'an argument twice in one text, once': { document: domain('${«args.NO»}${args.NO}', known) },
    'an argument beside a call': { document: domain('${fn.f(args.NO)}${«args.NO»}', known) },
    'a key of every object': { document: domain('${«args.constructor»}', known) },
    'a misspelt argument of the template, from within': {
      document: preview('${«template.args.HOSTS»}', known),
      messages: [/probably HOST is meant\.$/],
    },
    'an argument of a nested template with arguments': {
      document: preview('${«args.NO»}${args.A}${args.previewId}', '', 'arguments: { A: a }, '),
    },
    'a ref of no node': {
      document: after(api, '${«refs.database.id»}'),
      messages: ['refs.database is the ref of no node in this file, so the run stops here.'],
    },
    'a misspelt ref': { document: after(api, '${«refs.apis.id»}'), messages: [/; probably api is meant\.$/] },
    'the name of a node without a ref': {
      document: after('{ kind: Addon, spec: { name: db } }', '${«refs.db.host»}'),
      messages: ['refs.db is the ref of no node in this file; give the node of that name a ref.'],
      related: ['db'],
    },
    'a ref in a file without arguments': { document: template([serviceNode('domains: ["${«refs.x.y»}"]')]) },
    'a ref of the template, from within': { document: preview('${«template.refs.no.id»}') },
    'a port after the last one': {
      document: after(api, '${«refs.api.ports.1.dns»}'),
      messages: ['refs.api.ports.1 is no port: api has 1 port, counted from 0.'],
    },
    'an empty placeholder': {
      document: domain('a«${}»', known),
      messages: ['This placeholder holds nothing, so it stands for nothing; name what it stands for.'],
    },
    'one that is never closed': {
      document: domain('a«${args.HOST»', known),
      messages: ['This placeholder of args is never closed, so it stands for nothing; end it with }.'],
    },
    'one whose quote is never closed': { document: domain("«${fn.f('args.HOST)}»") },
    'an argument that is itself': {
      document: domain('x', 'arguments: { A: «"${args.A}"» }\n'),
      messages: ['The default of the argument A leads back to itself (A → A), so it never gets a value.'],
    },
    'arguments in a circle, once': {
      document: domain(
        'x',
        'arguments: { Z: "${args.A}", A: «"${args.B}"», B: "${args.C}", C: "${args.A}" }\n',
      ),
      messages: [/\(A → B → C → A\)/],
    },
  },
})

it('takes time in the number of names', () => {
  const names = Array.from({ length: 4000 }, (_, index) => `name${index}`)
  const value = {
    apiVersion: 'v1.2',
    arguments: Object.fromEntries(names.map((name) => [name, ''])),
    spec: {
      kind: 'Message',
      spec: {
        texts: names.map((name) => `\${args.x${name}}`),
        refs: names.map((name) => `\${refs.${name}.ports.0}`),
      },
    },
  }
  const { findings } = validate(value, { filename: 'case.json' })
  const found = findings.filter(({ rule }) => rule === 'northflank/unknown-reference')
  expect(found).toHaveLength(2 * names.length)
  // Each of many names is not compared with each of many others.
  expect(found.filter(({ message }) => message.includes('probably'))).toEqual([])
})
