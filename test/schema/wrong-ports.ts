import { good, port, portKeys, wordDemand } from './documents.ts'
import type { WrongDocument } from './wrong-document.ts'

/** Wrong bodies, down to the properties of a port. */
export const wrongPorts: readonly WrongDocument[] = [
  ['null', null, [': the document is null; expected an object.']],
  ['a list', [], [': the document is a list; expected an object.']],
  ['a text', 'ports', [': the document is a text; expected an object.']],
  ['a number', 5, [': the document is a number; expected an object.']],
  ['nothing', {}, [': the document lacks "ports".']],
  ['ports null', { ports: null }, ['/ports: ports is null; expected a list.']],
  ['ports true', { ports: true }, ['/ports: ports is a boolean; expected a list.']],
  ['one port without a list', { ports: good }, ['/ports: ports is an object; put it into a list.']],
  ['a number as port', { ports: [8080] }, ['/ports/0: ports[0] is a number; expected an object.']],
  ['null as second port', { ports: [good, null] }, ['/ports/1: ports[1] is null; expected an object.']],
  ['a list as port', { ports: [[]] }, ['/ports/0: ports[0] is a list; expected an object.']],
  [
    'an empty port',
    { ports: [{}] },
    [
      '/ports/0: a port lacks "name".',
      '/ports/0: a port lacks "internalPort".',
      '/ports/0: a port lacks "protocol"; write one of HTTP, HTTP/2, TCP, UDP.',
    ],
  ],
  [
    'a strange key',
    port({ frob: 1 }),
    [`/ports/0/frob (key): "frob" is no key of a port; it takes ${portKeys}. [unknown-key]`],
  ],
  [
    'a misspelt key',
    port({ pubic: true }),
    ['/ports/0/pubic (key): "pubic" is no key of a port; did you mean "public"? [unknown-key]'],
  ],
  [
    'a key in the wrong case',
    port({ Public: true }),
    ['/ports/0/Public (key): "Public" is no key of a port; did you mean "public"? [unknown-key]'],
  ],
  [
    'a key with a separator',
    port({ 'disable-nf-domain': true }),
    [
      '/ports/0/disable-nf-domain (key): "disable-nf-domain" is no key of a port; did you mean "disableNfDomain"? [unknown-key]',
    ],
  ],
  [
    'a key one level too high',
    port({ policies: [] }),
    ['/ports/0/policies (key): "policies" is no key of a port; it belongs in security. [unknown-key]'],
  ],
  [
    'advanced options in an update',
    port({ advancedOptions: {} }),
    [
      `/ports/0/advancedOptions (key): "advancedOptions" is no key of a port; it takes ${portKeys}. [unknown-key]`,
    ],
  ],
  [
    'misspelt required keys, one problem each',
    { ports: [{ name: 'p', internalport: 80, protocl: 'TCP' }] },
    [
      '/ports/0/internalport (key): "internalport" is no key of a port; did you mean "internalPort"? [unknown-key]',
      '/ports/0/protocl (key): "protocl" is no key of a port; did you mean "protocol"? [unknown-key]',
    ],
  ],
  [
    'an id of one letter',
    port({ id: 'p' }),
    [
      '/ports/0/id: id "p" must have at least two characters, start with a lower-case letter and hold only lower-case letters, digits and single hyphens between them (pattern ^[a-z]-?[a-z0-9]+(-[a-z0-9]+)*$).',
    ],
  ],
  ['an id that is null', port({ id: null }), ['/ports/0/id: id is null; expected a text.']],
  ['a name that starts with a hyphen', port({ name: '-p' }), [`/ports/0/name: name "-p" ${wordDemand}`]],
  ['a name with an underscore', port({ name: 'my_port' }), [`/ports/0/name: name "my_port" ${wordDemand}`]],
  ['an empty name', port({ name: '' }), ['/ports/0/name: name is empty; at least 1 character is needed.']],
  [
    'a long name',
    port({ name: 'frontend1' }),
    ['/ports/0/name: name "frontend1" has 9 characters; at most 8 are allowed.'],
  ],
  [
    'a long and crooked name',
    port({ name: 'front_end' }),
    [
      '/ports/0/name: name "front_end" has 9 characters; at most 8 are allowed.',
      `/ports/0/name: name "front_end" ${wordDemand}`,
    ],
  ],
  [
    'nine letters outside the BMP',
    port({ name: '𝒂𝒂𝒂𝒂𝒂𝒂𝒂𝒂𝒂' }),
    [
      '/ports/0/name: name "𝒂𝒂𝒂𝒂𝒂𝒂𝒂𝒂𝒂" has 9 characters; at most 8 are allowed.',
      `/ports/0/name: name "𝒂𝒂𝒂𝒂𝒂𝒂𝒂𝒂𝒂" ${wordDemand}`,
    ],
  ],
  [
    'a number as name',
    port({ name: 8080 }),
    ['/ports/0/name: name is the number 8080; write it in quotes: "8080".'],
  ],
  [
    'a truth value as name',
    port({ name: true }),
    ['/ports/0/name: name is true; write it in quotes: "true".'],
  ],
  ['a list as name', port({ name: ['web'] }), ['/ports/0/name: name is a list; expected a text.']],
  ['port 0', port({ internalPort: 0 }), ['/ports/0/internalPort: internalPort 0 is below 1.']],
  [
    'port 65536',
    port({ internalPort: 65536 }),
    ['/ports/0/internalPort: internalPort 65536 is above 65535.'],
  ],
  ['a negative port', port({ internalPort: -80 }), ['/ports/0/internalPort: internalPort -80 is below 1.']],
  [
    'a fraction',
    port({ internalPort: 80.5 }),
    ['/ports/0/internalPort: internalPort 80.5 is not a whole number.'],
  ],
  [
    'a port in quotes',
    port({ internalPort: '8080' }),
    ['/ports/0/internalPort: internalPort is the text "8080"; write the number 8080.'],
  ],
  [
    'a port in quotes with blanks',
    port({ internalPort: ' 8080 ' }),
    ['/ports/0/internalPort: internalPort is the text " 8080 "; write the number 8080.'],
  ],
  [
    'a fraction in quotes',
    port({ internalPort: '80.5' }),
    ['/ports/0/internalPort: internalPort is the text "80.5"; expected a whole number.'],
  ],
  [
    'a port by name',
    port({ internalPort: 'http' }),
    ['/ports/0/internalPort: internalPort is the text "http"; expected a whole number.'],
  ],
  [
    'no number at all',
    port({ internalPort: Number.NaN }),
    ['/ports/0/internalPort: internalPort is NaN; expected a whole number.'],
  ],
  [
    'an endless number',
    port({ internalPort: Number.POSITIVE_INFINITY }),
    ['/ports/0/internalPort: internalPort is the number Infinity; expected a whole number.'],
  ],
  [
    'HTTPS',
    port({ protocol: 'HTTPS' }),
    ['/ports/0/protocol: protocol "HTTPS" is none of HTTP, HTTP/2, TCP, UDP; did you mean "HTTP"?'],
  ],
  [
    'http',
    port({ protocol: 'http' }),
    ['/ports/0/protocol: protocol "http" is none of HTTP, HTTP/2, TCP, UDP; did you mean "HTTP"?'],
  ],
  [
    'gRPC',
    port({ protocol: 'gRPC' }),
    ['/ports/0/protocol: protocol "gRPC" is none of HTTP, HTTP/2, TCP, UDP.'],
  ],
  [
    'a number as protocol',
    port({ protocol: 2 }),
    ['/ports/0/protocol: protocol is the number 2; expected one of HTTP, HTTP/2, TCP, UDP.'],
  ],
  [
    'public in quotes',
    port({ public: 'true' }),
    ['/ports/0/public: public is the text "true"; write true, without quotes.'],
  ],
  [
    'public: off, as YAML 1.2 reads it',
    port({ public: 'off' }),
    ['/ports/0/public: public is the text "off"; write false, without quotes.'],
  ],
  [
    'public as a number',
    port({ public: 1 }),
    ['/ports/0/public: public is the number 1; expected true or false.'],
  ],
  [
    'one domain without a list',
    port({ domains: 'app.example.com' }),
    ['/ports/0/domains: domains is a text; put it into a list.'],
  ],
  [
    'domains as GET shows them',
    port({ domains: [{ name: 'app.example.com' }] }),
    ['/ports/0/domains/0: domains[0] is an object; expected a text.'],
  ],
  [
    'a domain that is null',
    port({ domains: ['a.example.com', null] }),
    ['/ports/0/domains/1: domains[1] is null; expected a text.'],
  ],
  [
    'disableNfDomain null',
    port({ disableNfDomain: null }),
    ['/ports/0/disableNfDomain: disableNfDomain is null; expected true or false.'],
  ],
]
