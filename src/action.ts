import { isAbsolute, join, relative } from 'node:path'
import { getInput, getMultilineInput, setOutput, summary } from '@actions/core'
import { compareVersions } from './access/compare.ts'
import type { AccessDiff } from './access-report.ts'
import { checkPaths, checkRead, readPaths } from './check-paths.ts'
import { readRevision } from './compare-paths.ts'
import { loadNearest } from './config-file.ts'
import { contextOf } from './context.ts'
import { bugText, messageOf, UserError } from './errors.ts'
import { writeText } from './files.ts'
import { type FailOn, failing } from './gate.ts'
import { textIn } from './git.ts'
import type { Outcome } from './lint.ts'
import { filterFindings, withFindings } from './outcomes.ts'
import { changeFilter, findBase } from './pull-request.ts'
import { diffReporters } from './reporters/access/diff.ts'
import { rankForAnnotations } from './reporters/annotations.ts'
import { escapeCommandData, visible } from './reporters/escape.ts'
import { annotationCommands } from './reporters/github.ts'
import { reporters } from './reporters/index.ts'

/** The inputs of action.yml, read and checked. */
interface Inputs {
  readonly paths: readonly string[]
  readonly folder: string
  readonly config: string | boolean
  readonly failOn: FailOn
  readonly format: keyof typeof reporters
  readonly sarifFile: string
  readonly summary: boolean
  readonly annotations: boolean
  readonly changedOnly: boolean
  /** Empty where the event tells. */
  readonly diffBase: string
}

function readInputs(): Inputs {
  const folder = getInput('working-directory') || '.'
  // Annotations name files from the root of the repository, so the process stays there and the paths move.
  const within = (path: string) => (isAbsolute(path) ? path : join(folder, path))
  const paths = getMultilineInput('paths').filter((path) => path !== '')
  const config = getInput('config')
  return {
    paths: (paths.length > 0 ? paths : ['.']).map(within),
    folder,
    config: config === '' ? true : within(config),
    failOn: oneOf('fail-on', ['error', 'warning', 'note', 'never']),
    format: oneOf('format', Object.keys(reporters) as (keyof typeof reporters)[]),
    sarifFile: getInput('sarif-file'),
    summary: oneOf('summary', ['true', 'false']) === 'true',
    annotations: oneOf('annotations', ['true', 'false']) === 'true',
    changedOnly: oneOf('changed-only', ['true', 'false']) === 'true',
    diffBase: getInput('diff-base'),
  }
}

function oneOf<T extends string>(name: string, known: readonly T[]): T {
  const text = getInput(name)
  const value = known.find((candidate) => candidate === text.toLowerCase())
  if (value === undefined)
    throw new UserError(`The input ${name} is "${text}"; it is one of ${known.join(', ')}.`)
  return value
}

/** Checks, reports and sets the outputs. Returns the exit status, which the findings alone decide. */
async function run(): Promise<number> {
  const inputs = readInputs()
  const base = findBase(inputs.diffBase, process.env)
  if (base.notice) say('notice', `Access was not compared with what it was before: ${base.notice}.`)
  const { outcome, diff } =
    base.commit === undefined ? { outcome: checkPaths(inputs) } : compare(inputs, base.commit)
  const { report, bugs } = outcome
  const failed = failing(report, inputs.failOn)
  const text = format(inputs.format, outcome)
  process.stdout.write(inputs.format === 'github' ? text : quoted(text))
  if (inputs.annotations && inputs.format !== 'github')
    process.stdout.write(annotationCommands(rankForAnnotations(report.findings)))
  if (inputs.sarifFile !== '') writeText(inputs.sarifFile, format('sarif', outcome))
  for (const bug of bugs) process.stdout.write(quoted(bugText({ ...bug, file: visible(bug.file) })))
  if (inputs.summary && process.env['GITHUB_STEP_SUMMARY']) {
    const access = diff ? `## Access\n\n${diffReporters.markdown(diff)}\n` : ''
    await attempt('The step summary', () =>
      summary.addRaw(access + format('markdown', outcome), true).write(),
    )
  }
  await setOutputs({
    errors: report.summary.errors,
    warnings: report.summary.warnings,
    notes: report.summary.notes,
    'sarif-file': inputs.sarifFile === '' ? '' : relative('.', inputs.sarifFile),
    'new-access': diff ? diff.changes.filter(({ direction }) => direction === 'opened').length : '',
    result: bugs.length > 0 ? 'failed' : failed ? 'findings' : 'clean',
  })
  return bugs.length > 0 ? 3 : failed ? 1 : 0
}

/** Checks, and compares with a commit. */
function compare(inputs: Inputs, commit: string): { outcome: Outcome; diff: AccessDiff } {
  // What a pull request says of its own rules does not count where a workflow names what it is compared with.
  const own = inputs.diffBase === ''
  const loaded = own ? undefined : loadNearest(inputs.folder, (file) => textIn(commit, file))
  const wanted = { ...inputs, ...(loaded && { config: loaded }) }
  const head = readPaths(wanted)
  const before = readRevision(commit, inputs.paths, wanted)
  const checked = checkRead(head)
  const { diff, outcome } = compareVersions(before, head)
  const touches = inputs.changedOnly ? changeFilter(commit) : undefined
  if (!touches) return { outcome: withFindings(checked, outcome), diff }
  // What the change brings about elsewhere is its finding as well.
  const known = new Set(checkRead(before).report.findings.map(({ fingerprint }) => fingerprint))
  const kept = filterFindings(checked, (finding) => touches(finding) || !known.has(finding.fingerprint))
  return { outcome: withFindings(kept, outcome), diff }
}

const format = (name: keyof typeof reporters, outcome: Outcome) =>
  reporters[name](
    outcome.report,
    contextOf(outcome, { color: false, maxProblems: 200, notice: (text) => say('warning', text) }),
  )

/**
 * A text that quotes documents. The runner reads commands at the start of a line and, in their old form, anywhere:
 * where there could be one, it is told to read none.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands
 */
function quoted(text: string): string {
  if (!/##\[|^\s*::/m.test(text)) return text
  const token = crypto.randomUUID()
  return `::stop-commands::${token}\n${text}::${token}::\n`
}

async function setOutputs(outputs: Readonly<Record<string, string | number>>): Promise<void> {
  for (const [name, value] of Object.entries(outputs))
    await attempt(`The output ${name}`, () => setOutput(name, value))
}

/** Does what a broken runner may keep from being done; the verdict does not depend on it. */
async function attempt(what: string, step: () => unknown): Promise<void> {
  try {
    await step()
  } catch (error) {
    say('warning', `${what} could not be written: ${messageOf(error)}`)
  }
}

function say(level: 'error' | 'warning' | 'notice', text: string): void {
  process.stdout.write(`::${level} title=portcullis::${escapeCommandData(text)}\n`)
}

run().then(
  (status) => {
    process.exitCode = status
  },
  async (error: unknown) => {
    const bug = !(error instanceof UserError)
    say('error', bug && error instanceof Error ? (error.stack ?? error.message) : visible(messageOf(error)))
    await setOutputs({ result: 'failed' })
    process.exitCode = bug ? 3 : 2
  },
)
