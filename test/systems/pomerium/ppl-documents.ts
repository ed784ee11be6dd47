/** What is said of a policy: nothing, that it is refused and for what, or that it is taken and can never match. */
export type Verdict = 'ok' | 'grammar' | 'criterion' | 'operator' | 'address' | 'dead'

/** A policy, what is to be said of it when core reads it, and what decides that in https://github.com/pomerium/pomerium */
export type Row = readonly [text: string, verdict: Verdict, source: string]

const grammar = 'pkg/policy/parser/grammar.go'
const rules = `${grammar} RulesFromValue`
const list = `${grammar} RulesFromArray`
const rule = `${grammar} RulesFromObject`
const body = `${grammar} fillConditionalsFromObject`
const items = `${grammar} CriteriaFromValue`
const item = `${grammar} CriteriaFromArray`
const one = `${grammar} CriterionFromObject`
const names = 'pkg/policy/generator/conditionals.go generateCriterionRules'
const text = 'pkg/policy/criteria/matchers.go matchString'
const textList = 'pkg/policy/criteria/matchers.go matchStringIn'
const members = 'pkg/policy/criteria/matchers.go matchStringList'
const engine = 'the type checker of OPA, for the builtins contains, startswith and endswith'
const ip = 'pkg/policy/criteria/source_ip.go parseIP'
const certificate = 'pkg/policy/criteria/client_certificate.go GenerateRule'
const fingerprint = 'pkg/policy/criteria/client_certificate.go canonicalCertFingerprint'
const spki = 'pkg/policy/criteria/client_certificate.go addCertSPKIHashCondition'
const device = 'pkg/policy/criteria/device.go GenerateRule'
const key = 'pkg/policy/criteria/ssh_publickey.go parseAuthorizedKey'
const claimName = 'pkg/policy/criteria/ssh_username.go GenerateRule'
const equal = 'a text equals no value of another type in Rego'
const documented = 'https://www.pomerium.com/docs/internals/ppl'

const allow = (criterion: string) => `allow: { or: [${criterion}] }`
const sha = '17859273e8a980631d367b2d5a6a6635412b0f22835f69e47b3f65624546a704'
const longSha =
  '17:85:92:73:E8:A9:80:63:1D:36:7B:2D:5A:6A:66:35:41:2B:0F:22:83:5F:69:E4:7B:3F:65:62:45:46:A7:04'
const hash = 'FsDbM0rUYIiL3V339eIKqiz6HPSB+Pz2WeAWhqlqh8U='
const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGmkO9WMMi1CFKbT5lSC4DNxtCQm5q3tHTfUVtjQ1XCd'

export const rows: readonly Row[] = [
  // The document and its rules.
  ['{}', 'ok', rules],
  ['[]', 'ok', rules],
  ['allow: {}', 'ok', rule],
  ['deny: {}', 'ok', rule],
  ['{ allow: {}, deny: {} }', 'ok', rule],
  ['[{ allow: {} }, { deny: {} }]', 'ok', list],
  ['[{}]', 'ok', list],
  ['- allow: {}\n  deny: {}\n- allow: {}', 'ok', list],
  ['1', 'grammar', rules],
  ['"allow"', 'grammar', rules],
  ['true', 'grammar', rules],
  ['[1]', 'grammar', list],
  ['[allow]', 'grammar', list],
  ['[null]', 'grammar', list],
  ['[[{ allow: {} }]]', 'grammar', list],
  ['{ allow: {}, permit: {} }', 'grammar', `${grammar} ActionFromValue`],
  ['Allow: {}', 'grammar', `${grammar} ActionFromValue`],
  ['ALLOW: {}', 'grammar', `${grammar} ActionFromValue`],
  ['allows: {}', 'grammar', `${grammar} ActionFromValue`],
  ['or: [{ accept: true }]', 'grammar', `${grammar} ActionFromValue`],
  ['domain: example.com', 'grammar', `${grammar} ActionFromValue`],
  ['{ allow: {}, rego: "allow := true" }', 'grammar', `${grammar} ActionFromValue`],
  ['{ allow: {}, action: allow }', 'grammar', `${grammar} ActionFromValue`],
  ['[{ allow: {} }, { deny: {}, name: x }]', 'grammar', `${grammar} ActionFromValue`],
  // Bodies.
  ['allow:', 'grammar', rule],
  ['allow: null', 'grammar', rule],
  ['allow: true', 'grammar', rule],
  ['allow: []', 'grammar', rule],
  ['allow: [{ domain: example.com }]', 'grammar', rule],
  ['allow: everyone', 'grammar', rule],
  ['deny: 0', 'grammar', rule],
  ['allow: { and: [], or: [], not: [], nor: [] }', 'ok', body],
  ['allow: { action: allow, or: [] }', 'ok', body],
  ['allow: { action: 3 }', 'ok', body],
  ['allow: { iff: [] }', 'grammar', body],
  ['allow: { AND: [] }', 'grammar', body],
  ['allow: { any: [] }', 'grammar', body],
  ['allow: { nand: [] }', 'grammar', body],
  ['allow: { domain: example.com }', 'grammar', body],
  ['allow: { rego: "allow := true" }', 'grammar', body],
  ['allow: { allow: { or: [] } }', 'grammar', body],
  // Operators.
  ['allow: { or: }', 'grammar', items],
  ['allow: { or: null }', 'grammar', items],
  ['allow: { or: { domain: example.com } }', 'grammar', items],
  ['allow: { or: domain }', 'grammar', items],
  ['allow: { and: 1 }', 'grammar', items],
  ['allow: { or: [1] }', 'grammar', item],
  ['allow: { or: [accept] }', 'grammar', item],
  ['allow: { or: [null] }', 'grammar', item],
  ['allow: { or: [[{ accept: true }]] }', 'grammar', item],
  ['allow: { or: [{}] }', 'grammar', one],
  ['allow: { or: [{ domain: a.com, email: b@a.com }] }', 'grammar', one],
  ['deny: { nor: [{ domain: a.com, email: b@a.com, user: c }] }', 'grammar', one],
  ['{ allow: { or: [{ accept: true }] }, deny: { not: [{}] } }', 'grammar', one],
  // Names.
  [allow('{ domian: example.com }'), 'criterion', names],
  [allow('{ Domain: example.com }'), 'criterion', names],
  [allow('{ group: staff }'), 'criterion', names],
  [allow('{ or: [{ accept: true }] }'), 'criterion', names],
  [allow('{ and: [] }'), 'criterion', names],
  [allow('{ "": x }'), 'criterion', names],
  [allow('{ /domain: x }'), 'criterion', names],
  [allow('{ claims/groups: x }'), 'criterion', names],
  [allow('{ pomerium_routes: true }'), 'criterion', names],
  [allow('{ record: { type: x, field: y, is: z } }'), 'criterion', names],
  [allow('{ date: { after: 2020-01-02T16:20:00 } }'), 'criterion', names],
  [allow('{ day_of_week: mon-fri }'), 'criterion', names],
  [allow('{ time_of_day: { timezone: UTC, after: "8:00" } }'), 'criterion', names],
  [allow('{ constructor: x }'), 'criterion', names],
  [allow('{ domain/sub: example.com }'), 'ok', one],
  [allow('{ accept/anything: 1 }'), 'ok', one],
  // Criteria that pass over their data.
  [allow('{ accept: true }'), 'ok', 'pkg/policy/criteria/accept.go'],
  [allow('{ accept: false }'), 'ok', 'pkg/policy/criteria/accept.go'],
  [allow('{ accept: }'), 'ok', 'pkg/policy/criteria/accept.go'],
  [allow('{ accept: { a: [1] } }'), 'ok', 'pkg/policy/criteria/accept.go'],
  [allow('{ reject: 1 }'), 'ok', 'pkg/policy/criteria/reject.go'],
  [allow('{ authenticated_user: [] }'), 'ok', 'pkg/policy/criteria/authenticated_user.go'],
  [allow('{ cors_preflight: x }'), 'ok', 'pkg/policy/criteria/cors_preflight.go'],
  [
    'deny: { or: [{ invalid_client_certificate: true }] }',
    'ok',
    'pkg/policy/criteria/invalid_client_certificate.go',
  ],
  [allow('{ ssh_username_matches_email: }'), 'ok', claimName],
  // Texts.
  [allow('{ domain: example.com }'), 'ok', text],
  [allow('{ email: { is: a@example.com } }'), 'ok', text],
  [allow('{ email: { not: a@example.com } }'), 'ok', text],
  [allow('{ email: { contains: example } }'), 'ok', text],
  [allow('{ email: { starts_with: a, ends_with: .com } }'), 'ok', text],
  [allow('{ email: {} }'), 'ok', text],
  [allow('{ user: { in: [a, b] } }'), 'ok', textList],
  [allow('{ user: { not_in: [a, b] } }'), 'ok', textList],
  [allow('{ user: { not_in: [] } }'), 'ok', textList],
  [allow('{ http_method: GET }'), 'ok', text],
  [allow('{ http_path: { starts_with: /api } }'), 'ok', text],
  [allow('{ http_path: "" }'), 'dead', 'a path starts with a slash'],
  [allow('{ mcp_tool: { not_in: [query] } }'), 'ok', textList],
  [allow('{ ssh_username: root }'), 'ok', text],
  [allow('{ email: { has: a@example.com } }'), 'operator', text],
  [allow('{ email: { exclude: a@example.com } }'), 'operator', text],
  [allow('{ email: { Is: a@example.com } }'), 'operator', text],
  [allow('{ email: { startsWith: a } }'), 'operator', text],
  [allow('{ domain: { matches: .*example } }'), 'operator', text],
  [allow('{ http_path: { regex: /v.* } }'), 'operator', text],
  [allow('{ user: { is: a, equals: b } }'), 'operator', text],
  [allow('{ user: { in: a } }'), 'operator', textList],
  [allow('{ user: { in: { a: b } } }'), 'operator', textList],
  [allow('{ user: { not_in: a } }'), 'operator', textList],
  [allow('{ user: { in: null } }'), 'operator', textList],
  [allow('{ email: { contains: 5 } }'), 'operator', engine],
  [allow('{ email: { starts_with: true } }'), 'operator', engine],
  [allow('{ email: { ends_with: [a] } }'), 'operator', engine],
  [allow('{ email: { contains: } }'), 'operator', engine],
  [allow('{ email: [a@example.com, b@example.com] }'), 'dead', equal],
  [allow('{ email: { is: [a@example.com] } }'), 'dead', equal],
  [allow('{ user: 12345 }'), 'dead', equal],
  [allow('{ user: { is: 12345 } }'), 'dead', equal],
  [allow('{ user: true }'), 'dead', equal],
  [allow('{ user: }'), 'dead', equal],
  [allow('{ user: { is: { a: b } } }'), 'dead', equal],
  [allow('{ user: { in: [] } }'), 'dead', textList],
  [allow('{ user: { in: [a, 5] } }'), 'dead', equal],
  [allow('{ user: { not: 5 } }'), 'ok', equal],
  [allow('{ user: { not_in: [5] } }'), 'ok', equal],
  [allow('{ http_method: get }'), 'dead', 'methods are written in capitals (RFC 9110 section 9.1)'],
  [
    allow('{ http_method: { in: [GET, post] } }'),
    'dead',
    'methods are written in capitals (RFC 9110 section 9.1)',
  ],
  [allow('{ http_method: { not: get } }'), 'ok', text],
  [allow('{ domain: "@example.com" }'), 'dead', 'pkg/policy/criteria/domain.go domainBody'],
  [allow('{ domain: a@example.com }'), 'dead', 'pkg/policy/criteria/domain.go domainBody'],
  [allow('{ domain: { ends_with: "@example.com" } }'), 'dead', 'pkg/policy/criteria/domain.go domainBody'],
  [allow('{ domain: { not: "@example.com" } }'), 'ok', text],
  [allow('{ http_path: admin }'), 'dead', 'a path starts with a slash'],
  [allow('{ http_path: { starts_with: admin } }'), 'dead', 'a path starts with a slash'],
  [allow('{ http_path: { contains: admin } }'), 'ok', text],
  // Lists.
  [allow('{ claim/groups: staff }'), 'ok', members],
  [allow('{ claim/a/b.c: staff }'), 'ok', 'pkg/policy/rules/rules.go ObjectGet'],
  [allow('{ claim/groups: { has: staff } }'), 'ok', members],
  [allow('{ claim/groups: { is: staff } }'), 'ok', members],
  [allow('{ claim/groups: { exclude: staff } }'), 'ok', members],
  [allow('{ claim/groups: {} }'), 'ok', members],
  [allow('{ claim/email_verified: true }'), 'ok', members],
  [allow('{ claim/level: 3 }'), 'ok', members],
  [allow('{ claim/groups: { contains: staff } }'), 'operator', members],
  [allow('{ claim/groups: { in: [staff] } }'), 'operator', members],
  [allow('{ claim/groups: { not: staff } }'), 'operator', members],
  [allow('{ claim/groups: [staff, admin] }'), 'dead', equal],
  [allow('{ claim/groups: { has: [staff] } }'), 'dead', equal],
  [allow('{ claim/groups: { exclude: [staff] } }'), 'ok', equal],
  [allow('{ claim/groups: }'), 'dead', equal],
  [allow('{ claim: staff }'), 'dead', 'pkg/policy/criteria/claim.go looks the empty text up'],
  [allow('{ claim/: staff }'), 'dead', 'pkg/policy/criteria/claim.go looks the empty text up'],
  [allow('{ groups: { starts_with: a } }'), 'operator', members],
  [allow('{ groups: staff }'), 'dead', `${documented}#enterprise-ppl-criteria`],
  // Addresses.
  [allow('{ source_ip: 203.0.113.7 }'), 'ok', ip],
  [allow('{ source_ip: [203.0.113.7, 10.0.0.1/8, "2001:db8::/32"] }'), 'ok', ip],
  [allow('{ source_ip: "::ffff:10.0.0.1" }'), 'ok', ip],
  [allow('{ source_ip: [] }'), 'dead', ip],
  [allow('{ source_ip: office }'), 'address', ip],
  [allow('{ source_ip: "" }'), 'address', ip],
  [allow('{ source_ip: 10.0.0.1-10.0.0.9 }'), 'address', ip],
  [allow('{ source_ip: 10.0.0.0/33 }'), 'address', ip],
  [allow('{ source_ip: "fe80::1%eth0" }'), 'address', ip],
  [allow('{ source_ip: 10.0.0.0/255.0.0.0 }'), 'address', ip],
  [allow('{ source_ip: 010.0.0.1 }'), 'operator', ip],
  [allow('{ source_ip: 10 }'), 'operator', `${ip}s`],
  [allow('{ source_ip: [10] }'), 'operator', ip],
  [allow('{ source_ip: { is: 10.0.0.1 } }'), 'operator', `${ip}s`],
  [allow('{ source_ip: }'), 'operator', `${ip}s`],
  // Certificates.
  [allow('{ client_certificate: {} }'), 'ok', certificate],
  [allow(`{ client_certificate: { fingerprint: ${sha} } }`), 'ok', fingerprint],
  [allow(`{ client_certificate: { fingerprint: ["${longSha}"] } }`), 'ok', fingerprint],
  [allow(`{ client_certificate: { spki_hash: "${hash}" } }`), 'ok', spki],
  [allow('{ client_certificate: { san_email: { ends_with: "@example.com" } } }'), 'ok', certificate],
  [
    allow('{ client_certificate: { san_dns: a.example.com, san_uri: { starts_with: spiffe } } }'),
    'ok',
    certificate,
  ],
  [allow('{ client_certificate: true }'), 'operator', certificate],
  [allow('{ client_certificate: [] }'), 'operator', certificate],
  [allow('{ client_certificate: { issuer: x } }'), 'operator', certificate],
  [allow(`{ client_certificate: { fingerprint: ${sha.toUpperCase()} } }`), 'operator', fingerprint],
  [allow(`{ client_certificate: { fingerprint: "${longSha.toLowerCase()}" } }`), 'operator', fingerprint],
  [allow('{ client_certificate: { fingerprint: "" } }'), 'operator', fingerprint],
  [allow('{ client_certificate: { fingerprint: [1] } }'), 'operator', fingerprint],
  [allow('{ client_certificate: { fingerprint: { is: x } } }'), 'operator', certificate],
  [allow('{ client_certificate: { fingerprint: [] } }'), 'dead', certificate],
  [allow('{ client_certificate: { spki_hash: abc } }'), 'operator', spki],
  [allow('{ client_certificate: { spki_hash: "YWJj" } }'), 'operator', spki],
  [allow('{ client_certificate: { spki_hash: 3 } }'), 'operator', spki],
  [allow('{ client_certificate: { san_email: { has: x } } }'), 'operator', text],
  // Devices.
  [allow('{ device: {} }'), 'ok', device],
  [allow('{ device: { type: any } }'), 'ok', device],
  [allow('{ device: { type: enclave_only, approved: true, is: abc } }'), 'ok', device],
  [allow('{ device: { approved: 0 } }'), 'ok', device],
  [allow('{ device: true }'), 'operator', device],
  [allow('{ device: { is: 3 } }'), 'operator', device],
  [allow('{ device: { type: [any] } }'), 'operator', device],
  [allow('{ device: { id: abc } }'), 'operator', device],
  [allow('{ device: { type: phone } }'), 'dead', `${documented}#device-matcher`],
  // Keys.
  [allow(`{ ssh_publickey: ${ed25519} }`), 'ok', key],
  [allow(`{ ssh_ca: ["${ed25519} ca@example.com"] }`), 'ok', key],
  [allow(`{ ssh_publickey: 'from="10.0.0.1" ${ed25519}' }`), 'ok', key],
  [allow('{ ssh_publickey: AAAAC3Nz }'), 'operator', key],
  [allow('{ ssh_publickey: ssh-ed25519 nothing }'), 'operator', key],
  [allow('{ ssh_publickey: 3 }'), 'operator', key],
  [allow('{ ssh_ca: [3] }'), 'operator', key],
  [allow('{ ssh_publickey: [] }'), 'dead', key],
  [allow('{ ssh_username_matches_claim: preferred_username }'), 'ok', claimName],
  [allow('{ ssh_username_matches_claim: 3 }'), 'operator', claimName],
  [allow('{ ssh_username_matches_claim: [a] }'), 'operator', claimName],
]

/** The same for the API of Zero, where that is not what core says. */
export const zeroRows: readonly Row[] = [
  [allow('{ date: { after: 2020-01-02T16:20:00, before: 2150-01-02 } }'), 'ok', `${documented}#date-matcher`],
  [allow('{ date: {} }'), 'ok', `${documented}#date-matcher`],
  [allow('{ date: tomorrow }'), 'operator', `${documented}#date-matcher`],
  [allow('{ date: { after: tomorrow } }'), 'operator', `${documented}#date-matcher`],
  [allow('{ date: { since: 2020-01-02 } }'), 'operator', `${documented}#date-matcher`],
  [allow('{ date: { after: 2030-01-01, before: 2029-01-01 } }'), 'dead', `${documented}#date-matcher`],
  [allow('{ day_of_week: "*" }'), 'ok', `${documented}#day-of-week-matcher`],
  [allow('{ day_of_week: "mon,Wednesday, fri" }'), 'ok', `${documented}#day-of-week-matcher`],
  [allow('{ day_of_week: tue-fri }'), 'ok', `${documented}#day-of-week-matcher`],
  [allow('{ day_of_week: someday }'), 'operator', `${documented}#day-of-week-matcher`],
  [allow('{ day_of_week: [mon, tue] }'), 'operator', `${documented}#day-of-week-matcher`],
  [allow('{ day_of_week: mon-tue-wed }'), 'operator', `${documented}#day-of-week-matcher`],
  [
    allow('{ time_of_day: { timezone: UTC, after: "2:20:00", before: 4:30PM } }'),
    'ok',
    `${documented}#time-of-day-matcher`,
  ],
  [
    allow('{ time_of_day: { timezone: Europe/Berlin, after: 8 AM } }'),
    'ok',
    `${documented}#time-of-day-matcher`,
  ],
  [allow('{ time_of_day: { after: "8:00" } }'), 'operator', `${documented}#time-of-day-matcher`],
  [allow('{ time_of_day: { timezone: UTC, after: noon } }'), 'operator', `${documented}#time-of-day-matcher`],
  [
    allow('{ time_of_day: { timezone: UTC, after: "25:00" } }'),
    'operator',
    `${documented}#time-of-day-matcher`,
  ],
  [
    allow('{ time_of_day: { timezone: UTC, after: "22:00", before: "6:00" } }'),
    'dead',
    `${documented}#time-of-day-matcher`,
  ],
  [allow('{ groups: staff }'), 'ok', `${documented}#enterprise-ppl-criteria`],
]
