import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { JsonSchema, Validator } from '../../src/schema.ts'

const ajv = new Ajv2020({ strict: false, ownProperties: true, validateSchema: false, addUsedSchema: false })
ajvFormats.default(ajv)

/** The verdict of the schema compiler itself, without this project's settings but for inherited keys, which do not count. */
export function plainVerdict(schema: JsonSchema): (value: unknown) => boolean {
  return ajv.compile(schema)
}

/** A validator for a schema that is not published. */
export function validatorOf(schema: JsonSchema, recursive = false): Validator {
  const accepts = plainVerdict(schema)
  return {
    kind: 'test/schema',
    recursive,
    refusal: (value) => (accepts(value) ? undefined : { instancePath: '', keyword: 'test' }),
    schema: () => schema,
    formats: { email: (text) => /^[^@]+@[^@]+$/.test(text) },
  }
}
