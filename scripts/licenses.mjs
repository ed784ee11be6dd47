import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'

/** The licences of all packages of which something is in the bundles, as one text; the same for the same packages. */
export function licensesOf(metafiles) {
  const folders = new Set([...metafiles.flatMap(bundledFolders), ...generatedFolders()])
  const packages = [...folders].map(describe)
  packages.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
  const titles = packages.map(({ title, license }) => `${title} (${license})`)
  const texts = packages.map(
    ({ title, license, text }) => `${rule}\n${title} (${license})\n${rule}\n\n${text}\n`,
  )
  return `These packages are in the files of this folder, each under its own licence:\n\n${titles.join('\n')}\n\n${texts.join('\n')}`
}

const rule = '-'.repeat(80)

/** Before the folders of packages in a generated validator, each of which is a bundle of its own. */
export const bundledMark = '// Bundled: '

const generatedFolders = () =>
  globSync('src/generated/validators/**/*.cjs').flatMap((file) => {
    const [, folders = ''] = readFileSync(file, 'utf8').split(bundledMark)
    return folders.trim().split(' ').filter(Boolean)
  })

/** Folders of the packages that left at least a byte in an output. */
export function bundledFolders({ outputs }) {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
      const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? []
      return folder !== undefined && bytesInOutput > 0 ? [folder] : []
    }),
  )
  return [...new Set(folders)].sort()
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder)
    .sort()
    .find((each) => /^(licen[cs]e|copying)([.-]|$)/i.test(each))
  if (typeof license !== 'string') throw new Error(`${name} is bundled, and names no licence.`)
  // Where a package ships no text of its licence, its own statement stands in for it.
  const text =
    file === undefined ? statement(name, license, folder) : readFileSync(join(folder, file), 'utf8')
  return { title: `${name} ${version}`, license, text: text.replaceAll('\r\n', '\n').trim() }
}

function statement(name, license, folder) {
  const { author, homepage, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const from = homepage ?? repository?.url ?? repository ?? ''
  const by = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`)
  return `The package ships no text of its licence. Its package.json states the licence ${license}, by ${by}: ${from}\nhttps://spdx.org/licenses/${license}.html`
}
