import { defineRule } from '../../rule.ts'
import { sensitiveService } from '../../sensitive-ports.ts'
import { compare, type Drift, declaredPath, pathOf, type Undeclared } from '../compare.ts'
import { hostsIn, processOf, relatedRows, sitesOf } from '../words.ts'

export const undeclaredListener = defineRule<Drift>({
  id: 'drift/undeclared-listener',
  summary: 'A port that is open and that no document declares.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      What is open and declared nowhere was never reviewed: a forgotten service, a debugger, a database that a
      package started. Where the number is that of a database or of an administration interface, it is an error.
      Sockets on the loopback address are passed over, and so are those of clients (\`--ignore\` names them).`,
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
      bad: `
        tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:(("web",pid=812,fd=3))
        tcp LISTEN 0 128 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=991,fd=6))`,
      good: `
        tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:(("web",pid=812,fd=3))
        tcp LISTEN 0 128 127.0.0.1:6379 0.0.0.0:* users:(("redis-server",pid=991,fd=6))`,
    },
  },

  *check(drift) {
    for (const found of compare(drift).undeclared) {
      const { port, protocol, rows, open, reached, perhaps, nearest } = found
      const [first, ...others] = rows
      const at = pathOf(first!)
      const place = `${port}/${protocol}${reached ? ` on ${sitesOf(rows)}` : ''}${hostsIn(rows)}`
      const relative = perhaps ?? nearest
      const words = perhaps ? 'it may be this one' : 'the nearest number that is declared'
      const related = [
        ...(relative ? [{ at: declaredPath(relative), message: words }] : []),
        ...relatedRows(others),
      ]
      if (open !== undefined) {
        const message = `Whether ${place}, which is open, is declared is unknown: ${open}.`
        yield { undecided: true, at, message, related }
        continue
      }
      if (!reached) {
        const message = `Whether anyone but its own host reaches ${place}, which no document declares, is unknown: no row tells what it is bound to.`
        yield { undecided: true, at, message, related }
        continue
      }
      const service = sensitiveService(port, protocol)
      const usual = service === undefined ? '' : `, the usual port of ${service},`
      yield {
        at,
        message: `${port}/${protocol}${usual} is open on ${sitesOf(rows)}${hostsIn(rows)}${processOf(first!)}, and no document declares it; close it, bind it to the loopback address, or declare it.`,
        related,
        witness: witnessOf(found),
        ...(service !== undefined && { severity: 'error' as const }),
      }
    }
  },
})

/** Port 0 is none that a request can name. */
const witnessOf = ({ port, protocol }: Undeclared) => ({ ...(port > 0 && { port }), protocol })
