import type { Detected, Kind, System } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import { detect } from './detect.ts'
import type { PortsBody, PortsResponse } from './document.ts'
import { normalisePorts } from './normalise.ts'
import { reservedPort, reservedPortElsewhere } from './rules/reserved-port.ts'

const servicePorts: Kind<PortsBody> = {
  id: 'northflank/service-ports',
  title: 'body of POST …/services/{id}/ports: the ports of a service',
  validator: validatorOf('northflank/service-ports'),
  unknownKeys: 'error',
  normalise: ({ ports }) => normalisePorts(ports, ['ports'], { uniqueItems: true }),
  rules: [reservedPort],
}

const servicePortsResponse: Kind<PortsResponse> = {
  id: 'northflank/service-ports-response',
  title: 'answer of GET …/services/{id}/ports',
  validator: validatorOf('northflank/service-ports-response'),
  unknownKeys: 'warning',
  normalise: ({ data }) => normalisePorts(data?.ports, ['data', 'ports'], { uniqueItems: false }),
  rules: [],
}

const service: Kind<PortsBody> = {
  id: 'northflank/service',
  title: 'service body with ports at its root (create, patch, CLI --file)',
  validator: validatorOf('northflank/service'),
  unknownKeys: 'error',
  normalise: ({ ports }) => normalisePorts(ports, ['ports'], { uniqueItems: false }),
  rules: [reservedPortElsewhere],
}

/** Northflank: the ports of services and who may pass them. https://northflank.com/docs/v1/api */
export const northflank: System = {
  name: 'northflank',
  kinds: [servicePorts, servicePortsResponse, service],
  detect: (value): readonly Detected[] => {
    const kind = detect(value)
    return kind ? [{ kind, at: [] }] : []
  },
}
