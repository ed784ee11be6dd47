// Runs a TypeScript script of this folder: node scripts/run.mjs scripts/NAME.ts [ARGUMENT…]
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const [script] = process.argv.splice(2, 1)
if (!script) throw new Error('Name the script: node scripts/run.mjs scripts/NAME.ts')
/** The script is bundled elsewhere, and what is generated stays where it is. */
const generatedPieces = {
  name: 'generated-pieces',
  setup({ onLoad }) {
    const folder = pathToFileURL(resolve('src/generated/_')).href
    onLoad({ filter: /[\\/]src[\\/]piece\.ts$/ }, () => ({
      contents: `import { createRequire } from 'node:module'
        export const requirePiece = createRequire(${JSON.stringify(folder)})`,
    }))
  },
}
const outfile = resolve('build/scripts', `${basename(script, '.ts')}.mjs`)
await build({
  entryPoints: [script],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [generatedPieces],
  logLevel: 'warning',
})
await import(pathToFileURL(outfile).href)
