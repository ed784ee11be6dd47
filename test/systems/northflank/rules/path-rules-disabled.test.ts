import { pathRulesWith, port, rule, security } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const office = rule('office', 'prefix / 0')

ruleTable('northflank/path-rules-disabled', {
  silent: {
    'switched on': pathRulesWith('enabled: true', office),
    'switched off, without rules, as the interface writes it': pathRulesWith('enabled: false'),
    'neither, without rules': security('securePathConfiguration: { rules: [] }'),
    'neither, without a list': security('securePathConfiguration: {}'),
    'no configuration': port('security: {}'),
  },
  silentThoughBroken: {
    'an enabled that is no flag': pathRulesWith("enabled: 'false'", office),
    'rules that broke the schema': pathRulesWith('enabled: false', '7'),
  },
  reports: {
    'switched off': {
      document: pathRulesWith('enabled: «false»', office),
      messages: [
        'false switches path rules off, so the one below is not enforced; set it to true, or remove them.',
      ],
      severities: ['warning'],
    },
    'two rules switched off': {
      document: pathRulesWith('enabled: «false»', office, rule('open', 'prefix /a 1')),
      messages: [/so the 2 below are not enforced/],
    },
    'neither on nor off': {
      document: pathRulesWith('', office).replace('securePathConfiguration', '«securePathConfiguration»'),
      messages: [
        'The path rule of this port is given without "enabled", whose default is undocumented; set it to true.',
      ],
      severities: ['note'],
    },
  },
})
