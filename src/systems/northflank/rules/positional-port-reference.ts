import { defineRule } from '../../../rule.ts'
import type { Template } from '../document.ts'
import { referencesOf } from '../template/references.ts'
import { portReference } from '../template/services.ts'

export const positionalPortReference = defineRule<Template>({
  id: 'northflank/positional-port-reference',
  summary: 'A reference that takes a port by its place in the list.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      \`\${refs.NAME.ports.0.dns}\` is the only way to the host name of a port, and it counts ports. Whoever puts
      another port before it, or sorts the list, sends the traffic of this reference somewhere else without
      touching it.`,
    bad: `
      apiVersion: v1.2
      spec:
        kind: Workflow
        spec:
          type: sequential
          steps:
            - kind: DeploymentService
              ref: api
              spec:
                name: api
                ports:
                  - { name: http, internalPort: 8080, protocol: HTTP, public: true }
            - kind: SecretGroup
              spec:
                name: urls
                secrets:
                  variables:
                    API_HOST: "\${refs.api.ports.0.dns}"`,
    good: `
      apiVersion: v1.2
      spec:
        kind: Workflow
        spec:
          type: sequential
          steps:
            - kind: DeploymentService
              ref: api
              spec:
                name: api
                ports:
                  - { name: http, internalPort: 8080, protocol: HTTP, public: true, domains: [api.example.com] }
            - kind: SecretGroup
              spec:
                name: urls
                secrets:
                  variables:
                    API_HOST: api.example.com`,
  },

  *check(template) {
    for (const { at, text, placeholders, scope } of referencesOf(template).texts) {
      for (const reference of placeholders.flatMap(({ references }) => references)) {
        const found = portReference(template, reference, scope)
        if (!found) continue
        const { index, ports } = found
        const name = ports?.value[index]?.name
        // A port that is not there is another rule's to report.
        if (ports && index >= ports.value.length) continue
        const now = name === undefined ? '' : `, which is ${JSON.stringify(name)} now`
        yield {
          at,
          span: { start: reference.start, end: reference.end },
          message: `${text.slice(reference.start, reference.end)} takes port ${index} of the list${now}, and another one as soon as the ports change places.`,
          ...(ports &&
            name !== undefined && {
              related: [{ at: [...ports.at, index, 'name'], message: 'the port that it takes now' }],
            }),
        }
      }
    }
  },
})
