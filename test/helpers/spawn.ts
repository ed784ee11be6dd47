import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The folder of the bundles under test. */
export const built = resolve('build/dist')
export const cliFile = join(built, 'cli.js')

/** How a process ended. `status` is null where a signal ended it, the one of the time limit included. */
export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  /** Standard input; empty by default. */
  readonly input?: string | Buffer
  /** Added to PATH and HOME, which is all that the process inherits. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds; 10,000 by default. */
  readonly timeout?: number
  readonly uid?: number
  readonly command?: string
}

/** Runs a script of Node.js (or another `command`) to its end. Never throws on how it ends. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, input = '', env = {}, timeout = 10_000, uid, command = process.execPath } = options
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      timeout,
      killSignal: 'SIGKILL',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      ...(uid !== undefined && { uid, gid: uid }),
    })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.on('error', fail)
    child.on('close', (status) =>
      done({ status, stdout: Buffer.concat(output).toString(), stderr: Buffer.concat(errors).toString() }),
    )
    // A process that ends without reading its input breaks the pipe.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** Runs the built command line. */
export function portcullis(args: readonly string[], options?: RunOptions): Promise<Ran> {
  return run([cliFile, ...args], options)
}

/** A scratch folder outside the project. */
export interface Scratch {
  readonly path: string
  /** Writes a file, and the folders on the way to it; returns its absolute path. */
  write(name: string, content: string | Buffer): string
  remove(): void
}

export function scratch(files: Readonly<Record<string, string | Buffer>> = {}): Scratch {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-')))
  // Other users may look into it, too.
  chmodSync(path, 0o755)
  const write = (name: string, content: string | Buffer) => {
    const file = join(path, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) }
}
