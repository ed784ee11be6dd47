import type { Kind } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import type { PortsBody, PortsResponse, Template } from './document.ts'
import { normalisePorts } from './normalise.ts'
import { answerRules, requestRules } from './port-rules.ts'
import { argumentSecret } from './rules/argument-secret.ts'
import { positionalPortReference } from './rules/positional-port-reference.ts'
import { templateVersion } from './rules/template-version.ts'
import { unknownNode } from './rules/unknown-node.ts'
import { unknownReference } from './rules/unknown-reference.ts'
import { withDefaults } from './template/defaults.ts'
import { normaliseTemplate, templateParts } from './template/normalise.ts'
import { templatePorts } from './template/ports.ts'
import { answeredPorts, onPorts, viewPorts, viewRequest } from './view.ts'

const servicePorts: Kind<PortsBody> = {
  id: 'northflank/service-ports',
  title: 'body of POST …/services/{id}/ports: the ports of a service',
  validator: validatorOf('northflank/service-ports'),
  unknownKeys: 'error',
  normalise: ({ ports }) => normalisePorts(ports, ['ports'], { uniqueItems: true }),
  rules: onPorts(requestRules, (body) => viewRequest('update', body)),
}

const servicePortsResponse: Kind<PortsResponse> = {
  id: 'northflank/service-ports-response',
  title: 'answer of GET …/services/{id}/ports',
  validator: validatorOf('northflank/service-ports-response'),
  unknownKeys: 'warning',
  normalise: (answer) => normalisePorts(answeredPorts(answer), ['data', 'ports'], { uniqueItems: false }),
  rules: onPorts(answerRules, (answer) => viewPorts('answer', answeredPorts(answer), ['data', 'ports'])),
}

const service: Kind<PortsBody> = {
  id: 'northflank/service',
  title: 'service body with ports at its root (create, patch, CLI --file)',
  validator: validatorOf('northflank/service'),
  unknownKeys: 'error',
  normalise: ({ ports }) => normalisePorts(ports, ['ports'], { uniqueItems: false }),
  rules: onPorts(requestRules, (body) => viewRequest('service', body)),
}

const template: Kind<Template> = {
  id: 'northflank/template',
  title: 'GitOps template, release flow or preview environment',
  validator: validatorOf('northflank/template'),
  unknownKeys: 'error',
  supposing: { words: "with the defaults of the template's arguments", read: withDefaults },
  normalise: normaliseTemplate,
  parts: templateParts,
  rules: [
    templateVersion,
    unknownNode,
    unknownReference,
    positionalPortReference,
    argumentSecret,
    ...onPorts(requestRules, (body: Template) => ({ source: 'template', ports: templatePorts(body) })),
  ],
}

export const kinds: readonly Kind[] = [servicePorts, servicePortsResponse, service, template]
