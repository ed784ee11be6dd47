import { describe, expect, it } from 'vitest'
import { addressTrouble, domainsOf, type GoUrl, parseUrl } from '../../../src/systems/pomerium/go-url.ts'

describe('a URL', () => {
  it.each<[string, Partial<GoUrl>]>([
    ['https://app.example.com', { scheme: 'https', hostname: 'app.example.com', path: '' }],
    ['HTTPS://App.Example.com/', { scheme: 'https', hostname: 'App.Example.com', path: '/' }],
    [
      'https://app.example.com:8443/a?b#c',
      { hostname: 'app.example.com', port: '8443', path: '/a', query: 'b' },
    ],
    ['https://app.example.com?b/c', { hostname: 'app.example.com', path: '', query: 'b/c' }],
    ['https://user:p@ss@host', { user: 'user:p@ss', hostname: 'host' }],
    ['https://[::1]:443', { host: '[::1]:443', hostname: '::1', port: '443' }],
    ['https://*.example.com', { hostname: '*.example.com' }],
    ['tcp+https://db.example.com:5432', { scheme: 'tcp+https', port: '5432' }],
    ['tcp+https://proxy.example.com/db.example.com:5432', { path: '/db.example.com:5432' }],
    ['ssh://host', { scheme: 'ssh', hostname: 'host' }],
    ['unix:///run/app.sock', { scheme: 'unix', host: '', path: '/run/app.sock' }],
    ['https://host:', { port: '' }],
    ['https://host/%41', { path: '/%41' }],
  ])('%s is taken apart', (text, expected) => {
    const verdict = parseUrl(text)
    expect(verdict).toMatchObject({ ok: true, url: expected })
  })

  it.each([
    ['', 'is empty'],
    ['app.example.com', 'has no scheme'],
    ['/app', 'has no scheme'],
    ['//app.example.com', 'has no scheme'],
    ['://app', 'has no scheme'],
    ['1https://app', 'has no scheme'],
    ['app.example.com:8080', 'has no host'],
    ['https:app.example.com', 'has no host'],
    ['https://', 'has no host'],
    ['https:///path', 'has no host'],
    ['mailto:a@example.com', 'has no host'],
    ['https://host:port', 'has a port that is no number'],
    ['https://[::1', 'has a [ without its ]'],
    ['https://[::1]x', 'has a port that is no number'],
    ['https://a b', 'has a character that no host has'],
    ['https://{host}', 'has a character that no host has'],
    ['https://host/%4', 'has a % that is no escape'],
    ['https://host\n', 'has a control character'],
  ])('%j is none', (text, reason) => expect(parseUrl(text)).toEqual({ ok: false, reason }))
})

describe('an address of metrics', () => {
  it.each([':9090', '127.0.0.1:9090', '[::1]:9090', 'localhost:1', ':99999', ':+80'])('%s', (text) =>
    expect(addressTrouble(text)).toBeUndefined(),
  )
  it.each([
    ['', 'has no port'],
    ['9090', 'has no port'],
    ['127.0.0.1', 'has no port'],
    ['127.0.0.1:', 'has no port'],
    ['::1:9090', 'is no host and port; an IPv6 address needs brackets'],
    ['::1', 'is no host and port; an IPv6 address needs brackets'],
    ['[::1]', 'is no host and port; an IPv6 address needs brackets'],
    [':http', 'has a port that is no number'],
    [':0', 'has a port that is not above 0'],
    [':-1', 'has a port that is not above 0'],
  ])('%j is none', (text, trouble) => expect(addressTrouble(text)).toBe(trouble))
})

describe('the names of a host', () => {
  const domains = (text: string, usual: boolean) => {
    const verdict = parseUrl(text)
    return verdict.ok ? domainsOf(verdict.url, usual) : []
  }

  it.each<[string, readonly string[], readonly string[]]>([
    ['https://a.example', ['a.example'], ['a.example', 'a.example:443']],
    ['https://a.example:443', ['a.example'], ['a.example', 'a.example:443']],
    ['http://a.example:80', ['a.example'], ['a.example', 'a.example:80']],
    ['http://a.example:443', ['a.example:443'], ['a.example:443']],
    ['https://a.example:8443', ['a.example:8443'], ['a.example:8443']],
    ['tcp+https://a.example:22', ['a.example:22'], ['a.example:22']],
    [
      'tcp+https://p.example/a.example:22/b.example:22',
      ['a.example:22', 'b.example:22'],
      ['a.example:22', 'b.example:22'],
    ],
  ])('%s', (text, plain, usual) => {
    expect(domains(text, false)).toEqual(plain)
    expect(domains(text, true)).toEqual(usual)
  })
})
