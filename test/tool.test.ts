import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { helpUri, tool } from '../src/tool.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
  readonly homepage: string
  readonly description: string
}

it('has the version, homepage and description of package.json', () => {
  const { version, homepage, description } = manifest
  expect(tool).toEqual({ name: 'portcullis', version, homepage, description })
})

it.each([
  ['allow-denied', '#allow-denied'],
  ['northflank/sso-empty', '#northflanksso-empty'],
  ['kubernetes/yaml-1.1-value', '#kubernetesyaml-11-value'],
])('links %s to the anchor GitHub makes of that heading', (rule, anchor) => {
  expect(helpUri(rule)).toBe(`${manifest.homepage}/blob/main/docs/rules.md${anchor}`)
})
