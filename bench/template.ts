import { stringify } from 'yaml'
import { lint } from '../src/lint.ts'
import { readSources } from '../src/source/index.ts'
import { inTurn, type Pair, timed } from './measure.ts'

/** Linting a Northflank template of 2,000 ports with 50 path rules each against reading it, in one process. */
export function run(): Pair[] {
  // What YAML can be as well is limited by the size of a file.
  return [
    measured('2,000 ports, 50 path rules each, as JSON', JSON.stringify(template(2000, 50)), 'template.json'),
    measured('200 ports, 50 path rules each, as YAML', stringify(template(200, 50)), 'template.yaml'),
  ]
}

function measured(what: string, text: string, file: string): Pair {
  const read = () => readSources(text, file).length
  const check = () =>
    lint([{ file, text, unknown: 'skip' }], { today: '2026-01-01' }).report.summary.documents
  const size = Math.round(text.length / 1024 / 1024)
  return inTurn(
    `a template of ${what} (${size} MB) / reading it`,
    3,
    2,
    () => timed(check),
    () => timed(read),
  )
}

/** A template with a service for every ten ports. */
function template(ports: number, rules: number): unknown {
  return {
    apiVersion: 'v1.2',
    name: 'many ports',
    spec: {
      kind: 'Workflow',
      spec: {
        type: 'sequential',
        steps: Array.from({ length: ports / 10 }, (_, service) => ({
          kind: 'DeploymentService',
          ref: `service-${service}`,
          spec: {
            name: `service-${service}`,
            billing: { deploymentPlan: 'nf-compute-20' },
            deployment: { instances: 1, external: { imagePath: 'nginx:1.29' } },
            ports: Array.from({ length: 10 }, (_, index) => port(service * 10 + index, index, rules)),
          },
        })),
      },
    },
  }
}

function port(number: number, index: number, rules: number): unknown {
  return {
    name: `p${String(index).padStart(2, '0')}`,
    internalPort: 8000 + index,
    public: true,
    protocol: 'HTTP',
    domains: [`app-${number}.example.com`],
    security: {
      securePathConfiguration: {
        enabled: true,
        rules: Array.from({ length: rules }, (_, rule) => pathRule(number, rule)),
      },
    },
  }
}

function pathRule(number: number, rule: number): unknown {
  const paths = [
    { path: '/', routingMode: 'prefix', priority: 0 },
    { path: `/team-${rule}/`, routingMode: 'prefix', priority: 10 },
    { path: `/status/${rule}`, routingMode: 'exact', priority: 20 },
    { path: `/v[0-9]+/team-${rule}/[a-z]+`, routingMode: 'regex', priority: 30 + rule },
  ]
  return {
    accessMode: 'protected',
    paths: [rule === 0 ? paths[0] : paths[1 + (rule % 3)]],
    securityPolicies: {
      requiredPolicies: {
        policies: [{ action: 'ALLOW', addresses: [`10.${number % 200}.${rule}.0/24`, '192.0.2.0/24'] }],
      },
    },
  }
}
