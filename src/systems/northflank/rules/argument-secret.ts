import { defineRule } from '../../../rule.ts'
import type { Template } from '../document.ts'
import { argumentPath, defaultOf, writtenOut } from '../template/arguments.ts'
import { passwordsOf } from '../template/services.ts'

export const argumentSecret = defineRule<Template>({
  id: 'northflank/argument-secret',
  summary: 'A password that a template takes from an argument, whose default is written out.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      A placeholder keeps a password out of the port, and the default of its argument puts it back into the file:
      whoever reads the repository knows it, and every run without an override uses it. Leave the default empty
      and give the value as an argument override, which is kept outside the file.`,
    bad: `
      apiVersion: v1.2
      arguments:
        ADMIN_PASSWORD: correct-horse
      spec:
        kind: DeploymentService
        spec:
          name: shop
          ports:
            - name: web
              internalPort: 8080
              protocol: HTTP
              public: true
              security:
                credentials:
                  - { username: admin, password: "\${args.ADMIN_PASSWORD}", type: basic-auth }`,
    good: `
      apiVersion: v1.2
      arguments:
        ADMIN_PASSWORD: ""
      spec:
        kind: DeploymentService
        spec:
          name: shop
          ports:
            - name: web
              internalPort: 8080
              protocol: HTTP
              public: true
              security:
                credentials:
                  - { username: admin, password: "\${args.ADMIN_PASSWORD}", type: basic-auth }`,
  },

  *check(template) {
    const reported = new Set<string>()
    for (const { value, at, scope } of passwordsOf(template)) {
      for (const argument of writtenOut(value, scope)) {
        const path = argumentPath(argument)
        const key = JSON.stringify(path)
        if (reported.has(key) || isStandIn(defaultOf(argument))) continue
        reported.add(key)
        yield {
          at: path,
          message: `The default of the argument ${argument.name} is a password written out, which everyone who reads this file knows; leave it empty and give the value as an argument override.`,
          related: [{ at, message: 'the password that it becomes' }],
        }
      }
    }
  },
})

/** Texts that say that a value belongs here, which the platform's guide advises to write. */
const standIn =
  /^\W*(change|replace|fill|set|insert|enter|override)([ _-]?(me|this|it|in))?\W*$|^<[^<>]*>$|^(todo|tbd|xxx+|\*+|placeholder|dummy|example|redacted|your[ _-].*)$/i

const isStandIn = (value: unknown): boolean => typeof value === 'string' && standIn.test(value.trim())
