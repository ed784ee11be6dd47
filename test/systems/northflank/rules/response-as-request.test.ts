import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { port } from '../../../helpers/northflank.ts'

const id = 'northflank/response-as-request'
const answer =
  'data: { ports: [{ id: p01, name: p01, internalPort: 80, protocol: HTTP, public: true, dns: a.code.run, domains: [] }] }'

describe(id, () => {
  const found = (text: string, kind?: string) =>
    validate(text, { filename: 'case.yaml', ...(kind && { kind }) }).findings.filter(
      ({ rule }) => rule === id,
    )

  it.each([port('domains: [app.example.com]'), answer])('is silent on %s', (text) => {
    expect(found(text)).toEqual([])
  })

  it('reports dns in a request, once for a document', () => {
    const text = `${port('dns: a.code.run')}  - { id: p02, name: p02, internalPort: 81, protocol: HTTP, dns: b.code.run }\n`
    const [finding, ...others] = found(text)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ severity: 'error', pointer: '/ports/0/dns' })
    expect(text.slice(finding!.range!.start.offset, finding!.range!.end.offset)).toBe('dns')
    expect(finding!.related.map(({ pointer }) => pointer)).toEqual(['/ports/1/dns'])
  })

  it('reports dns in the body of a service', () => {
    expect(found(`name: shop\n${port('dns: a.code.run')}`)).toHaveLength(1)
  })

  it.each(['northflank/service-ports', 'northflank/service'])('reports a whole answer read as %s', (kind) => {
    const [finding] = found(answer, kind)
    expect(finding).toMatchObject({ severity: 'error', pointer: '/data' })
  })
})
