import type { AccessMap, AccessRow } from '../../access-report.ts'
import { groupBy } from '../../group.ts'
import { escapeXml } from '../escape.ts'
import { placeText } from '../paths.ts'
import { count } from '../summary.ts'
import { page } from './page.ts'
import { addressOf, isOpen } from './row.ts'

/** Listeners that are drawn; the table has all of them. */
const mostDrawn = 60
/** Above these the picture is folded up, so that the table is in sight. */
const mostShown = 25

/** One self-contained page: a picture of what is reached from where, and a table of all rows to filter. No network. */
export function html({ rows }: AccessMap): string {
  const open = rows.filter(isOpen).length
  const head = `<p class="lead">${count(rows.length, 'row')}, <strong>${open} open to anyone on the internet</strong>.</p>`
  return page('Who can reach what', `${head}${picture(rows)}${table(rows)}`)
}

function picture(rows: readonly AccessRow[]): string {
  const listeners = [
    ...groupBy(rows, (row) => `${row.reach} ${row.system} ${row.listener} ${addressOf(row)}`).values(),
  ]
  const drawn = listeners.slice(0, mostDrawn)
  const groups = [...groupBy(drawn, ([row]) => row!.reach)].map(
    ([reach, own]) =>
      `<li><span class="node reach">${reach}</span><ul>${own.map(listenerItem).join('')}</ul></li>`,
  )
  const left = listeners.length - drawn.length
  const more = left > 0 ? `<p class="quiet">${left} more in the table.</p>` : ''
  return `<details${listeners.length > mostShown ? '' : ' open'}><summary>Picture: from where, to which listener and path, on which terms</summary><ul class="tree">${groups.join('')}</ul>${more}</details>`
}

function listenerItem(rows: readonly AccessRow[]): string {
  const [first] = rows
  const parts = rows.map(
    (row) =>
      `<li class="${isOpen(row) ? 'open' : 'asked'}"><span class="node path">${escapeXml(row.path)}</span><span class="node access">${escapeXml(row.access)}</span></li>`,
  )
  return `<li><span class="node listener">${escapeXml(first!.listener)} <span class="quiet">${escapeXml(addressOf(first!))}</span></span><ul>${parts.join('')}</ul></li>`
}

const columns = ['Reach', 'Listener', 'Address', 'Path', 'Access', 'Place'] as const

function table(rows: readonly AccessRow[]): string {
  const head = columns
    .map(
      (name, index) =>
        `<th scope="col" aria-sort="none"><button type="button" data-column="${index}">${name}</button></th>`,
    )
    .join('')
  const body = rows.map((row) => {
    const cells = [row.reach, row.listener, addressOf(row), row.path, row.access, placeText(row.place)]
    return `<tr class="${isOpen(row) ? 'open' : 'asked'}">${cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>`
  })
  return `<h2 id="rows">Rows</h2><p><label for="filter">Filter</label> <input id="filter" type="search" autocomplete="off" aria-controls="table" placeholder="words, all of which must occur"> <output id="shown" for="filter" role="status">${count(rows.length, 'row')}</output></p><div class="scroll" tabindex="0" role="region" aria-labelledby="rows"><table id="table"><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
}
