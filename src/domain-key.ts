/** Equal for two spellings of one domain: host names are the same in any case, the path that may stand behind one is not. */
export const domainKey = (domain: string): string => domain.replace(/^[^/]*/, (host) => host.toLowerCase())
