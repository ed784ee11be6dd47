import { describe, expect, it } from 'vitest'
import { secretsByLooks } from '../src/secret-looks.ts'

/** The text with what is taken for a secret between « and ». */
function marked(text: string): string {
  let shown = text
  for (const { start, end } of secretsByLooks(text).toSorted((a, b) => b.start - a.start))
    shown = `${shown.slice(0, start)}«${shown.slice(start, end)}»${shown.slice(end)}`
  return shown
}

describe('what looks like a secret', () => {
  it.each([
    'password: «hunter2»',
    'password: «hunter, two» # the old one',
    '{ username: a, password: «hunter2», type: basic-auth }',
    '"password": «"a \\" b"», "type": 1',
    "password: «'it, is'», a",
    'password: «"never closed, type: basic-auth }»',
    'cookie_secret = «abc»',
    'clientSecret: «[a, b]», x: 1',
    'signing_key: «{ a: b }»',
    'idp_client_secret:«x»',
    'refreshToken: «abc»',
    'X-API-Key: «abc»',
    'certificateKey: «abc»',
    'kubernetes_service_account_token: «abc»',
    'Authorization: «Bearer abc»',
    'url: postgres://user:«hunter2»@db/p',
    'note: send Bearer «abcdefgh12» along',
    'a: «-----BEGIN RSA PRIVATE KEY-----»',
    '{ name: Cookie, value: «a=b» }',
    '{ value: «a=b», regexMode: false, name: X-Token }',
    '- name: Authorization\n  value: «abc»\n- name: X-Env\n  value: prod',
    '{ op: add, path: /cookieSecret, value: «abc» }',
    'key: «LS0tLS1CRUdJTiBQUklW»',
  ])('%s', (text) => expect(marked(text.replaceAll(/[«»]/g, ''))).toBe(text))

  it.each([
    `password: $\{PASSWORD}`,
    `password: "$\{PASSWORD}", type: basic-auth`,
    'password: {{ .Values.password }}',
    'shared_secret_file: /run/secrets/a',
    'cookie_name: _pomerium',
    'passwords_allowed: true',
    'monkey: banana',
    'key: app',
    'keys: [a, b]',
    'tokens_per_minute: 5',
    '{ name: X-Env, value: prod }',
    '- name: Authorization\n- value: prod',
    'https://app.example.com:8443/a@b',
    'signing_key: |',
    '',
  ])('is not %j', (text) => expect(marked(text)).toBe(text))

  it('is found in time that grows with the text alone', () => {
    for (const piece of ['password', 'a-', '{[', 'value: name: ', '://a:', 'key', 'Bearer ', '"'])
      expect(secretsByLooks(piece.repeat(2000)).length).toBeLessThan(2001)
  })
})
