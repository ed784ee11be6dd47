import { afterEach, describe, expect, it, vi } from 'vitest'
import { Composer } from 'yaml'
import { validate } from '../../src/index.ts'

const service = `apiVersion: v1
kind: Service
metadata:
  name: storefront
  labels: { app: storefront, version: 1.25.3 }
spec:
  selector: { app: storefront }
  ports:
    - { name: http, port: 80, targetPort: 8080 }
`
const config = `authenticate_service_url: https://authenticate.example.com
routes:
  - from: https://app.example.com
    to: http://app:8080
    policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]
`
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: storefront
  annotations:
    ingress.pomerium.io/policy: |
      allow:
        or:
          - domain:
              is: example.com
spec:
  ingressClassName: pomerium
  rules:
    - host: app.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: storefront, port: { number: 80 } } }
`
const ports = `ports:
  - id: p01
    name: p01
    internalPort: 8080
    protocol: HTTP
`

const composed = vi.spyOn(Composer.prototype, 'compose')
afterEach(() => composed.mockClear())

describe('a plain document is checked without the tree of the slow parser', () => {
  it.each([
    ['of Kubernetes', service],
    ['of Pomerium', config],
    ['of Pomerium, with a text that is a document of its own', ingress],
    ['of Northflank', ports],
    ['of a stream', `${service}---\n# none\n---\n${service.replaceAll('storefront', 'cart')}`],
  ])('%s', (_, text) => {
    expect(validate(text).findings).toEqual([])
    expect(composed).not.toHaveBeenCalled()
  })

  it('nor that of a finding', () => {
    const wrong = service.replace('port: 80,', 'port: 0660,')
    const report = validate([service, wrong, service].join('---\n'), { only: ['kubernetes/yaml-1.1-value'] })
    expect(report.findings.map(({ document }) => document)).toEqual([1])
    expect(composed).not.toHaveBeenCalled()
  })

  it('nor that of a comment to this program', () => {
    const text = `${service}---\n# portcullis: ignore schema\n${ports}`
    expect(validate(text).findings.map(({ rule }) => rule)).toEqual(['unused-suppression'])
    expect(composed).not.toHaveBeenCalled()
  })

  it('but that of a finding in a document with what the fast parser does not read, and no other one', () => {
    const wrong = service.replace('port: 80,', 'port: &port 0660,')
    const report = validate([service, wrong, service].join('---\n'), { only: ['kubernetes/yaml-1.1-value'] })
    expect(report.findings.map(({ document }) => document)).toEqual([1])
    expect(composed).toHaveBeenCalledTimes(1)
  })
})
