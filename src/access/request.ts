import { parseAddress } from '../analysis/address.ts'
import type { Request } from '../analysis/request.ts'
import { UserError } from '../errors.ts'

type Form = readonly [form: string, test: (value: unknown) => boolean]

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isAddress(value: unknown): boolean {
  if (!isText(value) || value.includes('/')) return false
  return parseAddress(value).ok
}

const forms: Readonly<Record<keyof Request, Form>> = {
  host: ['a host name', (value) => isText(value) && value !== '' && !/[\s/]/.test(value)],
  port: [
    'a number from 1 to 65535',
    (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535,
  ],
  protocol: ['a text', isText],
  path: ['a path that starts with a slash', (value) => isText(value) && value.startsWith('/')],
  method: ['a text', isText],
  source: ['an IP address', isAddress],
  headers: [
    'texts by the names of headers',
    (value) => isRecord(value) && Object.values(value).every(isText),
  ],
  credentials: ['a list of names', isTexts],
  identity: ['an object of email, user, groups and claims', isIdentity],
  facts: ['a list of texts', isTexts],
  details: [
    'texts, or lists of texts, by their names',
    (value) => isRecord(value) && Object.values(value).every((each) => isText(each) || isTexts(each)),
  ],
  clock: [
    'numbers by the names of clocks',
    (value) => isRecord(value) && Object.values(value).every((each) => typeof each === 'number'),
  ],
}

function isIdentity(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { email, user, groups, claims, ...others } = value
  return (
    Object.keys(others).length === 0 &&
    [email, user].every((each) => each === undefined || isText(each)) &&
    (groups === undefined || isTexts(groups)) &&
    (claims === undefined ||
      (isRecord(claims) && Object.values(claims).every((each) => isText(each) || isTexts(each))))
  )
}

/**
 * A request of the caller's, as conditions compare it: hosts, and names of headers, in lower case. Throws a UserError
 * on an attribute that does not exist or has the wrong form.
 */
export function checkRequest(request: unknown): Request {
  if (!isRecord(request)) throw new UserError('The request is no object.')
  const known = Object.entries(request).filter(([, value]) => value !== undefined)
  for (const [name, value] of known) {
    if (!Object.hasOwn(forms, name))
      throw new UserError(
        `"${name}" is no attribute of a request; it is one of ${Object.keys(forms).join(', ')}.`,
      )
    const [form, test] = forms[name as keyof Request]
    if (!test(value)) throw new UserError(`The ${name} of a request must be ${form}.`)
  }
  const { host, headers, ...rest } = Object.fromEntries(known) as Request
  return {
    ...rest,
    ...(host !== undefined && { host: host.toLowerCase() }),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    }),
  }
}
