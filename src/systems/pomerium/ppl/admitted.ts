import type { Condition } from '../../../analysis/condition.ts'
import { remembered } from '../../../once.ts'
import { accessOf } from './access.ts'
import type { ParsedSite } from './parsed.ts'

/** Who gets in by a policy of a document, as it stands there. */
export const admittedBy: (site: ParsedSite) => Condition = remembered(({ ppl }: ParsedSite) => accessOf(ppl))
