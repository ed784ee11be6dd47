// Prints the shell command of the README's block right after the given words: node scripts/readme-command.mjs 'Try it'
import { readFileSync } from 'node:fs'

const [words] = process.argv.slice(2)
const readme = readFileSync('README.md', 'utf8')
const at = readme.indexOf(`**${words}**`)
const block = at === -1 ? null : /^\*\*[^*]+\*\*[^\n`]*\n+```bash\n([\s\S]*?)```/.exec(readme.slice(at))
if (!block) throw new Error(`README.md has no bash block after **${words}**`)
process.stdout.write(block[1])
