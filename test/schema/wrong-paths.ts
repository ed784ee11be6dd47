import { atPath, header, path, pathDemand, plain, rule } from './documents.ts'
import type { WrongDocument } from './wrong-document.ts'

/** Wrong headers and path rules: the parts that have several forms. */
export const wrongPaths: readonly WrongDocument[] = [
  [
    'a header that is a text',
    header('X-Team: blue'),
    ['/ports/0/security/headers/0: headers[0] is a text; expected an object.'],
  ],
  [
    'an empty header',
    header({}),
    [
      '/ports/0/security/headers/0: a header lacks "name".',
      '/ports/0/security/headers/0: a header lacks "value".',
    ],
  ],
  [
    'a text header without a value',
    header({ regexMode: false, name: 'X-Team' }),
    ['/ports/0/security/headers/0: a header lacks "value".'],
  ],
  [
    'a header with blanks in its name and no value',
    header({ name: 'X Team' }),
    ['/ports/0/security/headers/0: a header lacks "value".'],
  ],
  [
    'a regex header without a name',
    header({ regexMode: true, value: '.*' }),
    ['/ports/0/security/headers/0: a header lacks "name".'],
  ],
  [
    'a header value that is a number',
    header({ name: 'X-Team', value: 7 }),
    ['/ports/0/security/headers/0/value: value is a number; write it in quotes.'],
  ],
  [
    'a header mode that is a text',
    header({ name: 'X-Team', value: '7', regexMode: 'yes' }),
    ['/ports/0/security/headers/0/regexMode: regexMode is the text "yes"; write true, without quotes.'],
  ],
  [
    'a strange key of a header',
    header({ name: 'X-Team', value: '7', regex: true }),
    [
      '/ports/0/security/headers/0/regex (key): "regex" is no key of a header; it takes regexMode, name, value. [unknown-key]',
    ],
  ],
  [
    'a rule without paths',
    rule({ paths: undefined }),
    ['/ports/0/security/securePathConfiguration/rules/0: a path rule lacks "paths".'],
  ],
  [
    'a strange access mode',
    rule({ accessMode: 'private' }),
    [
      '/ports/0/security/securePathConfiguration/rules/0/accessMode: accessMode "private" is none of protected, unprotected.',
    ],
  ],
  [
    'a rule with a priority',
    rule({ priority: 3 }),
    [
      '/ports/0/security/securePathConfiguration/rules/0/priority (key): "priority" is no key of a path rule; it takes paths, accessMode, securityPolicies. [unknown-key]',
    ],
  ],
  [
    'policies outside their groups',
    rule({ securityPolicies: { sso: {} } }),
    [
      '/ports/0/security/securePathConfiguration/rules/0/securityPolicies/sso (key): "sso" is no key of a rule\'s security policies; it belongs in orPolicies. [unknown-key]',
    ],
  ],
  ['a path that is a text', path('/admin'), [`${atPath}: paths[0] is a text; expected an object.`]],
  [
    'an empty path object',
    path({}),
    [
      `${atPath}: a path lacks "path".`,
      `${atPath}: a path lacks "routingMode"; write one of prefix, exact, regex.`,
      `${atPath}: a path lacks "priority".`,
    ],
  ],
  [
    'no mode, and a bad priority',
    path({ path: '/a', priority: 101 }),
    [
      `${atPath}: a path lacks "routingMode"; write one of prefix, exact, regex.`,
      `${atPath}/priority: priority 101 is above 100.`,
    ],
  ],
  [
    'a misspelt mode, and no priority',
    path({ path: '/a', routingMode: 'prefx' }),
    [
      `${atPath}: a path lacks "priority".`,
      `${atPath}/routingMode: routingMode "prefx" is none of prefix, exact, regex; did you mean "prefix"?`,
    ],
  ],
  [
    'a mode that is null',
    path({ ...plain, routingMode: null }),
    [`${atPath}/routingMode: routingMode is null; expected one of prefix, exact, regex.`],
  ],
  [
    'an unknown mode, and a strange key',
    path({ ...plain, routingMode: 'glob', foo: 1 }),
    [
      `${atPath}/routingMode: routingMode "glob" is none of prefix, exact, regex.`,
      `${atPath}/foo (key): "foo" is no key of a path; it takes path, routingMode, priority. [unknown-key]`,
    ],
  ],
  [
    'a glob as a prefix',
    path({ ...plain, path: '/api/*' }),
    [`${atPath}/path: path "/api/*" in a path of routingMode prefix ${pathDemand}`],
  ],
  [
    'an exact path without a slash',
    path({ ...plain, path: 'api', routingMode: 'exact' }),
    [`${atPath}/path: path "api" in a path of routingMode exact ${pathDemand}`],
  ],
  [
    'a regex that is a number',
    path({ ...plain, path: 5, routingMode: 'regex' }),
    [`${atPath}/path: path is the number 5; write it in quotes: "5".`],
  ],
  [
    'a prefix without a priority',
    path({ path: '/a', routingMode: 'prefix' }),
    [`${atPath}: a path of routingMode prefix lacks "priority".`],
  ],
  [
    'an exact path without a path',
    path({ routingMode: 'exact', priority: 1 }),
    [`${atPath}: a path of routingMode exact lacks "path".`],
  ],
  [
    'a regex without a priority',
    path({ path: '.*', routingMode: 'regex' }),
    [`${atPath}: a path of routingMode regex lacks "priority".`],
  ],
  ['a priority below 0', path({ ...plain, priority: -1 }), [`${atPath}/priority: priority -1 is below 0.`]],
  [
    'a priority in quotes',
    path({ ...plain, priority: '3' }),
    [`${atPath}/priority: priority is the text "3"; write the number 3.`],
  ],
  [
    'a strange key of an exact path',
    path({ ...plain, routingMode: 'exact', ignoreCase: true }),
    [
      `${atPath}/ignoreCase (key): "ignoreCase" is no key of a path of routingMode exact; it takes path, routingMode, priority. [unknown-key]`,
    ],
  ],
  [
    'several mistakes, in the order of the document',
    { extra: 1, ports: [{ protocol: 'TCPP', name: '', internalPort: '1' }] },
    [
      '/extra (key): "extra" is no key of the document; it takes ports. [unknown-key]',
      '/ports/0/protocol: protocol "TCPP" is none of HTTP, HTTP/2, TCP, UDP; did you mean "TCP"?',
      '/ports/0/name: name is empty; at least 1 character is needed.',
      '/ports/0/internalPort: internalPort is the text "1"; write the number 1.',
    ],
  ],
]
