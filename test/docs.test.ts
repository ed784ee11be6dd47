import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { documentedReadme, rulesPage } from '../scripts/docs-text.ts'
import { checkConfig } from '../src/config.ts'
import { Lines } from '../src/source/index.ts'
import { readSuppressions } from '../src/suppress.ts'

const readme = readFileSync('README.md', 'utf8')

/** The first fenced block after some words. */
function blockAfter(words: string, language: string): string {
  const from = readme.indexOf(words)
  const block = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme.slice(from))
  if (from === -1 || !block) throw new Error(`README.md has no ${language} block after "${words}"`)
  return block[1]!
}

describe('the generated parts of the documentation', () => {
  it('README.md is what "npm run docs" writes', () => expect(documentedReadme(readme)).toBe(readme))
  it('docs/rules.md is what "npm run docs" writes', () => {
    expect(readFileSync('docs/rules.md', 'utf8')).toBe(rulesPage())
  })
})

describe('the commands of README.md', () => {
  it('"Try it" prints the finding that is shown above it', () => {
    const command = execFileSync('node', ['scripts/readme-command.mjs', 'Try it'], { encoding: 'utf8' })
    const printed = execFileSync('bash', ['-c', command.replace('dist/cli.js', 'build/dist/cli.js')], {
      encoding: 'utf8',
    })
    expect(blockAfter('<!-- finding: generated -->', 'console')).toContain(printed)
  })

  it('"Compare" prints the findings that are shown above it', () => {
    const command = execFileSync('node', ['scripts/readme-command.mjs', 'Compare'], { encoding: 'utf8' })
    const printed = execFileSync('bash', ['-c', command.replace('dist/cli.js', 'build/dist/cli.js')], {
      encoding: 'utf8',
    })
    expect(printed).toContain('error[drift/undeclared-listener]')
    expect(blockAfter('<!-- drift: generated -->', 'console')).toContain(printed)
  })

  it('"Ask" prints the answers that are shown above it', () => {
    const command = execFileSync('node', ['scripts/readme-command.mjs', 'Ask'], { encoding: 'utf8' })
    const printed = execFileSync('bash', ['-c', command.replaceAll('dist/cli.js', 'build/dist/cli.js')], {
      encoding: 'utf8',
    })
    const shown = ['map', 'trace', 'diff', 'diff of Pomerium', 'diff of Kubernetes'].map((name) =>
      blockAfter(`<!-- ${name}: generated -->`, 'console').replace(/^\$ [^\n]*\n/, ''),
    )
    expect(printed).toBe(shown.join(''))
  })

  it('"Run the tests" is the command that CI runs', () => {
    const command = execFileSync('node', ['scripts/readme-command.mjs', 'Run the tests'], {
      encoding: 'utf8',
    })
    expect(command.trim()).toMatch(/^npm ci .*&& npm test$/)
    expect(readFileSync('.ci/run', 'utf8')).toContain("readme-command.mjs 'Run the tests'")
  })
})

describe('the examples of README.md', () => {
  it('shows a configuration that is one', () => {
    expect(() => checkConfig(parse(blockAfter('## Configuration', 'yaml')))).not.toThrow()
  })

  it('shows a suppression that is one', () => {
    const text = blockAfter('A comment in YAML', 'yaml').trim().replace('# portcullis: ', '')
    const directive = { start: 0, end: 1, line: 1, trailing: false, text }
    expect(readSuppressions([directive], new Lines('#\na: 1\n'))[0]).toMatchObject({
      rules: ['allow-everyone'],
      until: '2027-01-31',
      reason: "the partner's addresses are not known yet",
    })
  })

  it('names hooks and inputs that exist', () => {
    const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { id: string }[]
    const shown = parse(blockAfter('## pre-commit', 'yaml')) as { repos: { hooks: { id: string }[] }[] }
    for (const { id } of shown.repos.flatMap((repo) => repo.hooks))
      expect(hooks.map((hook) => hook.id)).toContain(id)
    const action = parse(readFileSync('action.yml', 'utf8')) as { inputs: object; outputs: object }
    for (const words of ['## GitHub Action', 'With an upload to code scanning']) {
      const workflow = parse(blockAfter(words, 'yaml')) as {
        jobs: Record<string, { steps: { uses: string; with: object }[] }>
      }
      const [, step] = workflow.jobs['portcullis']!.steps
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step!.with)))
    }
    for (const output of Object.keys(action.outputs)) expect(readme).toContain(`\`${output}\``)
  })

  it('runs the example of the library', () => {
    const bundle = new URL('../build/dist/index.mjs', import.meta.url).href
    const file = 'fixtures/northflank/reported/admin-behind-catch-all.yaml'
    const code = [
      "import { readFileSync } from 'node:fs'",
      `const text = readFileSync(${JSON.stringify(file)}, 'utf8')`,
      blockAfter('## Library', 'ts').replace("'portcullis'", JSON.stringify(bundle)),
    ].join('\n')
    const printed = execFileSync('node', ['--input-type=module', '-e', code], { encoding: 'utf8' })
    expect(printed).toMatch(/^route-unreachable error prefix \/admin /)
    expect(JSON.parse(printed.slice(printed.indexOf('\n{\n')))).toHaveProperty('runs')
  })
})
