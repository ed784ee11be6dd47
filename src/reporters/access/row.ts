import type { AccessRow } from '../../access-report.ts'

/** Where callers find a row: "app.example.com:443/HTTP". */
export function addressOf({ host, port, protocol }: AccessRow): string {
  const number = port === undefined ? '' : `:${port}`
  const spoken = protocol === undefined ? '' : ` ${protocol}`
  return `${host ?? (port === undefined ? '' : '*')}${number}${spoken}`.trim()
}

/** Whether a row lets in anyone on the internet. */
export const isOpen = ({ access, reach }: AccessRow): boolean =>
  reach === 'internet' && access.startsWith('anyone')
