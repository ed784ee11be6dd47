import type { Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'
import type { Fields } from './document.ts'

/** An annotation with the addresses that a router lets in, and how they are set apart. */
interface AllowListAnnotation {
  readonly key: string
  readonly kind: 'Route' | 'Ingress'
  readonly separator: 'space' | 'comma'
  /** What becomes of a list whose entries are set apart otherwise. */
  readonly void: string
  readonly source: string
}

const routes =
  'https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/ingress_and_load_balancing/nw-route-specific-annotations_configuring-routes'
const nginx =
  'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#whitelist-source-range'
const ignored = 'the router ignores the list without a word, and everyone gets in'
const unread = 'the controller reads no block in it, and the list does not do what it says'

export const allowListAnnotations: readonly AllowListAnnotation[] = [
  ...['ip_whitelist', 'ip_allowlist'].map((name) => ({
    key: `haproxy.router.openshift.io/${name}`,
    kind: 'Route' as const,
    separator: 'space' as const,
    void: ignored,
    source: routes,
  })),
  ...['whitelist-source-range', 'allowlist-source-range', 'denylist-source-range'].map((name) => ({
    key: `nginx.ingress.kubernetes.io/${name}`,
    kind: 'Ingress' as const,
    separator: 'comma' as const,
    void: unread,
    source: nginx,
  })),
]

/** One list of addresses of a Route or Ingress. */
export interface AllowList extends AllowListAnnotation {
  readonly at: Path
  readonly text: string
}

const annotationsOf = ({ metadata }: Fields): Fields => {
  const annotations = isMap(metadata) ? metadata['annotations'] : undefined
  return isMap(annotations) ? annotations : {}
}

/** Whether an object is a Route or an Ingress with such a list; others are passed over. An Ingress of OpenShift becomes a Route, with its annotations. */
export function hasAllowList(value: Fields): boolean {
  const { kind } = value
  if (kind !== 'Route' && kind !== 'Ingress') return false
  const annotations = annotationsOf(value)
  return allowListAnnotations.some(({ key }) => Object.hasOwn(annotations, key))
}

export function allowListsOf(value: Fields): AllowList[] {
  const annotations = annotationsOf(value)
  return allowListAnnotations.flatMap((annotation) => {
    const text = Object.hasOwn(annotations, annotation.key) ? annotations[annotation.key] : undefined
    return typeof text === 'string'
      ? [{ ...annotation, text, at: ['metadata', 'annotations', annotation.key] }]
      : []
  })
}

/** The entries of a list that is set apart as its reader wants it; undefined for one that is not. */
export function entriesOfList({ text, separator }: AllowList): string[] | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (separator === 'space') return /[,;|]/.test(trimmed) ? undefined : trimmed.split(/\s+/)
  const entries = trimmed.split(',').map((entry) => entry.trim())
  return entries.some((entry) => /[\s;|]/.test(entry)) ? undefined : entries
}
