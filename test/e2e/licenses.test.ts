import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { built } from '../helpers/spawn.ts'

const text = readFileSync(`${built}/LICENSES.txt`, 'utf8')
const [, list = ''] = text.split('\n\n')
const listed = list
  .split('\n')
  .map((line) => /^(\S+) (\S+) \((.+)\)$/.exec(line)!.slice(1) as [string, string, string])
const names = listed.map(([name]) => name)
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

describe('the licences beside the bundles', () => {
  it('are those of every package in a bundle made anew, and of no other', async () => {
    const entries = ['src/bin.ts', 'src/launch.ts', 'src/action.ts', 'src/index.ts']
    const { metafile } = await build({
      entryPoints: entries,
      outdir: 'unused',
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      minifySyntax: true,
      logLevel: 'silent',
    })
    const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
        const inside = file.split('node_modules/').at(-1)!
        return file.includes('node_modules/') && bytesInOutput > 0 ? [packageOf(inside)] : []
      }),
    )
    // The validators are bundles of their own, of which the last lines tell.
    const generated = globSync('src/generated/validators/**/*.cjs').map((file) => readFileSync(file, 'utf8'))
    const inside = generated.flatMap((code) =>
      [
        ...code
          .trimEnd()
          .split('\n')
          .at(-1)!
          .matchAll(/node_modules\/(\S+)/g),
      ].map(([, name = '']) => name),
    )
    expect(inside).toContain('ajv')
    expect(names.toSorted()).toEqual([...new Set([...used, ...inside])].toSorted())
  })

  it('are told with version and text, in order', () => {
    expect(names).toEqual(names.toSorted())
    expect(names).toContain('yaml')
    expect(names.filter((name) => /vitest|typescript|biome|fast-check|esbuild|refa/.test(name))).toEqual([])
    const sections = text.split(/^-{80}\n(.+)\n-{80}\n/m).slice(1)
    for (const [index, [name, version, license]] of listed.entries()) {
      expect(sections[2 * index]).toBe(`${name} ${version} (${license})`)
      expect(sections[2 * index + 1]).toMatch(/permission|licen[cs]e|redistribution/i)
      expect(sections[2 * index + 1]!.length).toBeGreaterThan(150)
    }
  })

  it('name no folder of the machine that built them', () => expect(text).not.toMatch(/node_modules|\/home\//))
})
