/** Bodies of an update that are right but for the one part that is given. */
export const good = { name: 'p01', internalPort: 8080, protocol: 'HTTP' }
export const port = (change: object) => ({ ports: [{ ...good, ...change }] })
export const security = (change: object) => port({ security: change })
export const credential = (change: object) =>
  security({ credentials: [{ username: 'admin', password: 'hunter2', type: 'basic-auth', ...change }] })
export const policy = (change: object) =>
  security({ policies: [{ addresses: ['192.0.2.1'], action: 'ALLOW', ...change }] })
export const header = (value: unknown) => security({ headers: [value] })
export const rule = (change: object) =>
  security({ securePathConfiguration: { rules: [{ paths: [], accessMode: 'protected', ...change }] } })
export const path = (value: unknown) => rule({ paths: [value] })
export const plain = { path: '/a', routingMode: 'prefix', priority: 1 }
export const answer = (change: object) => ({
  data: { ports: [{ ...good, id: 'p01', public: true, domains: [], ...change }] },
})

export const atPath = '/ports/0/security/securePathConfiguration/rules/0/paths/0'
export const wordDemand =
  'must start with a letter and hold only letters, digits and single hyphens between them (pattern ^[a-zA-Z](-?[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*)?$).'
export const pathDemand =
  'must start with a slash and hold only letters, digits, the characters _ - & ? = . and single slashes between them; for anything else use routingMode regex (pattern ^\\/([_a-zA-Z0-9-&?=.]*)((\\/[_a-zA-Z0-9-&?=.]+)*(\\/)?)?$).'
export const portKeys = 'id, name, internalPort, public, protocol, domains, security, disableNfDomain'
