import { readFileSync } from 'node:fs'
import type { Finding, Place } from './finding.ts'
import { changedLines, commitOf, type LineRange, mergeBaseOf, parentsOf } from './git.ts'

/** The commit that a change is compared with, or why there is none; neither where there is no change to compare. */
export interface FoundBase {
  readonly commit?: string
  readonly notice?: string
}

/** The variables of a runner that tell what a run is for. https://docs.github.com/actions/reference/workflows-and-actions/variables */
export interface RunnerVariables {
  readonly GITHUB_EVENT_NAME?: string | undefined
  readonly GITHUB_EVENT_PATH?: string | undefined
  readonly GITHUB_REF?: string | undefined
  readonly GITHUB_BASE_REF?: string | undefined
}

/** Finds what the checked-out commit is compared with: the revision that is named, or the base of the pull request. */
export function findBase(named: string, variables: RunnerVariables): FoundBase {
  if (named !== '') {
    const commit = commitOf(named)
    const base = commit && mergeBaseOf(commit, 'HEAD')
    return base
      ? { commit: base }
      : {
          notice: `"${named}" has no common history with the checked-out commit here; fetch it, for example with fetch-depth: 0`,
        }
  }
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF: ref = '' } = variables
  if (!/^(pull_request|merge_group)/.test(event)) return {}
  // The commit that GitHub makes to try a merge has the base as its first parent.
  const [first, second] = /^refs\/pull\/\d+\/merge$/.test(ref) ? parentsOf('HEAD') : []
  if (first !== undefined && second !== undefined) return { commit: first }
  for (const candidate of candidates(variables)) {
    const commit = commitOf(candidate)
    const base = commit && mergeBaseOf(commit, 'HEAD')
    if (base) return { commit: base }
  }
  return {
    notice:
      'the history is too shallow to find what the pull request started from; set fetch-depth: 0 (or 2) in the checkout step',
  }
}

function candidates({ GITHUB_EVENT_PATH: path, GITHUB_BASE_REF: branch }: RunnerVariables): string[] {
  const named = branch ? [`refs/remotes/origin/${branch}`] : []
  return [...hashesIn(path), ...named]
}

/** The hashes of the base in the description of an event. What is no description names none. */
function hashesIn(path: string | undefined): string[] {
  if (!path) return []
  try {
    const event = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly pull_request?: { readonly base?: { readonly sha?: unknown } }
      readonly merge_group?: { readonly base_sha?: unknown }
    }
    const hashes = [event.pull_request?.base?.sha, event.merge_group?.base_sha]
    return hashes.filter((hash): hash is string => typeof hash === 'string' && /^[0-9a-f]{40,64}$/.test(hash))
  } catch {
    return []
  }
}

/** Tells whether a finding touches what changed since a commit; undefined where git cannot say what did. */
export function changeFilter(base: string): ((finding: Finding) => boolean) | undefined {
  const changed = changedLines(base, 'HEAD')
  if (!changed) return undefined
  const touches = ({ file, range }: Place) => {
    const lines = changed.get(file)
    if (!lines) return false
    return !range || lines.some((each) => overlaps(each, { first: range.start.line, last: range.end.line }))
  }
  return (finding) => touches(finding) || finding.related.some(touches)
}

const overlaps = (one: LineRange, other: LineRange): boolean =>
  one.first <= other.last && other.first <= one.last
