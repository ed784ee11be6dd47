import { defineRule } from '../../rule.ts'
import { compare, type Drift, declaredPath } from '../compare.ts'
import { hostsIn, relatedRows, sitesOf } from '../words.ts'

export const loopbackOnly = defineRule<Drift>({
  id: 'drift/loopback-only',
  summary: 'A declared port that is open on the loopback address only.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Many programs bind to 127.0.0.1 unless they are told otherwise. Health checks from the same machine then
      succeed, and everyone for whom the port is declared is refused.`,
    bad: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP`,
    good: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP`,
    observed: {
      bad: 'tcp LISTEN 0 128 127.0.0.1:8080 0.0.0.0:* users:(("web",pid=812,fd=3))',
      good: 'tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:(("web",pid=812,fd=3))',
    },
  },

  *check(drift) {
    for (const { declared, rows, open } of compare(drift).loopbackOnly) {
      const { name, port } = declared.value
      const what = `${port}/${rows[0]!.socket.protocol} of ${name}`
      const related = relatedRows(rows)
      const at = declaredPath(declared)
      if (open === undefined) {
        yield {
          at,
          message: `${what} listens on ${sitesOf(rows)}${hostsIn(rows)} only, so nobody from elsewhere reaches it; bind it to an address that its callers reach.`,
          related,
        }
      } else {
        const message = `Whether ${what} listens on more than ${sitesOf(rows)}${hostsIn(rows)} is unknown: ${open}.`
        yield { undecided: true, at, message, related }
      }
    }
  },
})
