import * as access from './access.ts'
import * as addresses from './analysis/addresses.ts'
import * as languages from './analysis/languages.ts'
import * as routes from './analysis/routes.ts'
import * as growth from './growth.ts'
import * as kubernetes from './kubernetes.ts'
import * as parse from './parse.ts'
import * as peers from './peers.ts'
import * as template from './template.ts'
import * as whole from './whole.ts'

/** Prints what is measured. Names as arguments choose: node scripts/run.mjs bench/index.ts whole */
const suites = { whole, parse, access, kubernetes, template, growth, routes, addresses, languages, peers }
const wanted = process.argv.slice(2)
for (const [name, { run }] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}`)
  console.table(run())
}
