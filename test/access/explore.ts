/** Chooses one of two readings of what nobody has written down: the same for the same name. */
export type Choose = (name: string) => boolean

/**
 * Runs a reading of a document under every combination of the choices that it asks for. True or false where all of
 * them agree, else undefined. Choices that are not asked for do not multiply.
 */
export function underEveryReading(decide: (choose: Choose) => boolean): boolean | undefined {
  const outcomes = new Set<boolean>()
  const open: ReadonlyMap<string, boolean>[] = [new Map()]
  for (let known = open.pop(); known && outcomes.size < 2; known = open.pop()) {
    const made = new Map(known)
    outcomes.add(
      decide((name) => {
        const before = made.get(name)
        if (before !== undefined) return before
        open.push(new Map([...made, [name, false]]))
        made.set(name, true)
        return true
      }),
    )
  }
  return outcomes.size === 1 ? [...outcomes][0] : undefined
}
