import { once } from '../../once.ts'
import type { At, Path } from '../../position.ts'

/**
 * Whose words a document is written in: those of core's config.yaml (`tls_skip_verify`), of the API of Zero
 * (`tlsSkipVerify`), or of the annotations of an Ingress (`ingress.pomerium.io/tls_skip_verify`).
 */
export type Dialect = 'core' | 'zero' | 'ingress'

/** What stands before the name of a field in an annotation. https://www.pomerium.com/docs/deploy/k8s/ingress */
export const annotationPrefix = 'ingress.pomerium.io/'

/** The fields of one object under names that are the same in every dialect. */
export interface FieldView<Field extends string> {
  readonly dialect: Dialect
  /** The object's path in its document. */
  readonly at: Path
  /** Every field that is there and is not null. The value of one that broke the schema is undefined. */
  readonly fields: ReadonlyMap<Field, At<unknown>>
}

/** What the fields of one kind of object are called in each dialect. */
export class FieldNames<Field extends string> {
  readonly #core: Readonly<Partial<Record<Field, string>>>
  readonly #fields: Readonly<Record<Dialect, () => ReadonlyMap<string, Field>>>

  /** `core` holds the names that are not simply those of Zero in snake case. */
  constructor(fields: readonly Field[], core: Readonly<Partial<Record<Field, string>>>) {
    this.#core = core
    const by = (dialect: Dialect) =>
      once(() => new Map(fields.map((field) => [this.keyOf(field, dialect), field])))
    this.#fields = { core: by('core'), zero: by('zero'), ingress: by('ingress') }
  }

  /** The key of a field: `tls_skip_verify`. */
  keyOf(field: Field, dialect: Dialect): string {
    if (dialect === 'zero') return field
    const name = this.#core[field] ?? snakeCase(field)
    return dialect === 'core' ? name : `${annotationPrefix}${name}`
  }

  /** The field of a key. */
  fieldOf(key: string, dialect: Dialect): Field | undefined {
    return this.#fields[dialect]().get(key)
  }

  /** The fields of an object, which stands at `at`. */
  view(value: Readonly<Record<string, unknown>>, at: Path, dialect: Dialect): FieldView<Field> {
    const fields = Object.entries(value).flatMap(([key, item]): [Field, At<unknown>][] => {
      const field = item === null ? undefined : this.fieldOf(key, dialect)
      return field === undefined ? [] : [[field, { value: item, at: [...at, key] }]]
    })
    return { dialect, at, fields: new Map(fields) }
  }
}

/** The same fields in a document that is one of several, which are told apart by the first step of every path. */
export function movedView<Field extends string, View extends FieldView<Field>>(
  view: View,
  index: number,
): View {
  const fields = [...view.fields].map(
    ([field, { value, at }]) => [field, { value, at: [index, ...at] }] as const,
  )
  return { ...view, at: [index, ...view.at], fields: new Map(fields) }
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What Go's `strconv.ParseBool` takes. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False', ''].map((word) => [word, false] as const),
])

/** The flags of YAML, as an annotation holds them. */
const yamlFlags: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])

/** A text as the platform reads it: the loader of core makes one of numbers and flags. */
export function asText(value: unknown, dialect: Dialect): string | undefined {
  if (typeof value === 'string') return value
  if (dialect !== 'core') return undefined
  if (typeof value === 'boolean') return value ? '1' : '0'
  return Number.isFinite(value) ? String(value) : undefined
}

/** A flag as the platform reads it: the loader of core takes numbers and texts for one, and an annotation is YAML. */
export function asFlag(value: unknown, dialect: Dialect): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (dialect === 'zero') return undefined
  if (dialect === 'ingress') return typeof value === 'string' ? yamlFlags.get(value.trim()) : undefined
  if (typeof value === 'string') return booleans.get(value)
  return typeof value === 'number' ? value !== 0 : undefined
}

/** A field as a text. */
export function textAt<Field extends string>(
  { dialect, fields }: FieldView<Field>,
  field: Field,
): At<string> | undefined {
  const found = fields.get(field)
  const value = found && asText(found.value, dialect)
  return found && value !== undefined ? { value, at: found.at } : undefined
}

/** A field as a text, where it holds anything: Pomerium takes an empty text for none. */
export function filledText<Field extends string>(
  view: FieldView<Field>,
  field: Field,
): At<string> | undefined {
  const text = textAt(view, field)
  return text?.value === '' ? undefined : text
}

/** A field as a flag. */
export function flagAt<Field extends string>(
  { dialect, fields }: FieldView<Field>,
  field: Field,
): At<boolean> | undefined {
  const found = fields.get(field)
  const value = found && asFlag(found.value, dialect)
  return found && value !== undefined ? { value, at: found.at } : undefined
}

/**
 * A field as a list of texts, each with its path; undefined where the field is absent. The loader of core splits a text
 * at its commas, and makes a list of a scalar. What is no text is left out.
 */
export function textsAt<Field extends string>(
  { dialect, fields }: FieldView<Field>,
  field: Field,
): readonly At<string>[] | undefined {
  const found = fields.get(field)
  if (!found) return undefined
  const { value, at } = found
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index): At<string>[] => {
      const text = asText(item, dialect)
      return text === undefined ? [] : [{ value: text, at: [...at, index] }]
    })
  }
  const text = asText(value, dialect)
  if (text === undefined || dialect === 'zero' || text === '') return []
  return text.split(',').map((part) => ({ value: part, at }))
}

/** Whether a field is there, and perhaps not known. */
export const has = <Field extends string>({ fields }: FieldView<Field>, field: Field): boolean =>
  fields.has(field)

/** Whether something else fills a text in before Pomerium sees it: `${X}`, `{{ x }}`, `$X`, `<x>`. */
export const isOpen = (value: unknown): boolean =>
  typeof value === 'string' && /\$\{[^}]*\}|\{\{.*\}\}|^\$\w+$|^<[^<>]*>$/s.test(value)
