import pc from 'picocolors'
import type { Colors } from 'picocolors/types'

/** Colours for a terminal, or the same functions without any effect, for which the package need not be loaded. */
export const colorsFor = (color: boolean): Colors => (color ? pc.createColors(true) : plain)

const plain = new Proxy({} as Colors, { get: () => String })
