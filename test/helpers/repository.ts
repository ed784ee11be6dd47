import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Scratch, scratch } from './spawn.ts'

/** A scratch git repository. */
export interface Repository extends Scratch {
  git(...args: readonly string[]): string
  /** Writes files, removes those without content, and commits all of it; returns the hash of the commit. */
  commit(files: Readonly<Record<string, string | undefined>>): string
}

/** Nothing of the machine's own configuration, so that the same commits have the same hashes everywhere. */
const environment = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
}

export function repository(): Repository {
  const folder = scratch()
  const git = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: folder.path,
      env: environment,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  git('init', '--quiet', '--initial-branch=main')
  return {
    ...folder,
    git,
    commit: (files) => {
      for (const [name, content] of Object.entries(files)) {
        if (content === undefined) rmSync(join(folder.path, name))
        else folder.write(name, content)
      }
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', 'change')
      return git('rev-parse', 'HEAD')
    },
  }
}
