import type { PropertyBag, ReportingDescriptor } from 'sarif'
import type { Category, Severity } from '../finding.ts'
import type { RuleMeta } from '../rule.ts'
import { helpUri } from '../tool.ts'
import { clip, visible } from './escape.ts'
import { firstParagraph, ruleMarkdown, rulePlainText, sentence } from './rule-docs.ts'

/** GitHub's limits on a rule, in characters. https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support */
const nameLimit = 255
const descriptionLimit = 1024

/**
 * Scores of the categories that GitHub shows as security alerts: above 9.0 critical, from 7.0 high, from 4.0
 * medium, else low. What opens access weighs more than a restriction that does nothing.
 */
const scores: Partial<Record<Category, Record<Severity, string>>> = {
  exposure: { error: '8.1', warning: '6.1', note: '3.1' },
  effect: { error: '7.1', warning: '5.1', note: '2.1' },
}
const problemSeverity: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
}
const precision: Record<Severity, string> = { error: 'very-high', warning: 'high', note: 'medium' }

/** A rule as SARIF's `reportingDescriptor`, with the properties that GitHub code scanning reads. */
export function ruleDescriptor(rule: RuleMeta): ReportingDescriptor {
  return {
    id: rule.id,
    name: clip(pascalCase(rule.id), nameLimit),
    shortDescription: { text: clip(visible(sentence(rule.summary)), descriptionLimit) },
    fullDescription: { text: clip(firstParagraph(rule), descriptionLimit) },
    help: { text: rulePlainText(rule), markdown: ruleMarkdown(rule) },
    helpUri: helpUri(rule.id),
    defaultConfiguration: { level: rule.severity },
    properties: properties(rule),
  }
}

function properties({ id, category, severity }: RuleMeta): PropertyBag {
  const score = scores[category]?.[severity]
  const system = id.includes('/') ? [id.slice(0, id.indexOf('/'))] : []
  const tags = [...(score ? ['security'] : []), category, 'access-control', ...system]
  return {
    tags,
    precision: precision[severity],
    ...(score ? { 'security-severity': score } : { 'problem.severity': problemSeverity[severity] }),
  }
}

function pascalCase(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  // SARIF wants a name other than the id, case aside (validator rule SARIF1001).
  return name.toLowerCase() === id.toLowerCase() ? `${name}Problem` : name
}
