import { defineRule } from '../../rule.ts'
import { compare, type Drift, declaredPath } from '../compare.ts'
import { hostsIn, relatedRows, sitesOf } from '../words.ts'

export const widerBind = defineRule<Drift>({
  id: 'drift/wider-bind',
  summary: 'A port that is declared for a few addresses and open on all of them.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      A policy guards the way that leads through the platform. A socket on the wildcard address takes connections on
      every address of its host, also from callers on the same network who never pass the platform. What is declared
      for one address or for a private range should be bound to such an address, or be closed to others.`,
    bad: `
      ports:
        - id: admin
          name: admin
          internalPort: 8081
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [10.0.0.0/8] }]`,
    good: `
      ports:
        - id: admin
          name: admin
          internalPort: 8081
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [10.0.0.0/8] }]`,
    observed: {
      bad: 'tcp LISTEN 0 128 0.0.0.0:8081 0.0.0.0:* users:(("admin",pid=812,fd=3))',
      good: 'tcp LISTEN 0 128 10.0.0.5:8081 0.0.0.0:* users:(("admin",pid=812,fd=3))',
    },
  },

  *check(drift) {
    for (const { declared, rows } of compare(drift).wider) {
      const { name, port } = declared.value
      const confinement = declared.value.confined()
      if (!confinement || port === undefined) continue
      const { words, at, request } = confinement
      const { protocol } = rows[0]!.socket
      yield {
        at: declaredPath(declared),
        message: `${port}/${protocol} of ${name} is declared for ${words} only, and listens on ${sitesOf(rows)}${hostsIn(rows)}, where everyone who reaches the host can connect; bind it to an address of its own, or close it to others.`,
        related: [{ at: [declared.member, ...at], message: `for ${words}` }, ...relatedRows(rows)],
        witness: { ...request, port, protocol },
      }
    }
  },
})
