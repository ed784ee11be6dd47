import { describe, expect, it } from 'vitest'
import type { Witness } from '../../src/finding.ts'
import { describeWitness, orderedWitness } from '../../src/reporters/witness.ts'

describe('describeWitness', () => {
  it.each<[Witness, string]>([
    [{ source: '203.0.113.7' }, 'from 203.0.113.7'],
    [{ path: '/admin' }, 'path /admin'],
    [{ path: '' }, 'path ""'],
    [{ method: 'GET' }, 'method GET'],
    [{ method: 'GET', path: '/admin' }, 'GET /admin'],
    [{ port: 22, protocol: 'TCP' }, 'port 22, protocol TCP'],
    [{ host: 'app.example.com' }, 'https://app.example.com'],
    [
      { source: '203.0.113.7', method: 'GET', host: 'app.example.com', path: '/admin' },
      'from 203.0.113.7, GET https://app.example.com/admin',
    ],
    [{ host: 'h', port: 443, protocol: 'HTTP', path: '/' }, 'https://h/'],
    [{ host: 'h', port: 80, protocol: 'HTTP', path: '/' }, 'http://h/'],
    [{ host: 'h', port: 8443, protocol: 'HTTP/2', path: '/' }, 'https://h:8443/'],
    [{ host: 'h', port: 443, protocol: 'TCP' }, 'tcp://h:443'],
    [{ headers: { 'x-a': '1' } }, 'with header x-a: 1'],
    [{ credentials: ['admin', 'ops'] }, 'with credential admin and ops'],
    [{ credentials: [] }, 'without credential'],
    [{ identity: {} }, 'not signed in'],
    [{ identity: { user: 'u' } }, 'signed in as user u'],
    [
      {
        identity: {
          email: 'a@example.com',
          user: 'u',
          groups: ['g', 'h'],
          claims: { team: ['x', 'y'], role: 'z' },
        },
      },
      'signed in as a@example.com as user u in group g and h with claim team: x and y with claim role: z',
    ],
    [{ identity: { groups: [] } }, 'signed in in no group'],
    [{ facts: ['client certificate valid'] }, 'client certificate valid'],
    [{}, 'any request'],
  ])('%j', (witness, text) => expect(describeWitness(witness)).toEqual({ word: 'request', text }))

  it('quotes a sample', () => {
    expect(describeWitness({ sample: 'aé\n' })).toEqual({ word: 'sample', text: '"aé\\u000a"' })
  })
})

it('orderedWitness has one order of keys, whatever the order given', () => {
  const one: Witness = {
    path: '/',
    host: 'h',
    headers: { b: '1', a: '2' },
    identity: { groups: ['g'], email: 'e' },
  }
  const other: Witness = {
    identity: { email: 'e', groups: ['g'] },
    headers: { a: '2', b: '1' },
    host: 'h',
    path: '/',
  }
  const bytes = '{"host":"h","path":"/","headers":{"a":"2","b":"1"},"identity":{"email":"e","groups":["g"]}}'
  expect(JSON.stringify(orderedWitness(one))).toBe(bytes)
  expect(JSON.stringify(orderedWitness(other))).toBe(bytes)
  expect(orderedWitness({ sample: 'x' })).toEqual({ sample: 'x' })
})
