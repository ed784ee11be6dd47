/** A body that nothing is said of. */
export const cleanPorts = `{
  "ports": [
    { "id": "p01", "name": "p01", "internalPort": 8080, "protocol": "HTTP" }
  ]
}
`

/** A list of addresses on a port, as an update body. */
export function portsWithPolicies(policies: readonly object[], name = 'p01'): string {
  const port = {
    id: 'p01',
    name,
    internalPort: 8080,
    protocol: 'HTTP',
    public: true,
    security: { policies },
  }
  return `${JSON.stringify({ ports: [port] }, null, 2)}\n`
}

/** One error, allow-denied. */
export const deniedPorts = portsWithPolicies([
  { action: 'ALLOW', addresses: ['203.0.113.7', '198.51.100.0/24'] },
  { action: 'DENY', addresses: ['203.0.113.0/24'] },
])

/** One warning, allow-everyone. */
export const openPorts = portsWithPolicies([{ action: 'ALLOW', addresses: ['0.0.0.0/0'] }])

/** One note, address-canonical. */
export const untidyPorts = portsWithPolicies([{ action: 'ALLOW', addresses: ['198.51.100.7/24'] }])

/** One error, syntax. */
export const brokenYaml = 'ports: [\n'

/** Of no known kind. */
export const strangeYaml = 'colour: green\n'
