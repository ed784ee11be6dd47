import type { Kind } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import type { OpenPorts, OpenPortsQuery } from './document.ts'
import { normaliseOpenPorts, normaliseQuery } from './normalise.ts'
import { observeOpenPorts } from './observe.ts'
import { dangerReachable } from './rules/danger-reachable.ts'
import { partialPage } from './rules/partial-page.ts'
import { statusAlias } from './rules/status-alias.ts'

const openPorts: Kind<OpenPorts> = {
  id: 'huawei-hss/open-ports',
  title: 'answer of GET …/asset/ports: the ports that were seen open',
  validator: validatorOf('huawei-hss/open-ports'),
  // The platform writes these documents, and adds fields from release to release.
  unknownKeys: 'warning',
  normalise: normaliseOpenPorts,
  observe: observeOpenPorts,
  rules: [statusAlias, dangerReachable, partialPage],
}

const openPortsQuery: Kind<OpenPortsQuery> = {
  id: 'huawei-hss/open-ports-query',
  title: 'query parameters of GET …/asset/ports as an object',
  validator: validatorOf('huawei-hss/open-ports-query'),
  // The platform passes over a parameter that it does not know.
  unknownKeys: 'warning',
  normalise: normaliseQuery,
  rules: [],
}

export const kinds: readonly Kind[] = [openPorts, openPortsQuery]
