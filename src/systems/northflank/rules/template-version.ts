import { defineRule } from '../../../rule.ts'
import type { Template } from '../document.ts'
import { walkTemplate } from '../template/walk.ts'

/** The only one that the API page names: https://northflank.com/docs/v1/api/team/templates/create-template */
const current = 'v1.2'

export const templateVersion = defineRule<Template>({
  id: 'northflank/template-version',
  summary: 'A template in a version that the platform does not name any more.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      The platform's schema of a template allows the \`apiVersion\` v1.2 and nothing else. Older files say v1; a
      run that still works today rests on a version that is not documented any more.`,
    bad: `
      apiVersion: v1
      spec:
        kind: Workflow
        spec:
          type: sequential
          steps: []`,
    good: `
      apiVersion: v1.2
      spec:
        kind: Workflow
        spec:
          type: sequential
          steps: []`,
  },

  *check(template) {
    for (const { at, template: inner } of walkTemplate(template).scopes) {
      const { apiVersion } = inner
      if (typeof apiVersion !== 'string' || apiVersion === current) continue
      yield {
        at: [...at, 'apiVersion'],
        message: `${JSON.stringify(apiVersion.slice(0, 40))} is no version of templates that the platform documents; write ${current}.`,
      }
    }
  },
})
