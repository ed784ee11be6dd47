import { afterAll, describe, expect, it } from 'vitest'
import { runStep, type Step, seen } from '../helpers/action.ts'
import { expectGolden } from '../helpers/golden.ts'
import { port, security } from '../helpers/northflank.ts'
import { type Repository, repository } from '../helpers/repository.ts'
import { scratch } from '../helpers/spawn.ts'

const list = (...blocks: readonly string[]) =>
  security(`policies: [{ action: ALLOW, addresses: [${blocks.join(', ')}] }]`)
const office = list('198.51.100.0/24')
const wider = list('198.51.100.0/23')
const denied = security(
  'policies: [{ action: ALLOW, addresses: [203.0.113.7] }, { action: DENY, addresses: [203.0.113.0/24] }]',
)

const runner = scratch()
const repositories: Repository[] = []
afterAll(() => {
  runner.remove()
  for (const each of repositories) each.remove()
})

type Files = Readonly<Record<string, string | undefined>>

/** A repository whose main branch has `base` and, after the branch point, `later`; checked out is the merge of a pull request with `head`. */
function pullRequest(
  base: Files,
  head: Files,
  later: Files = {},
): { repo: Repository; base: string; merge: string } {
  const repo = repository()
  repositories.push(repo)
  repo.commit(base)
  repo.git('checkout', '--quiet', '-b', 'change')
  repo.commit(head)
  repo.git('checkout', '--quiet', 'main')
  const tip = Object.keys(later).length > 0 ? repo.commit(later) : repo.git('rev-parse', 'HEAD')
  repo.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'change')
  return { repo, base: tip, merge: repo.git('rev-parse', 'HEAD') }
}

const merged = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge', GITHUB_BASE_REF: 'main' }
const step = (
  repo: Repository,
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = merged,
): Promise<Step> => runStep(repo, inputs, env, runner)
const outline = ({ status, outputs }: Step) => [
  status,
  outputs['result'],
  outputs['new-access'],
  outputs['errors'],
]

describe('a pull request', () => {
  it.each<[string, Files, Files]>([
    ['opens', { 'deploy/ports.yaml': office }, { 'deploy/ports.yaml': wider }],
    ['closes', { 'deploy/ports.yaml': wider }, { 'deploy/ports.yaml': office }],
    [
      'refactors',
      { 'deploy/ports.yaml': office },
      { 'deploy/ports.yaml': list('198.51.100.0/25', '198.51.100.128/25') },
    ],
    [
      'renames',
      { 'deploy/ports.yaml': office },
      { 'deploy/ports.yaml': undefined, 'deploy/all.yaml': wider },
    ],
    ['deletes', { 'ports.yaml': office, 'readme.yaml': 'a: 1' }, { 'ports.yaml': undefined }],
    ['adds', { 'readme.yaml': 'a: 1' }, { 'ports.yaml': port('') }],
    ['breaks', { 'ports.yaml': office }, { 'ports.yaml': 'ports: [' }],
    [
      'hostile',
      { 'a.yaml': office },
      {
        'a.yaml': undefined,
        'b\n::error::injected.yaml': wider.replace(
          '198.51.100.0/23',
          '"198.51.100.0/23\\n::error::injected"',
        ),
      },
    ],
  ])('that %s', async (name, base, head) => {
    const { repo } = pullRequest(base, head)
    expectGolden(`e2e/golden/pull-request-${name}.golden.txt`, seen(await step(repo)))
  })

  it('is compared with what its merge started from, not with what came to the base meanwhile', async () => {
    const { repo } = pullRequest(
      { 'a.yaml': office, 'b.yaml': 'x: 1' },
      { 'b.yaml': 'x: 2' },
      { 'a.yaml': wider },
    )
    expect(outline(await step(repo))).toEqual([0, 'clean', '0', '0'])
    // Without the merge commit, the branch point is what counts.
    repo.git('checkout', '--quiet', 'change')
    repo.git('update-ref', 'refs/remotes/origin/main', 'main')
    const head = await step(repo, {}, { ...merged, GITHUB_REF: 'refs/heads/change' })
    expect(outline(head)).toEqual([0, 'clean', '0', '0'])
  })

  it('finds its base by the description of the event', async () => {
    const { repo, base } = pullRequest({ 'a.yaml': office }, { 'a.yaml': wider })
    repo.git('checkout', '--quiet', 'change')
    const event = (content: unknown) =>
      runner.write('event.json', typeof content === 'string' ? content : JSON.stringify(content))
    const run = (content: unknown, name = 'pull_request') =>
      step(repo, {}, { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: event(content) })
    expect(outline(await run({ pull_request: { base: { sha: base } } }))).toEqual([1, 'findings', '1', '1'])
    expect(outline(await run({ merge_group: { base_sha: base } }, 'merge_group'))).toEqual([
      1,
      'findings',
      '1',
      '1',
    ])
    for (const broken of ['{', { pull_request: { base: { sha: '--help' } } }, { pull_request: null }]) {
      const ran = await run(broken)
      expect(outline(ran)).toEqual([0, 'clean', '', '0'])
      expect(ran.stdout).toMatch(
        /^::notice title=portcullis::Access was not compared with what it was before: /m,
      )
    }
  })

  it('says so where the history is too shallow, and checks all the same', async () => {
    const { repo } = pullRequest({ 'a.yaml': office }, { 'a.yaml': denied })
    const shallow = repository()
    repositories.push(shallow)
    shallow.git('fetch', '--quiet', '--depth', '1', `file://${repo.path}`, 'main')
    shallow.git('checkout', '--quiet', 'FETCH_HEAD')
    const ran = await step(shallow)
    expect(outline(ran)).toEqual([1, 'findings', '', '1'])
    expect(ran.stdout).toContain(
      '::notice title=portcullis::Access was not compared with what it was before: the history is too shallow',
    )
    // Two levels are enough.
    shallow.git('fetch', '--quiet', '--depth', '2', `file://${repo.path}`, 'main')
    shallow.git('checkout', '--quiet', 'FETCH_HEAD')
    expect((await step(shallow)).outputs['new-access']).not.toBe('')
  })

  it('is checked where there is no repository, or no commit before', async () => {
    const folder = scratch({ 'a.yaml': denied })
    expect(outline(await runStep(folder, {}, merged, runner))).toEqual([1, 'findings', '', '1'])
    folder.remove()
    const repo = repository()
    repositories.push(repo)
    repo.commit({ 'a.yaml': denied })
    const first = await step(repo)
    expect(outline(first)).toEqual([1, 'findings', '', '1'])
    expect(first.stdout).toContain('::notice ')
  })

  it('is not compared on other events, unless a revision is named', async () => {
    const { repo, base } = pullRequest({ 'a.yaml': office }, { 'a.yaml': wider })
    expect(outline(await step(repo, {}, { GITHUB_EVENT_NAME: 'push' }))).toEqual([0, 'clean', '', '0'])
    expect(outline(await step(repo, { 'diff-base': base }, { GITHUB_EVENT_NAME: 'push' }))).toEqual([
      1,
      'findings',
      '1',
      '1',
    ])
    const gone = await step(repo, { 'diff-base': 'nowhere' })
    expect(outline(gone)).toEqual([0, 'clean', '', '0'])
    expect(gone.stdout).toContain('"nowhere" has no common history')
  })

  it('cannot soften the rules where the workflow names the base', async () => {
    const soft = 'rules: { new-access: off, allow-nobody: off }\n'
    const { repo, base } = pullRequest(
      { 'a.yaml': office },
      { 'a.yaml': wider, 'b.yaml': denied.replaceAll('p01', 'p02'), 'portcullis.config.yaml': soft },
    )
    expect(outline(await step(repo))).toEqual([0, 'clean', '2', '0'])
    expect(outline(await step(repo, { 'diff-base': base }))).toEqual([1, 'findings', '2', '2'])
    const strict = pullRequest(
      { 'a.yaml': office, 'portcullis.config.yaml': 'rules: { new-access: note }\n' },
      { 'a.yaml': wider, 'portcullis.config.yaml': undefined },
    )
    expect(outline(await step(strict.repo, { 'diff-base': strict.base }))).toEqual([0, 'clean', '1', '0'])
  })

  it('is told of what it touches alone, and of what it brings about, where that is asked for', async () => {
    const two = (a: string, b: string) =>
      `${denied.replaceAll('p01', a)}${denied.replaceAll('p01', b).replace('ports:\n', '')}`
    const { repo } = pullRequest(
      { 'a.yaml': denied, 'b.yaml': office.replaceAll('p01', 'p02') },
      { 'b.yaml': two('p02', 'p03') },
    )
    const errors = async (inputs: Record<string, string>) => (await step(repo, inputs)).outputs['errors']
    expect(await errors({})).toBe('3')
    expect(await errors({ 'changed-only': 'true' })).toBe('2')
    const quiet = pullRequest({ 'a.yaml': denied, 'c.txt': 'a' }, { 'c.txt': 'b' })
    expect(outline(await step(quiet.repo, { 'changed-only': 'true' }))).toEqual([0, 'clean', '0', '0'])
    expect(outline(await step(quiet.repo))).toEqual([1, 'findings', '0', '1'])
  })

  it('is compared below the paths and the folder that are named', async () => {
    const { repo } = pullRequest(
      { 'deploy/a.yaml': office, 'other/a.yaml': office.replaceAll('p01', 'p02') },
      { 'deploy/a.yaml': wider, 'other/a.yaml': wider.replaceAll('p01', 'p02') },
    )
    const opened = async (inputs: Record<string, string>) => (await step(repo, inputs)).outputs['new-access']
    expect(await opened({})).toBe('2')
    expect(await opened({ paths: 'deploy' })).toBe('1')
    expect(await opened({ paths: 'deploy/a.yaml\nother' })).toBe('2')
    expect(await opened({ 'working-directory': 'other' })).toBe('1')
  })

  it('puts what is newly reachable first in the summary, and into SARIF', async () => {
    const { repo } = pullRequest({ 'a.yaml': office }, { 'a.yaml': wider })
    const { summary, stdout } = await step(repo, {
      format: 'sarif',
      annotations: 'false',
      'sarif-file': 'out.sarif',
    })
    expect(summary).toMatch(
      /^## Access\n\n\*\*Wider: more is let in than before\.\*\*\n\n#### Newly reachable\n/,
    )
    expect(JSON.parse(stdout)).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'new-access',
              level: 'error',
              locations: [{ physicalLocation: { artifactLocation: { uri: 'a.yaml' } } }],
            },
          ],
        },
      ],
    })
  })
})
