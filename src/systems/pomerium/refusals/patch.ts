import type { At } from '../../../position.ts'
import type { Problem } from '../../../rule.ts'
import { closest, shown } from '../../../schema/words.ts'
import { withPaths } from '../lists.ts'
import { type Operation, publishedSettings, settingOf } from '../settings-view.ts'

/** A JSON pointer: RFC 6901, section 3. */
const pointer = /^(?:\/(?:[^~/]|~[01])*)*$/

/** Operations that no JSON Patch can hold (RFC 6902, section 4), or that leave no set of settings. */
export function* refusedOperations(patch: unknown): Generator<Problem> {
  for (const operation of withPaths<Operation>(Array.isArray(patch) ? patch : [], [])) {
    yield* refusedShape(operation)
    yield* refusedTarget(operation)
  }
}

function* refusedShape({ value, at }: At<Operation>): Generator<Problem> {
  const { op, path, from } = value
  for (const [key, text] of [
    ['path', path],
    ['from', from],
  ] as const) {
    if (text === undefined || pointer.test(text)) continue
    const message = `${shown(text)} is no JSON pointer, so the patch is refused; start it with a slash.`
    yield { at: [...at, key], message }
  }
  const needs =
    op === 'copy' || op === 'move' ? 'from' : op === 'remove' || op === undefined ? undefined : 'value'
  if (needs === undefined || Object.hasOwn(value, needs)) return
  yield { at, message: `"${op}" without ${needs} is no operation, so the patch is refused; add it.` }
}

function* refusedTarget({ value, at }: At<Operation>): Generator<Problem> {
  const { op, path } = value
  const name = settingOf(path)
  if (path === undefined || !pointer.test(path)) return
  const { keys, required } = publishedSettings()
  const root = /^\/([^/]*)/.exec(path)?.[1]
  if (root !== undefined && !keys.includes(root)) {
    const near = closest(root, keys)
    const advice = near === undefined ? '' : `; "${near}" may be meant`
    yield {
      at: [...at, 'path'],
      message: `${shown(root)} is no setting that is known, so the patch may be refused or change nothing${advice}.`,
      severity: 'warning',
    }
  }
  if (op === 'remove' && name !== undefined && required.has(name)) {
    const message = `${name} is needed in every set of settings, so the patch is refused; replace it instead.`
    yield { at: [...at, 'path'], message }
  }
}
