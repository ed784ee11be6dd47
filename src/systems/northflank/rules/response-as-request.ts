import { defineRule } from '../../../rule.ts'
import type { PortsView } from '../view.ts'

/** https://northflank.com/docs/v1/api/services/get-service-ports: `data`, `dns` and domains as objects. */
export const responseAsRequest = defineRule<PortsView>({
  id: 'northflank/response-as-request',
  summary: 'The answer of a GET in place of a request body.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      The answer of GET …/ports names \`dns\`, wraps its domains into objects and lacks path rules and \`ip\`. The
      platform refuses its keys in a request, and a body that is made of it by hand would take the path rules away.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          dns: p01--storefront--shop--user-abc1.code.run
          domains: [app.example.com]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          domains: [app.example.com]`,
  },

  *check({ source, ports, answer }) {
    if (source === 'answer') return
    if (answer) {
      yield {
        at: answer,
        key: true,
        message:
          '"data" holds the answer of a GET, which the platform takes for no request; send its ports without dns and certificates, and mind that it shows no path rules.',
      }
      return
    }
    const [first, ...others] = ports.filter(({ value }) => Object.hasOwn(value, 'dns'))
    if (!first) return
    yield {
      at: [...first.at, 'dns'],
      key: true,
      message:
        '"dns" is what a GET answers, and the platform refuses it in a request; remove it, write domains as plain names, and mind that the answer shows no path rules and no "ip".',
      related: others.slice(0, 10).map(({ at }) => ({ at: [...at, 'dns'], message: 'and here' })),
    }
  },
})
