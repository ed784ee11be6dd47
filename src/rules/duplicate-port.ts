import { domainKey } from '../domain-key.ts'
import { type Model, type Neighbour, transportOf } from '../model.ts'
import type { At } from '../position.ts'
import { defineRule, type Problem } from '../rule.ts'

export const duplicatePort = defineRule<Model>({
  id: 'duplicate-port',
  summary: 'Two ports with one name, one number and transport, or one domain.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      A port's name is part of its public host name, its number and transport protocol must be its own on the
      service that is made of it, and a domain leads to one port only. Entries that are equal as a whole are
      refused where the platform demands unique items: there it is an error.`,
    bad: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
        - id: api
          name: api
          internalPort: 8080
          protocol: HTTP/2`,
    good: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
        - id: api
          name: api
          internalPort: 8081
          protocol: HTTP/2`,
  },

  *check({ listeners, neighbours = listeners }) {
    yield* clashes(neighbours)
  },
})

/** What two listeners of one document may not share: the first to have it, and the words for it. */
function* clashes(listeners: readonly Neighbour[]): Iterable<Problem> {
  const first = new Map<string, { listener: Neighbour; at: At<unknown>['at'] }>()
  const claim = (what: string, listener: Neighbour, at: At<unknown>['at']) => {
    const key = `${listener.scope ?? ''} ${what}`
    const earlier = first.get(key)
    if (!earlier) first.set(key, { listener, at })
    return earlier
  }
  for (const listener of listeners) {
    const { label, port, protocol, hosts, item, itemName, refusesTwins, at } = listener
    const same = item === undefined ? undefined : claim(`item ${item}`, listener, at)
    if (same) {
      yield {
        at,
        message: itemName
          ? `${itemName} is taken by another entry already, and the platform refuses it twice; choose another number, or remove one.`
          : `This entry is the same as ${same.listener.name}, and the platform refuses a list with equal entries; remove one.`,
        related: [{ at: same.at, message: 'the same entry' }],
        severity: 'error',
      }
      if (!itemName) continue
    }
    const named = label && claim(`name ${label.value}`, listener, label.at)
    if (named) {
      yield {
        at: label.at,
        message: `"${label.value}" is the name of another port too, and ${refusesTwins ? 'the platform refuses that' : 'the name is part of the host name'}; rename one.`,
        related: [{ at: named.at, message: 'the same name' }],
        ...(refusesTwins && { severity: 'error' as const }),
      }
    }
    if (port && protocol && !refusesTwins) {
      const transport = transportOf(protocol.value)
      const numbered = claim(`port ${port.value}/${transport}`, listener, port.at)
      if (numbered) {
        yield {
          at: port.at,
          message: `${port.value} over ${transport} is taken by ${numbered.listener.name} already, and one service cannot have it twice; choose another number.`,
          related: [{ at: numbered.at, message: 'the same number and transport' }],
        }
      }
    }
    for (const host of hosts) {
      const hosted = claim(`host ${domainKey(host.value)}`, listener, host.at)
      if (!hosted) continue
      yield {
        at: host.at,
        message: `${host.value} leads to ${hosted.listener === listener ? 'this port' : hosted.listener.name} already, and a domain leads to one port only; remove one.`,
        related: [{ at: hosted.at, message: 'the same domain' }],
      }
    }
  }
}
