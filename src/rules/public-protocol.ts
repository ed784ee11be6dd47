import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const publicProtocol = defineRule<Model>({
  id: 'public-protocol',
  summary: 'A public port whose protocol the platform does not publish.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Northflank publishes HTTP and HTTP/2 only, behind its own load balancer on 80 and 443. A public TCP or UDP
      port is refused; to reach one from the internet takes a load balancer resource.`,
    bad: `
      ports:
        - id: db
          name: db
          internalPort: 5432
          protocol: TCP
          public: true`,
    good: `
      ports:
        - id: db
          name: db
          internalPort: 5432
          protocol: TCP
          public: false`,
  },

  *check({ listeners }) {
    for (const { protocol, reach, publishes } of listeners) {
      if (!protocol || !publishes || reach.value !== 'internet' || publishes.includes(protocol.value))
        continue
      yield {
        at: protocol.at,
        message: `${protocol.value} is not published: public ports speak ${publishes.join(' or ')} only; set public to false, or put a load balancer in front.`,
        related: [{ at: reach.at, message: 'made public here' }],
      }
    }
  },
})
