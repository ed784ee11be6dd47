import { ingress, route, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/websocket-timeout', {
  silent: {
    'WebSockets alone': route('allow_websockets: true'),
    'a timeout alone': route('timeout: 30s'),
    'WebSockets off': route('allow_websockets: false, timeout: 30s'),
    'a timeout that is off': route('allow_websockets: true, timeout: 0s'),
    'a timeout that is filled in': route(`allow_websockets: true, timeout: "$\{T}"`),
    'a timeout that is none': route('allow_websockets: true, timeout: 1d'),
    'a time without data': route('allow_websockets: true, idle_timeout: 600s'),
    'the API': zeroRoute('allowWebsockets: true, timeout: 0s'),
  },
  silentThoughBroken: {
    'a timeout that the schema of the API refuses': zeroRoute('allowWebsockets: true, timeout: 1.5h'),
  },
  reports: {
    'a core file': {
      document: route('allow_websockets: true, timeout: «30s»'),
      messages: [
        '"30s" ends WebSocket connections too, which the route lets through and would not limit otherwise; write 0s unless that is meant.',
      ],
      severities: ['note'],
      related: ['true'],
    },
    'the other order': { document: route('timeout: «1h», allow_websockets: "true"') },
    'the API': { document: zeroRoute('allowWebsockets: true, timeout: «1d»') },
    'an annotation': { document: ingress("allow_websockets: 'true'", 'timeout: «30s»') },
  },
})
