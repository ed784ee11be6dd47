import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanPorts, deniedPorts } from '../helpers/documents.ts'
import { portcullis, run, scratch } from '../helpers/spawn.ts'

const files = scratch({ 'clean.json': cleanPorts })
const cwd = files.path
const at = (name: string) => `${cwd}/${name}`
const millions = 1_000_000

beforeAll(() => {
  mkdirSync(at('folder.yaml'))
  symlinkSync(at('gone'), at('dangling.yaml'))
  symlinkSync(at('circle.yaml'), at('circle.yaml'))
  files.write('locked.yaml', deniedPorts)
  chmodSync(at('locked.yaml'), 0)
  files.write('cellar/locked/denied.json', deniedPorts)
  files.write('cellar/clean.json', cleanPorts)
  chmodSync(at('cellar/locked'), 0)
  files.write('links/deep/denied.json', deniedPorts)
  symlinkSync(at('links'), at('links/deep/circle'))
  symlinkSync(at('links/deep/denied.json'), at('links/denied.json'))
  files.write('loose/clean.json', cleanPorts)
  symlinkSync(at('gone'), at('loose/dangling.yaml'))
})
afterAll(() => {
  chmodSync(at('cellar/locked'), 0o755)
  files.remove()
})

/** Some other user than the one who may read everything. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {}

async function expectFailedRun(path: string, message: string): Promise<void> {
  const { status, stdout, stderr } = await portcullis([path], { cwd, ...nobody })
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `portcullis: ${message}\n` })
}

describe('what cannot be read fails the run', () => {
  it.each([
    ['gone.yaml', 'gone.yaml cannot be read: there is no such file or folder.'],
    ['clean.json/a.yaml', 'clean.json/a.yaml cannot be read: a part of its path is no folder.'],
    ['folder.yaml', 'No YAML or JSON file is found in folder.yaml.'],
    ['dangling.yaml', 'dangling.yaml cannot be read: there is no such file or folder.'],
    ['circle.yaml', 'circle.yaml cannot be read: its links lead in a circle.'],
    ['locked.yaml', 'locked.yaml cannot be read: permission is denied.'],
    ['cellar/locked', 'cellar/locked cannot be read: permission is denied.'],
    ['cellar', 'cellar/locked cannot be read: permission is denied.'],
    ['loose', 'loose/dangling.yaml cannot be read: there is no such file or folder.'],
    [`${'a'.repeat(300)}.yaml`, `${'a'.repeat(300)}.yaml cannot be read: its name is too long.`],
    ['a\nb\u001b[31m.yaml', 'a\\u000ab\\u001b[31m.yaml cannot be read: there is no such file or folder.'],
  ])('%j', expectFailedRun)

  it('unless the configuration passes over it', async () => {
    for (const [folder, ignored] of [
      ['cellar', 'locked/**'],
      ['loose', 'dangling.yaml'],
    ] as const) {
      const config = files.write(`${folder}/portcullis.config.yaml`, `ignore: ['${ignored}']\n`)
      const ran = await portcullis([folder, '--config', config], { cwd, ...nobody })
      expect(ran).toMatchObject({ status: 0, stderr: '' })
    }
  })

  it('links are followed to files, and not to folders', async () => {
    const { stdout } = await portcullis(['links', '--format', 'json'], { cwd })
    const { documents } = JSON.parse(stdout) as { documents: { file: string }[] }
    expect(documents.map(({ file }) => file)).toEqual(['links/deep/denied.json', 'links/denied.json'])
  })
})

describe('bytes that are no text', () => {
  const utf16 = (text: string, mark: string) => Buffer.from(mark + text, 'utf16le')
  it.each<[string, Buffer, status: number, said: string]>([
    ['binary.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 1, 'This is a binary file'],
    ['latin1.yaml', Buffer.from('ports: [] # caf\u00e9\n', 'latin1'), 1, 'This is no text in UTF-8'],
    ['half.yaml', Buffer.from([0x61, 0xe2, 0x82]), 1, 'This is no text in UTF-8'],
    ['utf16.json', utf16(deniedPorts, '\ufeff'), 1, 'error[allow-denied]'],
    ['utf16be.json', utf16(deniedPorts, '\ufeff').swap16(), 1, 'error[allow-denied]'],
    ['utf16odd.json', utf16(deniedPorts, '\ufeff').subarray(0, -1), 1, 'This is no text in UTF-16'],
    ['utf16bare.json', utf16(deniedPorts, ''), 1, 'This is a binary file'],
    ['mark.json', Buffer.from(`\ufeff${deniedPorts}`), 1, '--> mark.json:14:15'],
    ['empty.yaml', Buffer.alloc(0), 0, 'warning[unknown-document]'],
    ['zeros.json', Buffer.alloc(4096), 1, 'This is a binary file'],
  ])('%s', async (name, bytes, status, said) => {
    files.write(name, bytes)
    const ran = await portcullis([name], { cwd })
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: '' })
    expect(ran.stdout).toContain(said)
    const folder = await portcullis(['--fail-on', 'warning', name], { cwd })
    expect(folder.status).toBe(1)
  })

  it('are not passed over in a folder either', async () => {
    files.write('bytes/image.json', Buffer.from([0, 1, 2]))
    const ran = await portcullis(['bytes', '--unknown', 'skip'], { cwd })
    expect(ran.status).toBe(1)
    expect(ran.stdout).toContain('"image.json"'.replaceAll('"', ''))
  })
})

describe('files of 60 million characters', () => {
  it.each<[string, () => string, status: number, said: string | RegExp]>([
    ['brackets.yaml', () => '['.repeat(60 * millions), 1, 'nested more than 500 levels'],
    ['brackets.json', () => '['.repeat(60 * millions), 1, 'nested more than 500 levels'],
    ['pairs.yaml', () => '[]'.repeat(30 * millions), 1, 'inline lists and maps'],
    ['pairs.json', () => '[]'.repeat(30 * millions), 1, 'inline lists and maps'],
    ['lists.json', () => `[${'[],'.repeat(20 * millions)}[]]`, 1, 'inline lists and maps'],
    ['braces.yaml', () => '{'.repeat(60 * millions), 1, 'nested more than 500 levels'],
    ['quotes.yaml', () => '"'.repeat(60 * millions), 1, 'error[syntax]'],
    ['quotes.json', () => '"'.repeat(60 * millions), 1, 'error[syntax]'],
    ['colons.yaml', () => 'a: '.repeat(20 * millions), 1, 'YAML tokens'],
    ['items.yaml', () => '- x\n'.repeat(15 * millions), 1, 'YAML tokens'],
    ['comments.yaml', () => '#\n'.repeat(30 * millions), 1, 'YAML tokens'],
    ['lines.yaml', () => '\n'.repeat(60 * millions), 1, 'YAML tokens'],
    ['anchors.yaml', () => '&a '.repeat(20 * millions), 1, 'YAML tokens'],
    ['documents.yaml', () => '---\n'.repeat(15 * millions), 1, 'documents in one text'],
    ['template.yaml', () => 'a: {{ x }}\n'.repeat(5 * millions), 1, 'inline lists and maps'],
    ['numbers.json', () => `[${'1,'.repeat(25 * millions)}1]`, 0, 'warning[unknown-document]'],
    ['text.yaml', () => `a: ${'x'.repeat(60 * millions)}`, 0, 'warning[unknown-document]'],
    ['larger.json', () => ' '.repeat(70 * millions), 1, /The file has 70000000 bytes and was not read/],
  ])('%s', async (name, text, status, said) => {
    const path = files.write('huge.yaml', '')
    expect(path).toBe(at('huge.yaml'))
    files.write(name, text())
    const ran = await portcullis([name, '--no-config'], { cwd, timeout: 30_000 })
    files.write(name, '')
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: '' })
    if (typeof said === 'string') expect(ran.stdout).toContain(said)
    else expect(ran.stdout).toMatch(said)
    // A line of sixty million characters is not shown.
    expect(ran.stdout.length).toBeLessThan(5000)
  })
})

describe('names of files', () => {
  it.each([
    'a\nb.yaml',
    'a b.json',
    'a\\b.json',
    '-.json',
    'quote\'".json',
    'a\u001b[31mb.json',
    '\u202egpj.json',
    'a:b,c.json',
    '..a.json',
  ])('%j is read and shown in one piece', async (name) => {
    files.write(`names/${name}`, deniedPorts)
    const folder = await portcullis(['names', '--format', 'json'], { cwd })
    const { findings } = JSON.parse(folder.stdout) as { findings: { file: string }[] }
    expect(findings.map(({ file }) => file)).toContain(`names/${name}`)
    const named = await portcullis(['--', name], { cwd: at('names') })
    expect(named).toMatchObject({ status: 1, stderr: '' })
    expect(named.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
    expect(named.stdout.match(/-->/g)).toHaveLength(1)
  })

  it('of a pipe without a writer do not concern a folder', async () => {
    files.write('pipes/clean.json', cleanPorts)
    await run([at('pipes/pipe.yaml')], { command: 'mkfifo' })
    expect(await portcullis(['pipes'], { cwd })).toMatchObject({ status: 0, stderr: '' })
  })
})
