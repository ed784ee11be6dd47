import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateUpdate } from '../../../src/index.ts'
import { applyJsonPatch } from '../../../src/systems/kubernetes/patch/json-patch.ts'
import { applyMergePatch, isStrategic } from '../../../src/systems/kubernetes/patch/merge-patch.ts'
import { service } from '../../helpers/kubernetes.ts'

/** Examples of RFC 6902, appendix A, and near misses. */
describe('a JSON Patch', () => {
  it.each<[string, unknown, readonly object[], unknown]>([
    ['adds a member', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['adds an entry', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['appends', { a: [1] }, [{ op: 'add', path: '/a/-', value: [2] }], { a: [1, [2]] }],
    ['adds behind the last', { a: [1] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2] }],
    [
      'removes',
      { a: [1, 2], b: 1 },
      [
        { op: 'remove', path: '/a/0' },
        { op: 'remove', path: '/b' },
      ],
      { a: [2] },
    ],
    ['replaces', { a: { b: 1 } }, [{ op: 'replace', path: '/a/b', value: null }], { a: { b: null } }],
    ['moves', { a: { b: 1 }, c: {} }, [{ op: 'move', from: '/a/b', path: '/c/d' }], { a: {}, c: { d: 1 } }],
    ['copies', { a: [1], b: 2 }, [{ op: 'copy', from: '/b', path: '/a/0' }], { a: [2, 1], b: 2 }],
    [
      'tests',
      { a: { c: 2, b: [1] } },
      [{ op: 'test', path: '/a', value: { b: [1], c: 2 } }],
      { a: { c: 2, b: [1] } },
    ],
    [
      'unescapes',
      { 'a/b': 1, 'c~d': 2 },
      [
        { op: 'replace', path: '/a~1b', value: 3 },
        { op: 'remove', path: '/c~0d' },
      ],
      { 'a/b': 3 },
    ],
    [
      'sets a key such as __proto__',
      {},
      [{ op: 'add', path: '/__proto__', value: 1 }],
      JSON.parse('{"__proto__":1}'),
    ],
  ])('%s', (_, value, operations, expected) =>
    expect(applyJsonPatch(value, operations)).toEqual({ value: expected }),
  )

  it.each<[string, unknown, readonly object[]]>([
    ['a parent that is not there', {}, [{ op: 'add', path: '/a/b', value: 1 }]],
    ['an index beyond the end', { a: [] }, [{ op: 'add', path: '/a/1', value: 1 }]],
    ['an index with a leading zero', { a: [1, 2] }, [{ op: 'remove', path: '/a/01' }]],
    ['what is not there to replace', { a: 1 }, [{ op: 'replace', path: '/b', value: 1 }]],
    ['what is not there to remove', { a: [1] }, [{ op: 'remove', path: '/a/-' }]],
    ['a key that only the prototype has', {}, [{ op: 'remove', path: '/constructor' }]],
    ['a test that fails', { a: 1 }, [{ op: 'test', path: '/a', value: '1' }]],
    ['a source that is not there', {}, [{ op: 'copy', from: '/a', path: '/b' }]],
    ['the whole', {}, [{ op: 'replace', path: '', value: 1 }]],
    ['a step into a text', { a: 'b' }, [{ op: 'add', path: '/a/b', value: 1 }]],
  ])('fails on %s', (_, value, operations) =>
    expect(applyJsonPatch(value, operations)).toMatchObject({ at: [0, 'path'] }),
  )

  it('leaves the value as it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 2 }), fc.jsonValue(), { maxKeys: 4 }),
        fc.jsonValue(),
        (value, given) => {
          const before = JSON.stringify(value)
          const outcome = applyJsonPatch(value, [{ op: 'add', path: '/x', value: given }])
          expect(JSON.stringify(value)).toBe(before)
          expect(outcome).toEqual({ value: { ...value, x: given } })
        },
      ),
    )
  })
})

describe('a merge patch', () => {
  const merged = (value: unknown, patch: object) => applyMergePatch(value, patch as Record<string, unknown>)

  it.each<[string, unknown, object, unknown]>([
    ['sets and deletes', { a: 1, b: 2 }, { a: 3, b: null, c: {} }, { a: 3, c: {} }],
    ['goes into maps', { a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
    [
      'replaces a list that has no key',
      { spec: { externalIPs: ['a', 'b'] } },
      { spec: { externalIPs: ['c'] } },
      { spec: { externalIPs: ['c'] } },
    ],
    [
      'merges ports by their number',
      {
        spec: {
          ports: [
            { port: 80, name: 'a' },
            { port: 81, name: 'b' },
          ],
        },
      },
      { spec: { ports: [{ port: 81, targetPort: 1 }, { port: 82 }] } },
      { spec: { ports: [{ port: 80, name: 'a' }, { port: 81, name: 'b', targetPort: 1 }, { port: 82 }] } },
    ],
    [
      'deletes a port',
      { spec: { ports: [{ port: 80 }, { port: 81 }] } },
      { spec: { ports: [{ port: 80, $patch: 'delete' }] } },
      { spec: { ports: [{ port: 81 }] } },
    ],
    [
      'deletes a port that is not there',
      { spec: { ports: [{ port: 81 }] } },
      { spec: { ports: [{ port: 80, $patch: 'delete' }] } },
      { spec: { ports: [{ port: 81 }] } },
    ],
    [
      'replaces the list of ports',
      { spec: { ports: [{ port: 80 }] } },
      { spec: { ports: [{ $patch: 'replace' }, { port: 81 }] } },
      { spec: { ports: [{ port: 81 }] } },
    ],
    [
      'replaces a map',
      { spec: { selector: { a: 'b' } } },
      { spec: { selector: { $patch: 'replace', c: 'd' } } },
      { spec: { selector: { c: 'd' } } },
    ],
    [
      'keeps some keys only',
      { spec: { type: 'x', clusterIP: 'y', ports: [] } },
      { spec: { $retainKeys: ['type'], type: 'z' } },
      { spec: { type: 'z' } },
    ],
    [
      'adds finalizers',
      { metadata: { finalizers: ['a/b'] } },
      { metadata: { finalizers: ['a/c', 'a/b'] } },
      { metadata: { finalizers: ['a/b', 'a/c'] } },
    ],
    [
      'takes finalizers away',
      { metadata: { finalizers: ['a/b', 'a/c'] } },
      { metadata: { '$deleteFromPrimitiveList/finalizers': ['a/b'] } },
      { metadata: { finalizers: ['a/c'] } },
    ],
    [
      'merges owners by uid',
      { metadata: { ownerReferences: [{ uid: 'a', name: 'x' }] } },
      { metadata: { ownerReferences: [{ uid: 'a', name: 'y' }] } },
      { metadata: { ownerReferences: [{ uid: 'a', name: 'y' }] } },
    ],
  ])('%s', (_, value, patch, expected) => expect(merged(value, patch)).toEqual({ value: expected }))

  it('fails on a port without a number', () => {
    expect(merged({ spec: { ports: [] } }, { spec: { ports: [{ name: 'a' }] } })).toMatchObject({
      at: ['spec', 'ports', 0],
    })
  })

  it('can be told to be strategic by its directives alone', () => {
    expect(isStrategic({ spec: { ports: [{ $patch: 'delete', port: 80 }] } })).toBe(true)
    expect(isStrategic({ spec: { '$setElementOrder/ports': [] } })).toBe(true)
    expect(
      isStrategic({ spec: { ports: [{ port: 80 }] }, metadata: { annotations: { $patchy: 'x' } } }),
    ).toBe(false)
  })

  it('ends on a map that is nested without end', () => {
    let patch: Record<string, unknown> = {}
    for (let depth = 0; depth < 400; depth++) patch = { a: patch }
    expect(merged({}, patch)).toMatchObject({ message: expect.stringMatching(/beyond the limit/) })
  })
})

describe('a patch of a stored Service', () => {
  const stored = service(
    'type: NodePort\nclusterIP: 10.0.0.7\nports: [{ name: web, port: 80, nodePort: 30080 }]',
  )
  const found = (patch: string, kind?: string) =>
    validateUpdate(stored, patch, kind === undefined ? {} : { kind }).findings.map(
      ({ rule, pointer }) => `${rule.replace('kubernetes/', '')} ${pointer}`,
    )

  it.each([
    ['that changes nothing', 'spec: { ports: [{ port: 80 }] }', []],
    ['of the selector', '[{ op: add, path: /spec/selector, value: { app: web } }]', []],
    ['of the address', 'spec: { clusterIP: 10.0.0.8, type: NodePort }', ['update-refused /spec/clusterIP']],
    [
      'of the address, as operations',
      '[{ op: replace, path: /spec/clusterIP, value: 10.0.0.8 }]',
      ['update-refused /spec/clusterIP'],
    ],
    [
      'of the name',
      '[{ op: replace, path: /metadata/name, value: other }]',
      ['update-refused /metadata/name'],
    ],
    [
      'to a value that is refused',
      'spec: { sessionAffinity: Cookie }',
      ['service-refused /spec/sessionAffinity'],
    ],
    [
      'to a value that cannot be decoded',
      '[{ op: replace, path: /spec/ports/0/port, value: many }]',
      ['schema /spec/ports/0/port'],
    ],
    ['to ClusterIP, the node ports cleared', 'spec: { type: ClusterIP, clusterIP: 10.0.0.7 }', []],
    ['with a second port and no name', 'spec: { ports: [{ port: 81 }] }', ['service-refused /spec/ports/1']],
    ['of what is not there', '[{ op: remove, path: /spec/externalName }]', ['update-refused /0/path']],
    ['that breaks its own shape', '[{ op: replace, path: spec/clusterIP, value: x }]', ['schema /0/path']],
  ])('%s', (_, patch, expected) => expect(found(patch)).toEqual(expected))

  it('may be named by its kind', () => {
    expect(found('{ spec: { type: LoadBalancer } }', 'kubernetes/service-merge-patch')).toEqual([])
    expect(
      found('[{ op: replace, path: /spec/type, value: loadbalancer }]', 'kubernetes/service-json-patch'),
    ).toEqual(['service-refused /spec/type'])
  })
})
