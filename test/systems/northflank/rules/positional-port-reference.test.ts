// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import { serviceNode, template } from '../../../helpers/northflank-template.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const api = serviceNode('', 'ref: api, ')
const after = (text: string, ...nodes: string[]) =>
  template([api, ...nodes, `{ kind: SecretGroup, spec: { variables: { URL: "${text}" } } }`])

ruleTable('northflank/positional-port-reference', {
  silent: {
    'another output': after('${refs.api.id}'),
    'all ports': after('${refs.api.ports}'),
    'an argument of that form': after('${args.api.ports.0.dns}'),
    'a port that is not there': after('${refs.api.ports.1.dns}'),
    'a text of that form': after('refs.api.ports.0.dns'),
    'a port that is found by its name': after('${fn.find(refs.api.ports, (p) => p.name)}'),
  },
  reports: {
    'the first port': {
      document: after('https://${«refs.api.ports.0.dns»}/'),
      messages: [
        'refs.api.ports.0.dns takes port 0 of the list, which is "web" now, and another one as soon as the ports change places.',
      ],
      severities: ['note'],
      related: ['web'],
    },
    'in brackets': { document: after('${«refs.api.ports[0].dns»}') },
    'within a call': { document: after('${fn.toUpper(«refs.api.ports.0.dns»)}') },
    'twice in one text': { document: after('${«refs.api.ports.0.dns»}:${«refs.api.ports.0.port»}') },
    'a node that is not in the file': {
      document: after('${«refs.other.ports.2.dns»}'),
      messages: [
        'refs.other.ports.2.dns takes port 2 of the list, and another one as soon as the ports change places.',
      ],
    },
    'a ref that two nodes have': {
      document: after('${«refs.api.ports.0.dns»}', api),
      messages: [/takes port 0 of the list, and another/],
    },
  },
})
