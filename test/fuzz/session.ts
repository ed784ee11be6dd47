// A long session, which no test run has: node scripts/run.mjs test/fuzz/session.ts SEED SECONDS
import { mkdirSync, writeFileSync } from 'node:fs'
import { caseOf, seedTexts } from './cases.ts'
import { faultsOf } from './checks.ts'

const [seed = 1, seconds = 600] = process.argv.slice(2).map(Number)
const texts = seedTexts()
const folder = `build/fuzz/${seed}`
mkdirSync(folder, { recursive: true })
const end = Date.now() + seconds * 1000
let cases = 0
let slowest = 0
const seen = new Map<string, number>()
for (; Date.now() < end; cases++) {
  const given = caseOf(seed, cases, texts)
  // Where a case never ends, this is the one.
  writeFileSync(`${folder}/current.json`, JSON.stringify(given))
  const started = Date.now()
  const faults = faultsOf(given)
  const took = Date.now() - started
  if (took > slowest) {
    slowest = took
    if (took > 1000) writeFileSync(`${folder}/slow-${cases}.json`, JSON.stringify({ took, ...given }))
  }
  for (const fault of faults) {
    const key = fault.replaceAll(/\d+/g, 'N').slice(0, 300)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    if (times > 1) continue
    writeFileSync(`${folder}/fault-${cases}.json`, JSON.stringify({ fault, ...given }, null, 1))
    console.log(`${given.name}\n${fault.slice(0, 1500)}\n`)
  }
}
console.log(`${cases} cases, slowest ${slowest} ms, ${seen.size} kinds of faults`)
for (const [key, times] of seen) console.log(`${times} × ${key.split('\n').slice(0, 3).join(' | ')}`)
