import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatReport, validate } from '../../../src/index.ts'

/**
 * Files of public repositories, which are not part of this one: PORTCULLIS_CORPUS names a folder that holds them in
 * `pomerium/`, with an INDEX.md that says of each what it is.
 */
const corpus = process.env['PORTCULLIS_CORPUS']
const folder = corpus === undefined ? undefined : join(corpus, 'pomerium')
const named = (system: string) =>
  readdirSync(join(corpus!, system)).filter((name) => name !== 'INDEX.md' && name.includes('__'))
const check = (file: string, system = 'pomerium') =>
  validate(readFileSync(join(corpus!, system, file), 'utf8'), { filename: file })

/** What a file is, by the index: `| file | repository | path | commit | form | …`. */
function forms(): Map<string, string> {
  const rows = readFileSync(join(folder!, 'INDEX.md'), 'utf8').split('\n')
  return new Map(
    rows.flatMap((line) => {
      const [, file, , , , form] = line.split('|').map((cell) => cell.trim())
      return file?.includes('__') && form ? [[file, form]] : []
    }),
  )
}

/** Files that the index puts among core's or Ingresses, and what each of them is, read by hand. */
const otherwise: Record<string, readonly (string | null)[]> = {
  'pomerium__demo-cluster__terraform_pomerium_policies_allow_all.yaml': ['pomerium/ppl'],
  'pomerium__demo-cluster__k8s_pomerium-enterprise_ingress.yaml': ['pomerium/ingress', 'pomerium/ingress'],
  // A ConfigMap with a file of core's in a text, the values of a Helm chart, its template, and the cluster's own CRD.
  'robincher__pomerium-kubernetes-recipe__workloads_pomerium_pomerium-config.yaml': [null],
  'pomerium__pomerium__examples_kubernetes_values.yaml': [null],
  'svetoch-dev__helm-charts__charts_argocd_values.yaml': [null],
  'GlueOps__platform-helm-chart-pomerium-post-deploy__templates_pomerium.yaml': [null],
  'pomerium__demo-cluster__k8s_pomerium-core_global.yaml': [null],
}

const kindsOf = (file: string, form: string) =>
  otherwise[file] ?? [
    form === 'core config' ? 'pomerium/config' : form === 'ingress/CRD' ? 'pomerium/ingress' : null,
  ]

/** Rules that other tests hold: those on the policy language, and on which route takes what. */
const elsewhere = /^(pomerium\/(ppl-.*|no-policy|route-refused|prefix-boundary)|syntax|unknown-document)$/

/** What the other rules say of these files, each finding read by hand and found true. */
const known = [
  'Edward-Vong: pomerium/to-path-rewrites /routes/1/to',
  'KamayaniR: pomerium/authenticate-url-is-route /routes/0/from',
  'KamayaniR: unknown-key /routes/0/allow_websocket_upgrade',
  'KamayaniR: unknown-key /routes/0/allow_websocket_upgrade',
  'Prathamesh0421: pomerium/authenticate-url-is-route /routes/0/from',
  'Prathamesh0421: pomerium/from-http /routes/0/from',
  // postgres:postgres in a connection string, three times.
  'pomerium: literal-secret /databroker_storage_connection_string',
  'pomerium: literal-secret /databroker_storage_connection_string',
  'pomerium: literal-secret /databroker_storage_connection_string',
  'pomerium: pomerium/removed-key /2/allowed_groups',
  'pomerium: pomerium/removed-key /3/allowed_groups',
  'pomerium: pomerium/to-path-rewrites /routes/0/to',
  'pomerium: pomerium/to-path-rewrites /routes/1/to',
  'pomerium: unknown-key /routes/0/mcp/upstream_oauth2',
  'ruial: literal-secret /policy/1/set_request_headers/Authorization',
  'ruial: unknown-key /pomerium_debug',
  'yegle: unknown-key /grpc_client_dns_roundrobin',
  'yegle: unknown-key /pomerium_debug',
]

describe.skipIf(folder === undefined)('files of public repositories', () => {
  const files = folder === undefined ? [] : named('pomerium')
  const index = folder === undefined ? new Map<string, string>() : forms()

  it('are all there', () => {
    expect(files.length).toBe(59)
    expect(files.toSorted()).toEqual([...index.keys()].toSorted())
  })

  it.each(files)('%s is what it is', (file) => {
    expect(check(file).documents.map(({ kind }) => kind)).toEqual(kindsOf(file, index.get(file)!))
  })

  it('have what is known of them, and nothing else', () => {
    const told = files.flatMap((file) =>
      check(file).findings.map(({ rule, pointer }) => ({
        rule,
        text: `${file.split('__')[0]}: ${rule} ${pointer}`,
      })),
    )
    const ours = told.filter(({ rule }) => !elsewhere.test(rule)).map(({ text }) => text)
    expect(ours.toSorted()).toEqual(known)
  })

  it('break no schema', () => {
    const errors = files.flatMap((file) => check(file).findings.filter(({ rule }) => rule === 'schema'))
    expect(errors).toEqual([])
  })

  it('show no value of a secret', () => {
    for (const file of files) expect(formatReport(check(file), 'json')).not.toContain('postgres:postgres')
  })

  it('of other systems are not claimed', () => {
    const claimed = ['kubernetes', 'northflank'].flatMap((system) =>
      named(system).flatMap((file) =>
        check(file, system).documents.flatMap(({ kind }) =>
          kind?.startsWith('pomerium/') ? [`${file}: ${kind}`] : [],
        ),
      ),
    )
    expect(claimed).toEqual([])
  })
})
