import { afterAll, describe, expect, it } from 'vitest'
import { portcullis, scratch } from '../helpers/spawn.ts'
import { caseOf, seedTexts } from './cases.ts'

const texts = seedTexts()
const files = scratch()
afterAll(files.remove)

let written = 0
for (let index = 0; written < 150; index++) {
  const { text } = caseOf(11, index, texts)
  // A lone surrogate has no bytes.
  if (text === undefined || /\p{Surrogate}/u.test(text)) continue
  files.write(`all/${written}.${['yaml', 'json', 'yml'][written % 3]}`, text)
  written++
}

describe('150 broken files in one process', () => {
  it.each([
    ['check', 'all', '--unknown=error', '--format=json'],
    ['check', 'all', '--unknown=warn', '--format=sarif'],
    ['check', 'all', '--separately', '--config=strict.yaml', '--max-problems=100000'],
    ['map', 'all', '--format=json'],
    ['map', 'all', '--kind=northflank/service', '--format=html'],
    ['trace', 'all', '--url=https://app.example.com/admin', '--source=203.0.113.7'],
    ['diff', 'all', 'all/0.yaml', '--format=json'],
    ['check', 'all', '--kind=pomerium/config'],
    ['check', 'all', '--kind=kubernetes/service', '--format=markdown'],
    ['drift', 'all', '--observed=all/1.json', '--observed=all/3.yaml'],
  ])('portcullis %s %s %s %s', async (...args) => {
    files.write('strict.yaml', 'preset: strict\n')
    const run = () =>
      portcullis(
        args.filter((arg) => arg !== undefined),
        { cwd: files.path, timeout: 60_000 },
      )
    const { status, stdout, stderr } = await run()
    // Files that hold nothing of that sort make a run of drift one that failed, in one line.
    expect(args[0] === 'drift' ? [0, 1, 2] : [0, 1]).toContain(status)
    expect(stderr).not.toMatch(/bug|\n\s+at /)
    expect(stderr.split('\n').length).toBeLessThanOrEqual(3)
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/)
    expect(stdout).not.toContain('which is a bug')
    if (args[0] === 'check' || args[1] === undefined) expect((await run()).stdout).toBe(stdout)
  })
})
