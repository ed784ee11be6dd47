import type { At, Path } from '../../../position.ts'
import { isOpen } from '../fields.ts'
import { parseUrl, type UrlVerdict } from '../go-url.ts'
import type { RouteView } from '../route-view.ts'

/** An upstream of a route: `http://app:8080`, or `http://app:8080,3` with its weight. */
export interface Upstream extends At<string> {
  /** The URL without its weight; absent where it is filled in elsewhere. */
  readonly verdict?: UrlVerdict
  /** What stands behind the comma. */
  readonly weight?: string
}

/** The upstreams of a route; undefined where it has no `to`, or one that is not known. */
export function upstreamsOf(route: RouteView): readonly Upstream[] | undefined {
  const to = route.fields.get('to')
  if (!to || to.value === undefined) return undefined
  return textsIn(to.value, to.at).map(({ value, at }): Upstream => {
    if (isOpen(value)) return { value, at }
    const comma = route.dialect === 'core' ? value.indexOf(',') : -1
    const weight = comma === -1 ? undefined : value.slice(comma + 1)
    const verdict = parseUrl(comma === -1 ? value : value.slice(0, comma))
    return { value, at, verdict, ...(weight !== undefined && { weight }) }
  })
}

/** Every text in a value: the loader of core takes lists within lists (`StringSlice` in config/custom.go). */
function textsIn(value: unknown, at: Path): At<string>[] {
  const found: At<string>[] = []
  const open: At<unknown>[] = [{ value, at }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, at } = next
    if (Array.isArray(value))
      for (let index = value.length - 1; index >= 0; index--)
        open.push({ value: value[index], at: [...at, index] })
    else if (typeof value === 'string') found.push({ value, at })
    else if (typeof value === 'number' || typeof value === 'boolean') found.push({ value: String(value), at })
  }
  return found
}
