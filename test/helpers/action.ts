import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { built, type Ran, run, type Scratch } from './spawn.ts'

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly runs: { readonly using: string; readonly main: string }
}

/** action.yml. */
export const manifest = parse(readFileSync('action.yml', 'utf8')) as Manifest

/** What a run of the action leaves behind. */
export interface Step extends Ran {
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

let steps = 0

/** Runs the action in a folder as a runner does: every input of action.yml is set, to its default or to what a workflow says. */
export async function runStep(
  workspace: Scratch,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  files: Scratch = workspace,
): Promise<Step> {
  steps++
  const outputFile = files.write(`.runner/output-${steps}`, '')
  const summaryFile = files.write(`.runner/summary-${steps}`, '')
  for (const name of Object.keys(inputs)) expect(Object.keys(manifest.inputs)).toContain(name)
  const given = Object.entries(manifest.inputs).map(([name, { default: value = '' }]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    inputs[name] ?? value,
  ])
  const ran = await run([join(built, 'action.js')], {
    cwd: workspace.path,
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      GITHUB_WORKSPACE: workspace.path,
      GITHUB_EVENT_NAME: 'push',
      RUNNER_TEMP: join(files.path, '.runner'),
      ...(Object.fromEntries(given) as Record<string, string>),
      ...env,
    },
  })
  return {
    ...ran,
    outputs: readOutputs(readFileSync(outputFile, 'utf8')),
    summary: readFileSync(summaryFile, 'utf8'),
  }
}

/** As the runner reads the file: `name<<delimiter`, the value, the delimiter. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  while (lines.length > 1) {
    const [, name, delimiter] = /^([a-z-]+)<<(ghadelimiter_[0-9a-f-]{36})$/.exec(lines.shift()!)!
    const end = lines.indexOf(delimiter!)
    expect(end).not.toBe(-1)
    outputs[name!] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n')
  }
  return outputs
}

/** Everything that is seen of a step, in one text. */
export function seen({ status, stdout, stderr, outputs, summary }: Step): string {
  const list = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`)
  const log = stdout.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'TOKEN')
  return `# exit status ${status}\n# log\n${log}# standard error\n${stderr}# outputs\n${list.join('')}# step summary\n${summary}`
}
