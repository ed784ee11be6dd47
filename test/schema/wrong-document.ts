/** Its name, the document, and what is said of it: pointer and message, in order. */
export type WrongDocument = readonly [name: string, document: unknown, said: readonly string[]]
