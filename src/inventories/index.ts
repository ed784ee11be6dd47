import { nmap } from './nmap.ts'
import { nmapJson } from './nmap-json.ts'
import { osquery } from './osquery.ts'
import type { TextReader, ValueReader } from './reader.ts'
import { ss } from './ss.ts'
import { ssJson } from './ss-json.ts'

export type { TextInventory, TextReader, ValueReader } from './reader.ts'

/** Inventories that are texts of their own; the first that claims a text reads it. */
export const textReaders: readonly TextReader[] = [nmap, ss]

/** Inventories that are JSON and no document of a system; the first that can read a value does. */
export const valueReaders: readonly ValueReader[] = [osquery, ssJson, nmapJson]
