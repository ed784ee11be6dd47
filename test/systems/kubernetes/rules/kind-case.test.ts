import { ruleTable } from '../../../helpers/rule-table.ts'

const document = (kind: string) => `apiVersion: v1
kind: ${kind}
metadata: { name: web }
spec: { ports: [{ port: 80 }] }
`

ruleTable('kubernetes/kind-case', {
  silent: { 'the kind as it is': document('Service'), 'in quotes': document('"Service"') },
  reports: {
    'small letters': {
      document: document('«service»'),
      messages: ['"service" is no kind that the API server knows, so it refuses the object; write Service.'],
      severities: ['error'],
    },
    'capital letters': { document: document('«SERVICE»') },
    'an item of a List': {
      document: `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: «service», metadata: { name: web }, spec: { ports: [{ port: 80 }] } }
`,
    },
  },
})
