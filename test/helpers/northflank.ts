/** A port list with one public HTTP port that has these further fields, in YAML's inline form. */
export const port = (fields: string): string =>
  `ports:\n  - { id: p01, name: p01, internalPort: 8080, protocol: HTTP, public: true, ${fields} }\n`

/** A port list, each port with these fields. */
export const ports = (...list: readonly string[]): string =>
  `ports:\n${list.map((fields) => `  - { ${fields} }\n`).join('')}`

/** A port with these security mechanisms. */
export const security = (fields: string): string => port(`security: { ${fields} }`)

/** One address policy: `allow('10.0.0.1', '«10.0.0.2»')`. */
export const allow = (...addresses: readonly string[]): string => policy('ALLOW', addresses)
export const deny = (...addresses: readonly string[]): string => policy('DENY', addresses)

const policy = (action: string, addresses: readonly string[]): string =>
  `{ action: ${action}, addresses: [${addresses.map(quoted).join(', ')}] }`

/** In quotes within the marks, so that the mark takes the quotes in. */
const quoted = (address: string): string =>
  address.startsWith('«') ? `«"${address.slice(1, -1)}"»` : `"${address}"`

/** A port with these address policies in its list `policies`. */
export const policies = (...list: readonly string[]): string => security(`policies: [${list.join(', ')}]`)

/** A port with path rules. */
export const pathRules = (...rules: readonly string[]): string => pathRulesWith('enabled: true', ...rules)

/** As `pathRules`, with other settings than `enabled: true`. */
export const pathRulesWith = (settings: string, ...rules: readonly string[]): string =>
  security(
    `securePathConfiguration: { ${settings ? `${settings}, ` : ''}rules: [\n    ${rules.join(',\n    ')} ] }`,
  )

/** What the rules of the tests ask for. */
const accesses = {
  office: `accessMode: protected, securityPolicies: { requiredPolicies: { policies: [${allow('198.51.100.0/24')}] } }`,
  home: `accessMode: protected, securityPolicies: { requiredPolicies: { policies: [${allow('203.0.113.7')}] } }`,
  /** The office, in other words. */
  officeInHalves: `accessMode: protected, securityPolicies: { requiredPolicies: { policies: [${allow('198.51.100.128/25', '198.51.100.0/25')}] } }`,
  key: 'accessMode: protected, securityPolicies: { requiredPolicies: { headers: [{ name: X-Key, value: abc }] } }',
  empty: 'accessMode: protected',
  open: 'accessMode: unprotected',
} as const

/** A path rule: `rule('office', 'prefix / 0', '«exact /a 10»')`. */
export const rule = (access: keyof typeof accesses, ...paths: readonly string[]): string =>
  `{ ${accesses[access]}, paths: [${paths.map(pathMatch).join(', ')}] }`

function pathMatch(text: string): string {
  const marked = text.startsWith('«')
  const [mode = '', path = '', priority = ''] = (marked ? text.slice(1, -1) : text).split(' ')
  const match = `{ path: '${path}', routingMode: ${mode}, priority: ${priority} }`
  return marked ? `«${match}»` : match
}

/** A port with one protected rule for every path, and these groups of policies: `requiredPolicies: { … }`. */
export const guarded = (groups: string, settings = 'enabled: true'): string =>
  pathRulesWith(
    settings,
    `{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 0 }], securityPolicies: { ${groups} } }`,
  )

/** A text that is filled in elsewhere. */
export const placeholder = (name: string): string => `$\{${name}}`

/** A user whose password is filled in elsewhere. */
export const user = (name: string): string =>
  `{ username: ${name}, password: '${placeholder(`${name}_PASSWORD`)}', type: basic-auth }`
