import type { Condition } from '../../../analysis/condition.ts'
import { remembered } from '../../../once.ts'
import { isOpen } from '../fields.ts'
import { accessOf } from './access.ts'
import type { ParsedSite } from './parsed.ts'
import type { AddressEntry } from './tests.ts'

/** Who gets in by a policy of a document, as it stands there. */
/** Whether Pomerium refuses the policy, so that nothing is to be said of whom it lets in. */
export function isRefused({ ppl }: ParsedSite): boolean {
  const tests = ppl.rules.flatMap(({ groups }) =>
    groups.flatMap(({ criteria }) => criteria.map(({ test }) => test)),
  )
  return !ppl.known || tests.some((test) => test?.kind === 'source' && test.entries.some(isUnread))
}

const isUnread = ({ block, value }: AddressEntry): boolean => !block && !isOpen(value)

export const admittedBy: (site: ParsedSite) => Condition = remembered(({ ppl }: ParsedSite) => accessOf(ppl))
