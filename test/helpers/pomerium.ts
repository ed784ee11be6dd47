/** A core file with these routes, in YAML's inline form: `coreRoutes('prefix: /a')`. Each has a host, a target and a policy. */
export const coreRoutes = (...routes: readonly string[]): string =>
  `routes:\n${routes.map((fields) => `  - { ${routeFields(fields)} }\n`).join('')}`

const defaults = {
  from: 'https://app.example.com',
  to: 'http://app:8080',
  policy: '{ allow: { or: [{ domain: example.com }] } }',
}

/** What a route needs and the fields do not name; a field that is to be left out is named with a dash: `-policy`. */
function routeFields(fields: string): string {
  const given = Object.entries(defaults).filter(
    ([key]) => !new RegExp(`(^|[ ,«-])${key}( ?:|\\b(?=,|$))`).test(fields),
  )
  const kept = fields
    .replaceAll(/-\w+(, )?/g, (word) => (/^-(from|to|policy)(, )?$/.test(word) ? '' : word))
    .trim()
  return [...given.map(([key, value]) => `${key}: ${value}`), ...(kept === '' ? [] : [kept])].join(', ')
}

/** A core file with one route that has this policy. */
export const corePolicy = (policy: string): string => coreRoutes(`policy: ${policy}`)

/** A policy that lets in whom these criteria name. */
export const allow = (criterion: string): string => `allow: { or: [${criterion}] }\n`

/** A policy of Zero. */
export const zeroPolicy = (id: string, ppl: string, more = ''): string =>
  `{ id: ${id}, namespaceId: ns1, name: ${id}, enforced: false, ppl: ${ppl}, description: "", explanation: "", remediation: "" }`.replace(
    /enforced: false/,
    more === '' ? 'enforced: false' : more,
  )

/** A route of Zero with these further fields. */
export const zeroRoute = (fields: string): string => {
  const standard = [
    'from: https://app.example.com',
    'to: [https://app.internal]',
    'policyIds: [staff]',
  ].filter((field) => !new RegExp(`(^|[ ,«])${field.split(':')[0]}:`).test(fields))
  const rest = [
    'allowWebsockets',
    'allowSpdy',
    'tlsSkipVerify',
    'tlsUpstreamAllowRenegotiation',
    'preserveHostHeader',
    'enableGoogleCloudServerlessAuthentication',
    'showErrorDetails',
  ].map((key) => `${key}: false`)
  return `{ namespaceId: ns1, name: app, ${[...standard, ...rest].join(', ')}${fields === '' ? '' : `, ${fields}`} }`
}

/** Documents of one stream. */
export const stream = (...documents: readonly string[]): string => documents.join('\n---\n')
