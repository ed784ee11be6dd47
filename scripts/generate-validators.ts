import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import ajvFormats from 'ajv-formats'
import { build } from 'esbuild'
import { glob } from 'tinyglobby'
import { boundedRegExp } from '../src/schema/bounded-regexp.ts'
import { type JsonSchema, knownKeywords, resolveRef, subschemas } from '../src/schema/json-schema.ts'
import { bundledFolders, bundledMark } from './licenses.mjs'

/**
 * Compiles every schema under schemas/ to src/generated/: for each kind one CommonJS file that requires nothing, and a
 * module that loads it when it is first asked for, since a run needs few of them. The same bytes for the same schemas,
 * and no schema compiler in them. A schema file is self-contained, so that the file in the repository, what the command
 * line prints and what an editor needs are the same; definitions that several files share are written out in each,
 * and a test holds them equal.
 */
const baseId = 'https://portcullis-lint.github.io/schemas/'
/** Keywords that say nothing about which values are valid. */
const annotations = [
  '$comment',
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
  'patternErrorMessage',
  'x-secret',
]
const besideReference: ReadonlySet<string> = new Set([...annotations, '$ref', '$schema', '$id', '$defs'])
const folder = 'src/generated'

interface Source {
  readonly kind: string
  readonly schema: JsonSchema
}

async function readSchemas(): Promise<Source[]> {
  const files = await glob('schemas/**/*.schema.json')
  return Promise.all(
    files.sort().map(async (file) => {
      const kind = file.replace(/^schemas\//, '').replace(/\.schema\.json$/, '')
      const schema = JSON.parse(await readFile(file, 'utf8')) as JsonSchema
      assertUsable(kind, schema)
      return { kind, schema }
    }),
  )
}

/** Refuses what the words of src/schema/ cannot explain, and what is no published schema of this project. */
function assertUsable(kind: string, schema: JsonSchema): void {
  if (schema.$id !== `${baseId}${kind}.schema.json`)
    throw new Error(`${kind}: $id is not ${baseId}${kind}.schema.json.`)
  for (const [pointer, part] of subschemas(schema)) {
    const unknown = Object.keys(part).find((keyword) => !knownKeywords.has(keyword))
    if (unknown !== undefined)
      throw new Error(`${kind}: ${unknown} at "${pointer}" is no keyword that can be explained.`)
    const constants = [...(part.enum ?? []), part.const]
    if (constants.some((value) => typeof value === 'object' && value !== null)) {
      throw new Error(`${kind}: a list or an object as an allowed value at "${pointer}" cannot be explained.`)
    }
    const beside = Object.keys(part).find((keyword) => !besideReference.has(keyword))
    if (part.$ref !== undefined && beside !== undefined) {
      throw new Error(
        `${kind}: ${beside} beside the $ref at "${pointer}" would be passed over; put both into allOf.`,
      )
    }
    resolveRef(schema, part)
  }
}

/** Whether following `$ref`s from some definition leads back to it. */
function isRecursive(schema: JsonSchema): boolean {
  const references = (node: JsonSchema) =>
    new Set([...subschemas({ ...node, $defs: {} })].flatMap(([, part]) => part.$ref ?? []))
  const nodes = new Map([
    ['#', schema],
    ...Object.entries(schema.$defs ?? {}).flatMap(([name, node]) =>
      typeof node === 'boolean' ? [] : [[`#/$defs/${name}`, node] as const],
    ),
  ])
  return [...nodes.keys()].some((start) => {
    const reached = new Set<string>()
    const open = [start]
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const next of references(nodes.get(name) ?? {})) {
        if (next === start) return true
        if (!reached.has(next)) open.push(next)
        reached.add(next)
      }
    }
    return false
  })
}

/** The expression that a compiled schema gets for a pattern, at build time and in the generated code. */
const regExp = Object.assign(boundedRegExp, {
  code: `require(${JSON.stringify('../src/schema/bounded-regexp.ts')}).boundedRegExp`,
})

function compile({ schema }: Source): string {
  // One mistake settles the verdict; all of them are found, and put into words, by src/schema/walk.ts.
  const ajv = new Ajv2020({
    code: { source: true, regExp },
    allErrors: false,
    messages: false,
    ownProperties: true,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    inlineRefs: false,
  })
  ajvFormats.default(ajv)
  ajv.addSchema(withoutAnnotations(schema))
  const exported: Record<string, string> = { validate: String(schema.$id) }
  for (const format of formatsOf(schema)) {
    ajv.addSchema({ $id: `format:${format}`, type: 'string', format })
    exported[`format:${format}`] = `format:${format}`
  }
  return standaloneCode(ajv, exported)
}

/** The generated code keeps parts of the schema that it compares with; words for people would only make it longer. */
function withoutAnnotations(schema: JsonSchema): JsonSchema {
  const copy = structuredClone(schema)
  for (const [, part] of subschemas(copy)) {
    for (const keyword of annotations) Reflect.deleteProperty(part, keyword)
  }
  return copy
}

function formatsOf(schema: JsonSchema): string[] {
  return [...new Set([...subschemas(schema)].flatMap(([, part]) => part.format ?? []))].sort()
}

/** What the file of one kind exports. A schema is parsed when it is first asked for. */
function entry({ schema }: Source): string {
  return `
const compiled = require('compiled')
const text = ${JSON.stringify(JSON.stringify(schema))}
let schema
exports.refusal = (value) => (compiled.validate(value) ? undefined : compiled.validate.errors[0])
exports.schema = () => (schema ??= JSON.parse(text))
exports.formats = Object.fromEntries(${JSON.stringify(formatsOf(schema))}.map((name) => [name, compiled['format:' + name]]))
`
}

const notice = '// Built from schemas/ by scripts/generate-validators.ts; not to be edited.'

/** The module that stands for all of these files. */
function index(sources: readonly Source[]): string {
  const rows = sources.map(
    ({ kind, schema }) => `  validator(${JSON.stringify(kind)}, ${isRecursive(schema)}),`,
  )
  return `${notice}
import { requirePiece } from '../piece.ts'
function validator(kind, recursive) {
  let file
  const loaded = () => (file ??= requirePiece('./validators/' + kind + '.cjs'))
  return {
    kind,
    recursive,
    refusal: (value) => loaded().refusal(value),
    schema: () => loaded().schema(),
    get formats() {
      return loaded().formats
    },
  }
}
const list = [
${rows.join('\n')}
]
export const validators = Object.fromEntries(list.map((one) => [one.kind, one]))
`
}

async function bundle(source: Source): Promise<string> {
  const modules: Readonly<Record<string, string>> = { compiled: compile(source), entry: entry(source) }
  const result = await build({
    entryPoints: ['entry'],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20',
    charset: 'ascii',
    minify: true,
    banner: { js: notice },
    plugins: [
      {
        name: 'modules-in-memory',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(compiled|entry)$/ }, ({ path }) => ({ path, namespace: 'memory' }))
          onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({
            contents: modules[path] ?? '',
            resolveDir: `${process.cwd()}/scripts`,
          }))
        },
      },
    ],
    metafile: true,
  })
  const [file] = result.outputFiles
  if (!file) throw new Error('esbuild gave no file.')
  const imports = Object.values(result.metafile.outputs).flatMap((one) => one.imports.map(({ path }) => path))
  const left = imports.find((path) => !isBuiltin(path)) ?? imports[0]
  if (left !== undefined) throw new Error(`The file for ${source.kind} still requires ${left}.`)
  // What is bundled here has licences, too.
  return `${file.text}${bundledMark}${bundledFolders(result.metafile).join(' ')}\n`
}

const sources = await readSchemas()
await rm(`${folder}/validators`, { recursive: true, force: true })
const sizes = await Promise.all(
  sources.map(async (source) => {
    const file = `${folder}/validators/${source.kind}.cjs`
    const text = await bundle(source)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    return text.length
  }),
)
await writeFile(`${folder}/validators.js`, index(sources))
const size = sizes.reduce((sum, one) => sum + one, 0)
console.log(`${folder}: ${sources.length} kinds, ${Math.round(size / 1000)} kB`)
