import { description, homepage, version } from '../package.json'

/** What the tool says of itself; version, homepage and description are those of package.json at build time. */
export const tool = { name: 'portcullis', version, homepage, description } as const

/** Where a rule is described: its heading in docs/rules.md, under the anchor that GitHub makes of it. */
export function helpUri(ruleId: string): string {
  // GitHub lower-cases a heading and drops its punctuation, hyphens and underscores excepted.
  return `${homepage}/blob/main/docs/rules.md#${ruleId.toLowerCase().replaceAll(/[^\p{L}\p{N}_-]/gu, '')}`
}
