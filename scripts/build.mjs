// Bundles the three shells into dist/, and copies what they load later: the same bytes from the same sources, on every machine.
import { cp, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { declarationsOf } from './declarations.mjs'
import { licensesOf } from './licenses.mjs'

const folder = process.argv[2] ?? 'dist'
/** Packages that many runs do without. */
const packages = ['jsonc-parser', 'picocolors', 're2js', 'saxes', 'yaml']

const common = {
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node20',
  // Packages that offer both forms are bundled from their modules, which leave out what is not used.
  mainFields: ['module', 'main'],
  // What is not ASCII is escaped: such a file is read without decoding.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'indirect-require': 'silent' },
  minify: true,
  external: ['./packages/*'],
}

/** Modules of Node.js that take longer to load than a small file takes to check, and that few runs need. */
const builtins = {
  'node:child_process': ['spawn', 'spawnSync'],
  'node:tty': ['isatty'],
  'node:zlib': ['gzipSync'],
}

const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(builtins).join('|')})$`) }, ({ path, namespace }) =>
      namespace === 'late-builtin' ? { path, external: true } : { path, namespace: 'late-builtin' },
    )
    onLoad({ filter: /./, namespace: 'late-builtin' }, ({ path }) => ({
      contents: late(path, builtins[path]),
    }))
  },
}

/** Each of the packages is a file of its own, which is loaded where one of its exports is first used. */
const latePackages = {
  name: 'late-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${packages.join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'late',
    }))
    onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => ({
      contents: late(`./packages/${path}.cjs`, Object.keys(await import(path))),
    }))
  },
}

/** A module that has the exports of another one, and loads it where one of them is used. */
function late(path, names) {
  const getters = names.map((name) => `get ${name}() { return loaded().${name} },`)
  return `
    let found
    const loaded = () => (found ??= require(${JSON.stringify(path)}))
    module.exports = { ${getters.join('\n')} }`
}

/** What is generated for one kind stands beside the bundles. */
const generatedPieces = {
  name: 'generated-pieces',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]piece\.ts$/ }, () => ({ contents: 'export const requirePiece = require' }))
  },
}

// Some packages ask for the address of their module, which CommonJS does not have.
const moduleUrl = 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;'
// Others ask for the modules of Node.js by `require`, which modules do not have.
const moduleRequire =
  'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);'
const plugins = [lateBuiltins, latePackages, generatedPieces]
const commonjs = { ...common, format: 'cjs', define: { 'import.meta.url': 'moduleUrl' } }

await rm(folder, { recursive: true, force: true })
const built = await Promise.all([
  cp('src/generated/validators', `${folder}/validators`, { recursive: true }),
  ...packages.map((name) =>
    build({ ...common, format: 'cjs', entryPoints: [name], outfile: `${folder}/packages/${name}.cjs` }),
  ),
  // CommonJS starts faster than modules do.
  build({
    ...commonjs,
    entryPoints: ['src/launch.ts'],
    outfile: `${folder}/cli.js`,
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...commonjs,
    entryPoints: ['src/bin.ts'],
    outfile: `${folder}/main.js`,
    // As `cli.js` starts it, which wraps nothing itself.
    banner: { js: `(function (exports, require, module, __filename, __dirname) {${moduleUrl}` },
    footer: { js: '})' },
    plugins,
  }),
  build({
    ...commonjs,
    entryPoints: ['src/action.ts'],
    outfile: `${folder}/action.js`,
    banner: { js: moduleUrl },
    plugins,
  }),
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: `${folder}/index.mjs`,
    format: 'esm',
    banner: { js: moduleRequire },
    plugins,
  }),
])
await writeFile(`${folder}/index.d.ts`, declarationsOf('src/index.ts'))
await writeFile(`${folder}/LICENSES.txt`, licensesOf(built.flatMap((one) => one?.metafile ?? [])))
await writeFile(`${folder}/package.json`, `${JSON.stringify({ type: 'commonjs' })}\n`)
