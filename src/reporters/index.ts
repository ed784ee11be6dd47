import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

/** Every format of a report, by the name that `--format` takes. */
export const reporters = { text, json, sarif, github, markdown, junit, gitlab } satisfies Record<
  string,
  Reporter
>
