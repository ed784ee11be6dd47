/** What the platform's reference says of one field. `[]` stands for the entries of a list, `<1>` for the second of several options. */
export interface SeedField {
  readonly path: string
  readonly type?: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  readonly required?: true
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  /** How the options of a field that has several are told apart. */
  readonly options?: 'anyOf' | 'oneOf'
}

const wordPattern = '^[a-zA-Z](-?[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*)?$'
const idPattern = '^[a-z]-?[a-z0-9]+(-[a-z0-9]+)*$'
const headerPattern = '^[a-zA-Z0-9_\\-%$+]+$'
const pathPattern = '^\\/([_a-zA-Z0-9-&?=.]*)((\\/[_a-zA-Z0-9-&?=.]+)*(\\/)?)?$'
const protocols = ['HTTP', 'HTTP/2', 'TCP', 'UDP']

const under = (base: string, fields: readonly SeedField[]): SeedField[] =>
  fields.map((field) => ({ ...field, path: `${base}${field.path}` }))

const credentials: readonly SeedField[] = [
  { path: '.credentials', type: 'array' },
  { path: '.credentials[]', type: 'object' },
  {
    path: '.credentials[].username',
    type: 'string',
    required: true,
    minLength: 3,
    maxLength: 39,
    pattern: wordPattern,
  },
  { path: '.credentials[].password', type: 'string', required: true },
  { path: '.credentials[].type', type: 'string', required: true, enum: ['basic-auth'] },
]

const addressPolicies = (name: string): readonly SeedField[] => [
  { path: `.${name}`, type: 'array' },
  { path: `.${name}[]`, type: 'object' },
  { path: `.${name}[].addresses`, type: 'array', required: true },
  { path: `.${name}[].addresses[]`, type: 'string' },
  { path: `.${name}[].action`, type: 'string', required: true, enum: ['ALLOW', 'DENY'] },
]

const sso: readonly SeedField[] = [
  { path: '.sso', type: 'object' },
  { path: '.sso.organizationId', type: 'string' },
  { path: '.sso.directoryGroupIds', type: 'array' },
  { path: '.sso.directoryGroupIds[]', type: 'string' },
  { path: '.sso.validateInternalTraffic', type: 'boolean' },
  { path: '.sso.setCookieOnRootDomain', type: 'boolean' },
  { path: '.sso.allowInternalTrafficViaPublicDns', type: 'boolean' },
]

const headers: readonly SeedField[] = [
  { path: '.headers', type: 'array' },
  { path: '.headers[]', options: 'anyOf' },
  { path: '.headers[]<0>', type: 'object' },
  { path: '.headers[]<0>.regexMode', type: 'boolean' },
  { path: '.headers[]<0>.name', type: 'string', required: true, pattern: headerPattern },
  { path: '.headers[]<0>.value', type: 'string', required: true },
  { path: '.headers[]<1>', type: 'object' },
  { path: '.headers[]<1>.regexMode', type: 'boolean' },
  { path: '.headers[]<1>.name', type: 'string', required: true },
  { path: '.headers[]<1>.value', type: 'string', required: true },
]

const policyGroup = (name: string): readonly SeedField[] => [
  { path: `.${name}`, type: 'object' },
  ...under(`.${name}`, [
    ...credentials,
    ...addressPolicies('ip'),
    ...addressPolicies('policies'),
    ...sso,
    ...headers,
  ]),
]

const pathOption = (index: number, mode: string, pattern?: string): readonly SeedField[] => [
  { path: `<${index}>`, type: 'object' },
  { path: `<${index}>.path`, type: 'string', required: true, ...(pattern && { pattern }) },
  { path: `<${index}>.routingMode`, type: 'string', required: true, enum: [mode] },
  { path: `<${index}>.priority`, type: 'integer', required: true, minimum: 0, maximum: 100 },
]

const pathRules: readonly SeedField[] = [
  { path: '.securePathConfiguration', type: 'object' },
  { path: '.securePathConfiguration.enabled', type: 'boolean' },
  { path: '.securePathConfiguration.skipSecurityPoliciesForInternalTrafficViaPublicDns', type: 'boolean' },
  { path: '.securePathConfiguration.rules', type: 'array' },
  ...under('.securePathConfiguration.rules[]', [
    { path: '', type: 'object' },
    { path: '.paths', type: 'array', required: true },
    { path: '.paths[]', options: 'oneOf' },
    ...under('.paths[]', [
      ...pathOption(0, 'prefix', pathPattern),
      ...pathOption(1, 'exact', pathPattern),
      ...pathOption(2, 'regex'),
    ]),
    { path: '.accessMode', type: 'string', required: true, enum: ['protected', 'unprotected'] },
    { path: '.securityPolicies', type: 'object' },
    ...under('.securityPolicies', [...policyGroup('orPolicies'), ...policyGroup('requiredPolicies')]),
  ]),
]

/** One port of the body of POST /v1/projects/{projectId}/services/{serviceId}/ports. */
export const requestPort: readonly SeedField[] = [
  { path: '', type: 'object' },
  { path: '.id', type: 'string', pattern: idPattern },
  { path: '.name', type: 'string', required: true, minLength: 1, maxLength: 8, pattern: wordPattern },
  { path: '.internalPort', type: 'integer', required: true, minimum: 1, maximum: 65535 },
  { path: '.public', type: 'boolean' },
  { path: '.protocol', type: 'string', required: true, enum: protocols },
  { path: '.domains', type: 'array' },
  { path: '.domains[]', type: 'string' },
  { path: '.security', type: 'object' },
  ...under('.security', [
    ...credentials,
    ...addressPolicies('ip'),
    ...addressPolicies('policies'),
    ...sso,
    ...headers,
    { path: '.verificationMode', type: 'string', enum: ['or', 'and'] },
    ...pathRules,
  ]),
  { path: '.disableNfDomain', type: 'boolean' },
]

/** The body of POST /v1/projects/{projectId}/services/{serviceId}/ports. */
export const requestFields: readonly SeedField[] = [
  { path: '', type: 'object' },
  { path: '.ports', type: 'array', required: true },
  ...under('.ports[]', requestPort),
]

/** What GET /v1/projects/{projectId}/services/{serviceId}/ports answers. */
export const responseFields: readonly SeedField[] = [
  { path: '', type: 'object' },
  { path: '.data', type: 'object', required: true },
  { path: '.data.ports', type: 'array', required: true },
  ...under('.data.ports[]', [
    { path: '', type: 'object' },
    { path: '.id', type: 'string', required: true, pattern: idPattern },
    { path: '.name', type: 'string', required: true, pattern: wordPattern },
    { path: '.internalPort', type: 'integer', required: true },
    { path: '.protocol', type: 'string', required: true, enum: protocols },
    { path: '.public', type: 'boolean', required: true },
    { path: '.dns', type: 'string' },
    { path: '.domains', type: 'array', required: true },
    { path: '.domains[]', type: 'object' },
    { path: '.domains[].name', type: 'string', required: true },
    { path: '.domains[].certificate', type: 'object', required: true },
    { path: '.domains[].certificate.inProgress', type: 'boolean' },
    { path: '.domains[].certificate.expiryDate', type: 'string' },
    { path: '.domains[].certificate.refreshDate', type: 'string' },
    { path: '.security', type: 'object' },
    ...under('.security', [
      ...credentials,
      ...addressPolicies('policies'),
      ...sso,
      { path: '.verificationMode', type: 'string', enum: ['or', 'and'] },
      { path: '.headers', type: 'array' },
      { path: '.headers[]', type: 'object' },
      { path: '.headers[].regexMode', type: 'boolean' },
      // Printed as oneOf; read so, every name that fits the pattern would be refused.
      { path: '.headers[].name', options: 'anyOf' },
      { path: '.headers[].name<0>', type: 'string' },
      { path: '.headers[].name<1>', type: 'string', pattern: headerPattern },
      { path: '.headers[].value', type: 'string', required: true },
    ]),
    { path: '.disableNfDomain', type: 'boolean' },
  ]),
]
