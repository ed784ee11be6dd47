import { type AddressBlock, AddressSet, BlockIndex, parseAddress } from './analysis/address-set.ts'
import type { AddressControl, AddressEntry, AddressList } from './model.ts'
import { noted } from './once.ts'
import { firstRelated, type RelatedProblem } from './rule.ts'

/** An entry that is an address or block. */
export interface ReadEntry {
  readonly entry: AddressEntry
  readonly block: AddressBlock
}

/** A control's entries as they count if its lists go together in one certain way. */
export interface AddressReading {
  readonly allow: readonly ReadEntry[]
  readonly deny: readonly ReadEntry[]
  /** Some ALLOW or DENY entries are not known, so nothing can be said of all of them. */
  readonly openAllow: boolean
  readonly openDeny: boolean
}

/** A list with its reading, and the reading in which its entries count beside those of the control's other lists. */
export interface ListReadings {
  readonly list: AddressList
  readonly own: AddressReading
  readonly merged: AddressReading
}

/**
 * The readings of a control. Where it has several lists, whether they are merged or one of them counts alone
 * is unknown: what holds for a list on its own and for all lists together holds in every case, since in the
 * remaining one its entries do not count at all.
 */
export const readControl = noted(readLists)

function readLists({ lists }: AddressControl): {
  merged: AddressReading
  lists: readonly ListReadings[]
} {
  const own = lists.map((list) => ({ list, own: readList(list) }))
  const [only, second] = own
  if (only && !second) return { merged: only.own, lists: [{ ...only, merged: only.own }] }
  const merged = {
    allow: own.flatMap((reading) => reading.own.allow),
    deny: own.flatMap((reading) => reading.own.deny),
    openAllow: own.some((reading) => reading.own.openAllow),
    openDeny: own.some((reading) => reading.own.openDeny),
  }
  return { merged, lists: own.map((reading) => ({ ...reading, merged })) }
}

function readList({ entries, open }: AddressList): AddressReading {
  const read = { allow: [] as ReadEntry[], deny: [] as ReadEntry[] }
  const unread = { allow: open, deny: open }
  for (const entry of entries) {
    const { action, value } = entry
    const result = parseAddress(value)
    if (result.ok) read[action].push({ entry, block: result.block })
    else unread[action] = true
  }
  return { ...read, openAllow: unread.allow, openDeny: unread.deny }
}

export const blocksOf = (entries: readonly ReadEntry[]): AddressBlock[] => entries.map(({ block }) => block)

/** The addresses of a list of entries. Several rules ask the same of one control. */
export const setOf = noted((entries: readonly ReadEntry[]) => AddressSet.of(blocksOf(entries)))

/** The same as an index for questions about one block after the other. */
export const indexOf = noted((entries: readonly ReadEntry[]) => new BlockIndex(blocksOf(entries)))

/** Entries as related places, each with the same words. */
export function relatedEntries(entries: readonly ReadEntry[], message: string): RelatedProblem[] {
  return firstRelated(entries, ({ entry }) => ({ at: entry.at, message }))
}

/** "10.0.0.0/8", "10.0.0.0/8 and 11.0.0.0/8", "10.0.0.0/8, 11.0.0.0/8 and 3 more". */
export function listEntries(entries: readonly ReadEntry[]): string {
  const texts = entries.map(({ entry }) => entry.value)
  if (texts.length <= 1) return texts.join('')
  if (texts.length <= 3) return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
  return `${texts.slice(0, 2).join(', ')} and ${texts.length - 2} more`
}
