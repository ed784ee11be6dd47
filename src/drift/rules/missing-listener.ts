import { groupBy } from '../../group.ts'
import { defineRule, firstRelated } from '../../rule.ts'
import { compare, type Drift, declaredPath, type Match } from '../compare.ts'

export const missingListener = defineRule<Drift>({
  id: 'drift/missing-listener',
  summary: 'A declared port that no complete inventory shows open.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Callers of a declared port on which nobody listens are refused, or reach whatever takes the number next. The
      entry is a leftover, or what should serve it does not run. Where an inventory is one page of several, says
      nothing of addresses, or did not look at the port, absence proves nothing, and a note says so.`,
    bad: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
        - id: admin
          name: admin
          internalPort: 8081
          protocol: HTTP`,
    good: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP`,
    observed: {
      bad: 'tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:(("web",pid=812,fd=3))',
      good: 'tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:(("web",pid=812,fd=3))',
    },
  },

  *check(drift) {
    const related = firstRelated(drift.observed, ({ member, value }) => {
      const count = value.sockets.length
      const sockets = count === 1 ? 'the one socket' : `the ${count} sockets`
      return { at: [member, ...value.extent], message: `not among ${sockets} of ${value.title}` }
    })
    // Who scans from outside sees who answers, and not who listens.
    const verb = drift.observed.every(({ value }) => value.scan) ? 'answers' : 'listens'
    const { missing } = compare(drift)
    for (const match of missing) {
      if (match.open !== undefined) continue
      yield {
        at: declaredPath(match.declared),
        message: `${socketName(match)} is declared, and nothing ${verb} on it; start what serves it, or take it out.`,
        related,
      }
    }
    // One note for all that one reason leaves open.
    for (const [open, [first, ...others]] of groupBy(missing, (match) => match.open)) {
      if (open === undefined) continue
      const more = others.length === 0 ? '' : ` and ${others.length} more`
      yield {
        undecided: true,
        at: declaredPath(first!.declared),
        message: `Whether anything ${verb} on ${socketName(first!)}${more} is unknown: no row shows ${more === '' ? 'it' : 'them'}, but ${open}.`,
        related: [
          ...firstRelated(others, (match) => ({
            at: declaredPath(match.declared),
            message: socketName(match),
          })),
          ...related,
        ],
      }
    }
  },
})

/** "9000/TCP of port web". */
function socketName({ declared }: Match): string {
  const { name, port, protocol } = declared.value
  return `${port}${protocol ? `/${protocol}` : ''} of ${name}`
}
