import type { Metafile } from 'esbuild'

export const bundledMark: string
export function bundledFolders(metafile: Pick<Metafile, 'outputs'>): string[]
export function licensesOf(metafiles: readonly Pick<Metafile, 'outputs'>[]): string
