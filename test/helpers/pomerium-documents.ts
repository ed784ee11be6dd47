/** A policy that lets in one domain, in YAML's inline form. */
export const staff = 'policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]'

/** A core file with routes, each with these fields in YAML's inline form. */
export const routes = (...list: readonly string[]): string =>
  `routes:\n${list.map((fields) => `  - { ${fields} }\n`).join('')}`

/** A core file with one route from https://app.example.com to http://app:8080 that has these further fields. */
export const route = (fields: string, more = ''): string =>
  `${more}${routes(`from: https://app.example.com, to: "http://app:8080", ${staff}, ${fields}`)}`

/** A core file with these options. */
export const config = (...lines: readonly string[]): string =>
  `# portcullis: kind=pomerium/config\n${lines.join('\n')}\n`

/** A route of the API with these fields beside those that it must have. */
export const zeroRoute = (fields: string): string => {
  const flags = [
    ...[
      'allowWebsockets',
      'allowSpdy',
      'tlsSkipVerify',
      'tlsUpstreamAllowRenegotiation',
      'preserveHostHeader',
    ],
    ...['enableGoogleCloudServerlessAuthentication', 'showErrorDetails'],
  ]
  const missing = flags.filter((flag) => !fields.includes(`${flag}:`)).map((flag) => `${flag}: false`)
  const ends = [
    ...(fields.includes('from:') ? [] : ['from: https://app.example.com']),
    ...(/\b(?:to|redirect|response):/.test(fields) ? [] : ['to: ["http://app:8080"]']),
  ]
  return `{ namespaceId: n1, name: app, ${[...ends, ...missing].join(', ')}, policyIds: [p1], ${fields} }\n`
}

/** Settings of the API with these fields in place of, or beside, those that they must have. */
export const zeroSettings = (fields: string): string => {
  const needed = {
    logLevel: 'info',
    address: '":443"',
    dnsLookupFamily: 'AUTO',
    timeoutRead: '30s',
    timeoutWrite: '0s',
    timeoutIdle: '5m',
    codecType: 'auto',
    cookieName: '_pomerium',
    cookieHttpOnly: 'true',
    cookieExpire: '14h',
    defaultUpstreamTimeout: '30s',
    skipXffAppend: 'false',
    passIdentityHeaders: 'false',
    autoApplyChangesets: 'true',
  }
  const given = Object.entries(needed).filter(([key]) => !new RegExp(`\\b${key}:`).test(fields))
  return `{ ${given.map(([key, value]) => `${key}: ${value}`).join(', ')}, ${fields} }\n`
}

/** A patch of settings with these operations. */
export const patch = (...operations: readonly string[]): string =>
  `# portcullis: kind=pomerium/settings-patch\n${operations.map((operation) => `- { ${operation} }\n`).join('')}`

/** An Ingress with these annotations of Pomerium. */
export const ingress = (...annotations: readonly string[]): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: app\n  annotations:\n    ingress.pomerium.io/policy: '${staff.replace('policy: ', '')}'\n${annotations.map((line) => `    ${line.replace(/^(«?)/, '$1ingress.pomerium.io/')}\n`).join('')}spec:\n  ingressClassName: pomerium\n  rules:\n    - host: app.example.com\n      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: app, port: { number: 80 } } } }] }\n`
