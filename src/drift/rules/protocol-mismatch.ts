import { defineRule } from '../../rule.ts'
import { compare, type Drift, declaredPath } from '../compare.ts'
import { hostsIn, relatedRows } from '../words.ts'

export const protocolMismatch = defineRule<Drift>({
  id: 'drift/protocol-mismatch',
  summary: 'A declared port that is open over another transport protocol only.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      TCP and UDP have ports of their own. Where 5353 is declared over TCP and a socket of UDP is open, callers are
      refused, and what is open is not what was reviewed.`,
    bad: `
      ports:
        - id: dns
          name: dns
          internalPort: 5353
          protocol: TCP`,
    good: `
      ports:
        - id: dns
          name: dns
          internalPort: 5353
          protocol: UDP`,
    observed: {
      bad: 'udp UNCONN 0 0 0.0.0.0:5353 0.0.0.0:* users:(("resolver",pid=812,fd=3))',
      good: 'udp UNCONN 0 0 0.0.0.0:5353 0.0.0.0:* users:(("resolver",pid=812,fd=3))',
    },
  },

  *check(drift) {
    for (const { declared, rows } of compare(drift).mismatched) {
      const { name, port, protocol } = declared.value
      const seen = [...new Set(rows.map(({ socket }) => socket.protocol))].join(' and ')
      yield {
        at: declaredPath(declared),
        message: `${port} of ${name} is declared over ${protocol}, and only ${seen} is open on that number${hostsIn(rows)}; declare ${seen}, or start what serves ${protocol}.`,
        related: relatedRows(rows),
      }
    }
  },
})
