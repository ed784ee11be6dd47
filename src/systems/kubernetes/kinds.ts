import { emptyModel } from '../../model.ts'
import type { Kind, Project } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import type { Fields, Service } from './document.ts'
import { unreadFields } from './fields.ts'
import { normaliseAllowList, normaliseService } from './normalise.ts'
import { releaseOf } from './release.ts'
import { readAsServer, readYamlAsServer } from './reread.ts'
import { allowListSeparator } from './rules/allow-list-separator.ts'
import { externalIps } from './rules/external-ips.ts'
import { externalNameAddress } from './rules/external-name-address.ts'
import { kindCase } from './rules/kind-case.ts'
import { loadBalancerOpen } from './rules/load-balancer-open.ts'
import { nodePortBypass } from './rules/node-port-bypass.ts'
import { patchPortCollision } from './rules/patch-port-collision.ts'
import { quotedTargetPort } from './rules/quoted-target-port.ts'
import { selectorDangling } from './rules/selector-dangling.ts'
import { serverField } from './rules/server-field.ts'
import { serviceRefused } from './rules/service-refused.ts'
import { sourceIpLost } from './rules/source-ip-lost.ts'
import { sourceRangesIgnored } from './rules/source-ranges-ignored.ts'
import { sourceRangesOneFamily } from './rules/source-ranges-one-family.ts'
import { yaml11Value } from './rules/yaml-1.1-value.ts'
import { servicePatch, serviceUpdates } from './update/rule-views.ts'

const service: Kind<Service> = {
  id: 'kubernetes/service',
  title: 'v1 Service, alone, in a stream or in a List',
  validator: validatorOf('kubernetes/service'),
  unknownKeys: 'warning',
  reread: readAsServer,
  unread: (value, { platforms }) => unreadFields(value, releaseOf(platforms)),
  normalise: normaliseService,
  rules: [
    serviceRefused,
    kindCase,
    quotedTargetPort,
    yaml11Value,
    externalIps,
    loadBalancerOpen,
    sourceRangesOneFamily,
    sourceRangesIgnored,
    nodePortBypass,
    externalNameAddress,
    serverField,
  ],
  updates: serviceUpdates,
}

const mergePatch: Kind<Fields> = {
  id: 'kubernetes/service-merge-patch',
  title: 'merge patch or strategic merge patch of a Service',
  validator: validatorOf('kubernetes/service-merge-patch'),
  unknownKeys: 'warning',
  reread: readYamlAsServer,
  normalise: () => emptyModel,
  rules: [patchPortCollision],
  patch: servicePatch,
}

const jsonPatch: Kind = {
  id: 'kubernetes/service-json-patch',
  title: 'JSON Patch of a Service',
  validator: validatorOf('kubernetes/service-json-patch'),
  unknownKeys: 'warning',
  reread: readYamlAsServer,
  normalise: () => emptyModel,
  rules: [],
  patch: servicePatch,
}

const deleteOptions: Kind = {
  id: 'kubernetes/delete-options',
  title: 'body of DELETE of a Service',
  validator: validatorOf('kubernetes/delete-options'),
  unknownKeys: 'warning',
  reread: readYamlAsServer,
  normalise: () => emptyModel,
  rules: [],
}

const allowList: Kind<Fields> = {
  id: 'kubernetes/allow-list',
  title: 'OpenShift Route or Ingress with a list of addresses in its annotations',
  validator: validatorOf('kubernetes/allow-list'),
  unknownKeys: 'warning',
  reread: readYamlAsServer,
  normalise: normaliseAllowList,
  rules: [allowListSeparator],
}

export const kinds: readonly Kind[] = [service, jsonPatch, mergePatch, deleteOptions, allowList]

export const project: Project = {
  kinds: new Set([
    'kubernetes/service',
    'kubernetes/allow-list',
    'kubernetes/workload',
    'kubernetes/network-policy',
  ]),
  normalise: () => emptyModel,
  rules: [selectorDangling, sourceIpLost],
}
