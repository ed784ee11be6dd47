import { main } from './cli.ts'
import { messageOf } from './errors.ts'

// A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`portcullis: standard output cannot be written: ${messageOf(error)}\n`)
  process.exitCode = 2
})
// Nothing is left to say it to.
process.stderr.on('error', () => {})
process.exitCode = main(process.argv.slice(2))
