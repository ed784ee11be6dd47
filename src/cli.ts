import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import {
  type AccessOptions,
  type DiffOptions,
  diff,
  diffFormats,
  map,
  type TraceOptions,
  trace,
} from './cli/access.ts'
import { type CheckOptions, check } from './cli/check.ts'
import { type DriftOptions, defaultIgnored, drift } from './cli/drift.ts'
import { printKinds, printRules, printSchema } from './cli/lists.ts'
import { complain, print } from './cli/streams.ts'
import { messageOf, UserError } from './errors.ts'
import { isThere } from './files.ts'
import { mapReporters } from './reporters/access/map.ts'
import { traceReporters } from './reporters/access/trace.ts'
import { visible } from './reporters/escape.ts'
import { closest } from './schema/words.ts'
import { tool } from './tool.ts'

/** What the command ends with; see README, "Exit status". */
export const exitStatus = { clean: 0, findings: 1, failed: 2, bug: 3 } as const

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value]

function program(end: (status: number) => void): Command {
  const command = new Command('portcullis')
    .description(tool.description)
    .version(tool.version, '-V, --version')
    .helpCommand(false)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride()
    // What commander has to say is said in one line, by the one place that says such things.
    .configureOutput({ writeOut: print, writeErr: () => {} })
  withCommonOptions(command.command('check', { isDefault: true }))
    .description('check files and folders (default: the current folder)')
    .argument('[PATH...]', 'files, folders, or - for standard input')
    .option('--separately', 'check each file by itself, and not how they go together')
    .action((paths: string[], options: CheckOptions) => end(check(paths, options)))
  withCommonOptions(command.command('drift'))
    .description('compare declared ports with ports that were seen open')
    .argument('<PATH...>', 'files and folders that declare ports, or - for standard input')
    .requiredOption(
      '--observed <INVENTORY>',
      'an answer of HSS, the output of ss -H -tulpn, listening_ports of osquery as JSON, nmap -oX, or - for standard input; repeatable',
      collect,
    )
    .option('--host <NAME>', 'compare this host of the inventories alone')
    .option(
      '--ignore <SOCKETS>',
      'sockets of clients, which nobody declares, such as 68/udp,5353/udp; "default" stands for those below, "none" for none',
      defaultIgnored,
    )
    .action((paths: string[], options: DriftOptions) => end(drift(paths, options)))
  withAccessOptions(command.command('map'), Object.keys(mapReporters))
    .description('who can reach what: every listener, path and the access it asks for')
    .argument('[PATH...]', 'files, folders, or - for standard input')
    .action((paths: string[], options: AccessOptions) => end(map(paths, options)))
  withAccessOptions(command.command('trace'), Object.keys(traceReporters))
    .description('one request through the documents: allowed, denied or unknown, and why')
    .argument('<PATH...>', 'files, folders, or - for standard input')
    .option('--url <URL>', 'where the request goes: https://app.example.com/admin')
    .option('--source <ADDRESS>', 'the IP address that it comes from')
    .option('--method <METHOD>', 'its method')
    .option('--header <NAME=VALUE>', 'a header; repeatable', collect)
    .option('--credential <NAME>', 'a user whose password it brings; repeatable', collect)
    .option('--email <EMAIL>', 'who signed in')
    .option('--user <ID>', 'who signed in, by the id of the identity provider')
    .option('--group <GROUP>', 'a group of who signed in; repeatable', collect)
    .option('--claim <NAME=VALUE>', 'a claim of who signed in; repeatable', collect)
    .option('--fact <FACT>', 'a plain fact, such as "inside the cluster"; repeatable', collect)
    .action((paths: string[], options: TraceOptions) => end(trace(paths, options)))
  withAccessOptions(command.command('diff'), Object.keys(diffFormats))
    .description('what became reachable, and what stopped being so, between two versions')
    .argument('<BASE>', 'a path, git:REVISION, or git:REVISION:PATH')
    .argument('[HEAD]', 'the same', '.')
    .option('--rule <ID=SEVERITY>', 'what new-access and lost-access weigh; repeatable', collect)
    .addOption(
      new Option(
        '--fail-on <SEVERITY>',
        'lowest severity that makes the exit status 1 (default: none)',
      ).choices(['error', 'warning', 'note', 'never']),
    )
    .option('--fail-on-new-access', 'exit status 1 where something became reachable, or may have')
    .action((base: string, head: string, options: DiffOptions) => end(diff(base, head, options)))
  command
    .command('rules')
    .description('the list of rules, or one rule in full')
    .argument('[RULE]')
    .action((rule?: string) => end(printRules(rule)))
  command
    .command('schema')
    .description('the list of schemas, or one schema')
    .argument('[KIND]')
    .action((kind?: string) => end(printSchema(kind)))
  command
    .command('kinds')
    .description('the list of kinds')
    .action(() => end(printKinds()))
  return command
}

/** Adds the options of every command that reports findings. */
function withCommonOptions(command: Command): Command {
  return command
    .option('--kind <KIND>', 'read every input as this kind')
    .option('--stdin-filename <NAME>', 'the name that standard input goes by')
    .option(
      '--format <FORMAT[=FILE]>',
      'text, json, sarif, github, markdown, junit or gitlab; repeatable',
      collect,
    )
    .addOption(
      new Option('--fail-on <SEVERITY>', 'lowest severity that makes the exit status 1')
        .choices(['error', 'warning', 'note', 'never'])
        .default('error'),
    )
    .option('--rule <ID=SEVERITY>', 'off, note, warning or error; repeatable', collect)
    .option('--only <ID>', 'run only this rule; repeatable', collect)
    .option('--config <FILE>', 'the configuration (default: portcullis.config.yaml or .json, found upward)')
    .option('--no-config', 'read no configuration')
    .addOption(
      new Option('--unknown <POLICY>', 'what a document of no known kind is').choices([
        'skip',
        'warn',
        'error',
      ]),
    )
    .addOption(
      new Option('--color <WHEN>', 'colours in text').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('--max-problems <N>', 'findings shown in text; all are counted', wholeNumber, 200)
    .option('--quiet', 'print no report of text where there is no finding')
}

/** Adds the options of every question about access. */
function withAccessOptions(command: Command, formats: readonly string[]): Command {
  return command
    .option('--kind <KIND>', 'read every input as this kind')
    .option('--stdin-filename <NAME>', 'the name that standard input goes by')
    .option('--format <FORMAT[=FILE]>', `${formats.join(', ')}; repeatable`, collect)
    .option('--config <FILE>', 'the configuration (default: portcullis.config.yaml or .json, found upward)')
    .option('--no-config', 'read no configuration')
    .addOption(
      new Option('--color <WHEN>', 'colours in text').choices(['auto', 'always', 'never']).default('auto'),
    )
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

/** Runs the command line. Returns the exit status; prints one line on standard error where the run itself failed. */
export function main(args: readonly string[]): number {
  let status: number = exitStatus.clean
  try {
    const command = program((ended) => {
      status = ended
    })
    refuseMisspeltCommand(
      args[0],
      command.commands.map((known) => known.name()),
    )
    command.parse(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.clean
    if (error instanceof UserError || error instanceof CommanderError) {
      complain(`portcullis: ${oneLine(error)}\n`)
      return exitStatus.failed
    }
    complain(
      `portcullis: this is a bug; please report it.\n${error instanceof Error ? error.stack : messageOf(error)}\n`,
    )
    return exitStatus.bug
  }
  return status
}

/** `check` may be left out, so a word that is no command is a path; where there is none, a command was meant. */
function refuseMisspeltCommand(word: string | undefined, commands: readonly string[]): void {
  if (word === undefined || !/^[a-z][a-z-]*$/i.test(word) || commands.includes(word) || isThere(word)) return
  const meant = closest(word, commands)
  const hint = meant ? `did you mean ${meant}?` : `the commands are ${commands.join(', ')}.`
  throw new UserError(`"${word}" is no command, and there is no file or folder of that name; ${hint}`)
}

/** What was wrong, in one line: names of files may hold anything. */
function oneLine(error: Error): string {
  const text = error.message.replace(/^error: /, '')
  return visible(error instanceof CommanderError ? text.replaceAll(/\s*\n\s*/g, ' ') : text)
}
