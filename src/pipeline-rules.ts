import type { RuleMeta } from './rule.ts'

/** Rules that the pipeline itself applies: what they find keeps a document from being checked further. */
export const syntaxRule: RuleMeta = {
  id: 'syntax',
  summary: 'The text is neither YAML 1.2 nor JSON.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A platform that cannot read a file refuses it, or reads less than its author wrote: of two keys with one
      name, say, only one counts. Limits on nesting, inline lists and aliases are reported here too, so that
      nothing that could not be read passes for checked.`,
    bad: `
      ports:
        - name: p01
          internalPort: 8080
          internalPort: 8081
          protocol: HTTP`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8081
          protocol: HTTP`,
  },
}

export const schemaRule: RuleMeta = {
  id: 'schema',
  summary: 'The document breaks the published schema of its kind.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      The schemas mirror the documented request bodies field by field: types, allowed values, bounds, patterns
      and required properties. What breaks them, the platform refuses on deploy.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 70000
          protocol: HTTPS`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 7000
          protocol: HTTP`,
  },
}

export const unknownKeyRule: RuleMeta = {
  id: 'unknown-key',
  summary: 'A key that this kind of document does not have.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A misspelt key is refused by strict platforms and ignored by the others, where the setting it was meant
      for silently keeps its default. It is an error where the platform refuses it, else a warning.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          pubic: true`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true`,
  },
}

export const unknownDocumentRule: RuleMeta = {
  id: 'unknown-document',
  summary: 'A document of no known kind.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      A file that was named outright and is recognised as nothing was not checked at all. Name its kind with
      \`--kind\`, a \`files\` entry of the configuration, or a comment \`# portcullis: kind=…\`; or pass
      \`--unknown skip\`.`,
    bad: `
      # An empty list tells nothing of its kind.
      services: []`,
    good: `
      # portcullis: kind=northflank/service-ports
      ports: []`,
  },
}

export const undecidedRule: RuleMeta = {
  id: 'undecided',
  summary: 'A question that could not be answered for certain.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      Claims about sets of requests are proved or not made. Where a placeholder, a pattern that cannot be read
      or the work budget leaves a question open, this note names the question, so that silence always means
      that it was answered.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths:
                    - { path: /, routingMode: prefix, priority: 0 }
                    - { path: "/v(?=1)[0-9]+", routingMode: regex, priority: 10 }
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths:
                    - { path: /, routingMode: prefix, priority: 0 }
                    - { path: "/v1[0-9]*", routingMode: regex, priority: 10 }
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },
}

export const unusedSuppressionRule: RuleMeta = {
  id: 'unused-suppression',
  summary: 'A suppression that holds nothing back.',
  category: 'upkeep',
  severity: 'warning',
  docs: {
    why: `
      A suppression that outlives its finding hides the next one. One that has ended, is malformed, or lacks
      the reason or end that the configuration asks for, is reported too and holds nothing back.`,
    bad: `
      ports:
        # portcullis: ignore public-protocol
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              # portcullis: ignore address-canonical -- the provider's own spelling
              - { action: ALLOW, addresses: [198.51.100.7/24] }`,
  },
}

export const pipelineRules: readonly RuleMeta[] = [
  syntaxRule,
  schemaRule,
  unknownKeyRule,
  unknownDocumentRule,
  undecidedRule,
  unusedSuppressionRule,
]
