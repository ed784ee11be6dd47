import { readFileSync, writeFileSync } from 'node:fs'
import { documentedReadme, rulesPage } from './docs-text.ts'

/** Writes the generated parts of the documentation: the tables of README.md, and docs/rules.md. */
writeFileSync('README.md', documentedReadme(readFileSync('README.md', 'utf8')))
writeFileSync('docs/rules.md', rulesPage())
