/** A template in YAML's inline form: `nodes` are the steps of its workflow, `head` is what stands beside its spec. */
export function template(nodes: readonly string[], head = ''): string {
  const steps = nodes.map((node) => `        - ${node}\n`).join('')
  return `apiVersion: v1.2\n${head}spec:\n    kind: Workflow\n    spec:\n      type: sequential\n      steps:\n${steps || '        []\n'}`
}

/** A service node with one public port that has these further fields. */
export const serviceNode = (fields: string, more = ''): string =>
  `{ kind: DeploymentService, ${more}spec: { name: shop, ports: [{ name: web, internalPort: 8080, protocol: HTTP, public: true, ${fields} }] } }`

/** A template with one such node. */
export const templatePort = (fields: string, head = ''): string => template([serviceNode(fields)], head)

/** A template with these mechanisms on the port of its only service. */
export const templateSecurity = (fields: string, head = ''): string =>
  templatePort(`security: { ${fields} }`, head)
