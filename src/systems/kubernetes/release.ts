import type { Platforms } from '../../settings.ts'

/** A release of the API server, by its minor number: 9 for Kubernetes 1.9 and OKD 3.9. */
export type Release = number

/** The first release whose rules are known, and the last one; both count for what lies beyond them. */
export const oldest: Release = 9
export const newest: Release = 36

/**
 * The release that a configuration names, as "1.31" or "okd-3.11"; the newest known one where it names none. OKD 3.N
 * is built on Kubernetes 1.N (https://docs.okd.io/3.11/release_notes/ocp_3_11_release_notes.html).
 */
export function releaseOf({ kubernetes }: Platforms): Release {
  const [, okd, major, minor] = /^(?:(okd)-3|(\d+))\.(\d+)$/.exec(kubernetes?.version ?? '') ?? []
  if (minor === undefined || (okd === undefined && Number(major) > 1)) return newest
  return Math.min(Math.max(Number(minor), oldest), newest)
}

/** "Kubernetes 1.9". */
export const releaseName = (release: Release): string => `Kubernetes 1.${release}`

/** Whether a release is among those from one to another; all earlier or later ones are where either is left out. */
export const isAmong = (
  release: Release,
  { since = release, until = release }: { readonly since?: Release; readonly until?: Release },
): boolean => since <= release && release <= until
