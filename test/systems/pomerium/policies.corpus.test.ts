import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'

/** Files of public repositories, which are not part of this one: PORTCULLIS_CORPUS names a folder that holds them in `pomerium/`. */
const corpus = process.env['PORTCULLIS_CORPUS']
const folder = corpus === undefined ? undefined : join(corpus, 'pomerium')

/** Rules on policies, on what routes take, and on whom they let in. */
const own =
  /^(syntax|undecided|route-|condition-|regex-|address-|allow-|deny-)|^pomerium\/(ppl-|route-refused|matcher-|duplicate-|policy-|key-pair-|no-policy|public-with|enforced-|path-no|prefix-)/

/** What they find, each read by hand. */
const expected: readonly string[] = [
  // Core alone has no groups; the file signs in with an identity provider that sends them as a claim.
  'AhmedSo003 pomerium/ppl-never-matches /routes/0/policy/allow/or/0/groups',
  'AhmedSo003 pomerium/ppl-never-matches /routes/0/policy/allow/or/1/groups',
  'AhmedSo003 pomerium/ppl-never-matches /routes/1/policy/allow/or/0/groups',
  'AhmedSo003 pomerium/ppl-never-matches /routes/1/policy/allow/or/1/groups',
  // Empty on purpose until sign-in is set up, as a comment says: nobody gets in, which is what is told.
  'KamayaniR pomerium/no-policy /routes/0/policy',
  // Rego has no place in the policy language: core refuses the file.
  'TomTolleson pomerium/ppl-grammar /routes/0/policy/0/allow/rego',
  // A stub, as a comment says.
  'mansiguptacs pomerium/no-policy /routes/0',
  // The form of before "server" and "client" were told apart, which core refuses by now.
  'pomerium__mcp-servers pomerium/route-refused /routes/0/mcp',
  // allowed_groups, its only limit, is gone.
  'pomerium__pomerium pomerium/no-policy /3',
  // Shown beside claim/groups, for use with Enterprise.
  'pomerium__pomerium pomerium/ppl-never-matches /routes/2/policy/0/allow/or/1/groups',
  'pomerium__pomerium pomerium/ppl-never-matches /routes/2/policy/0/allow/or/2/groups',
  'pomerium__pomerium pomerium/ppl-never-matches /routes/3/policy/0/allow/or/0/groups',
  // "no allowed_ so everyone disallowed", as a comment says; /administrator is shut as well.
  'ruial pomerium/no-policy /policy/0',
  'ruial pomerium/prefix-boundary /policy/0/prefix',
]

describe.skipIf(folder === undefined)('policies and routes of public repositories', () => {
  it('are found to have these defects and no others', () => {
    const files =
      folder === undefined ? [] : readdirSync(folder).filter((name) => /[.](ya?ml|json)$/.test(name))
    expect(files.length).toBeGreaterThan(45)
    const found = files.toSorted().flatMap((file) => {
      const { findings } = validate(readFileSync(join(folder!, file), 'utf8'), {
        filename: file,
        unknown: 'skip',
      })
      const [owner = '', repository = ''] = file.split('__')
      const name = owner === 'pomerium' ? `${owner}__${repository}` : owner
      return findings
        .filter(({ rule }) => own.test(rule))
        .map(({ rule, pointer }) => `${name} ${rule} ${pointer}`)
    })
    expect(found).toEqual(expected)
  })

  it('a tab before the colon of a key is no mistake: YAML 1.2 and the parser of Kubernetes take it for a blank', () => {
    const file = 'pomerium__demo-cluster__k8s_keycloak_ingress.yaml'
    const text = readFileSync(join(folder!, file), 'utf8')
    expect(text).toContain('allow_public_unauthenticated_access\t:')
    expect(validate(text, { filename: file }).findings).toEqual([])
  })
})
