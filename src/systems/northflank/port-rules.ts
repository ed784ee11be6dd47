import { domainOnPrivatePort } from './rules/domain-on-private-port.ts'
import { headerName } from './rules/header-name.ts'
import { ipAndPolicies } from './rules/ip-and-policies.ts'
import { missingPortId } from './rules/missing-port-id.ts'
import { modeImplicit } from './rules/mode-implicit.ts'
import { noCatchAll } from './rules/no-catch-all.ts'
import { noPublicName } from './rules/no-public-name.ts'
import { orDenyBypass } from './rules/or-deny-bypass.ts'
import { pathRulesDisabled } from './rules/path-rules-disabled.ts'
import { policyOnPrivatePort } from './rules/policy-on-private-port.ts'
import { portAndPathPolicies } from './rules/port-and-path-policies.ts'
import { protectedEmpty } from './rules/protected-empty.ts'
import { requiredCredentials } from './rules/required-credentials.ts'
import { reservedPort } from './rules/reserved-port.ts'
import { responseAsRequest } from './rules/response-as-request.ts'
import { ssoEmpty } from './rules/sso-empty.ts'
import { ssoExclusive } from './rules/sso-exclusive.ts'
import { unprotectedWithPolicies } from './rules/unprotected-with-policies.ts'
import type { PortRule } from './view.ts'

/** Rules on the ports of a request, in the order in which they are listed. */
export const requestRules: readonly PortRule[] = [
  reservedPort,
  headerName,
  ssoExclusive,
  ssoEmpty,
  modeImplicit,
  ipAndPolicies,
  orDenyBypass,
  noCatchAll,
  protectedEmpty,
  unprotectedWithPolicies,
  pathRulesDisabled,
  requiredCredentials,
  portAndPathPolicies,
  policyOnPrivatePort,
  domainOnPrivatePort,
  noPublicName,
  responseAsRequest,
  missingPortId,
]

/** Those that have something to say of an answer, which nobody can send or write anew. */
export const answerRules: readonly PortRule[] = [
  ssoEmpty,
  modeImplicit,
  orDenyBypass,
  policyOnPrivatePort,
  noPublicName,
]
