import { fstatSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { messageOf, UserError } from '../errors.ts'
import { codeOf, pause } from '../files.ts'

/*
 * Standard output and error without the streams of Node.js, which take as long to load as a small file takes to
 * check. What is written this way is written before the process ends, also into a pipe.
 */

/**
 * Writes to standard output. A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours.
 * Throws a UserError where the system refuses anything else.
 */
export function print(text: string): void {
  try {
    writeAll(1, text)
  } catch (error) {
    if (codeOf(error) !== 'EPIPE')
      throw new UserError(`standard output cannot be written: ${messageOf(error)}`)
  }
}

/** Writes to standard error; where that is closed, nothing is left to say it to. */
export function complain(text: string): void {
  try {
    writeAll(2, text)
  } catch {}
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error
      // The reader of a pipe that is non-blocking has not taken what was written before.
      pause()
    }
  }
}

/** Whether standard output is a terminal. */
export function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice() && isatty(1)
  } catch {
    return false
  }
}
