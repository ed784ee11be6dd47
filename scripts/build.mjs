// Bundles the three shells into dist/: the same bytes from the same sources, on every machine.
import { rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { declarationsOf } from './declarations.mjs'
import { licensesOf } from './licenses.mjs'

const folder = process.argv[2] ?? 'dist'

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
  minifySyntax: true,
  minifyWhitespace: true,
}

/** Loaded at start-up by the argument parser for subcommands that are programs of their own, which there are none of. */
const withoutChildProcesses = {
  name: 'without-child-processes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'empty' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }))
  },
}

// Some packages ask for the address of their module, which CommonJS does not have.
const moduleUrl = 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;'
// Others ask for the modules of Node.js by `require`, which modules do not have.
const moduleRequire =
  'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);'
const commonjs = { ...common, format: 'cjs', define: { 'import.meta.url': 'moduleUrl' } }

await rm(folder, { recursive: true, force: true })
const built = await Promise.all([
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
    banner: { js: moduleUrl },
    plugins: [withoutChildProcesses],
  }),
  build({
    ...commonjs,
    entryPoints: ['src/action.ts'],
    outfile: `${folder}/action.js`,
    banner: { js: moduleUrl },
  }),
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: `${folder}/index.mjs`,
    format: 'esm',
    banner: { js: moduleRequire },
  }),
])
await writeFile(`${folder}/index.d.ts`, declarationsOf('src/index.ts'))
await writeFile(`${folder}/LICENSES.txt`, licensesOf(built.map(({ metafile }) => metafile)))
await writeFile(`${folder}/package.json`, `${JSON.stringify({ type: 'commonjs' })}\n`)
