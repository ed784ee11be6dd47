import type { Problem } from '../../../rule.ts'
import { asText, filledText, has, isOpen, textAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import { mapsAt } from '../lists.ts'
import { type SettingsView, settingsNames } from '../settings-view.ts'
import { choiceAdvice } from '../words.ts'
import { consequence, known, refusal } from './values.ts'

const storageTypes = ['memory', 'file', 'postgres']

/** Settings of the databroker that core refuses. https://github.com/pomerium/pomerium/blob/c8ace109/config/options_databroker.go */
export function* refusedDatabroker(view: SettingsView): Generator<Problem> {
  const type = known(textAt(view, 'databrokerStorageType'))
  if (type && !storageTypes.includes(type.value)) {
    const advice =
      type.value === 'redis' ? 'Redis is gone, write postgres' : choiceAdvice(type.value, storageTypes)
    yield refusal(view, type, 'is no storage', advice)
  }
  const connected = has(view, 'databrokerStorageConnection') || has(view, 'databrokerStorageConnectionFile')
  if (type?.value === 'postgres' && !connected) {
    const name = settingsNames.keyOf('databrokerStorageConnection', 'core')
    yield refusal(view, type, `needs ${name}`, 'write how the database is reached, or name a file')
  }
  yield* refusedNodes(view)
}

function* refusedNodes(view: SettingsView): Generator<Problem> {
  const found = view.fields.get('databrokerClusterNodes')
  const nodes = found ? mapsAt(found.value, found.at) : []
  for (const { value, at } of nodes) {
    const url = asText(value['grpc_address'], 'core') ?? ''
    const verdict = parseUrl(url)
    if (!verdict.ok && !isOpen(url)) {
      const place = 'grpc_address' in value ? [...at, 'grpc_address'] : at
      const advice = 'write a URL such as http://node-1:5443'
      yield refusal(view, { value: url, at: place }, verdict.reason, advice)
    }
    const raft = value['raft_address']
    if (typeof raft === 'string' && !isOpen(raft) && !/^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(raft)) {
      const place = [...at, 'raft_address']
      yield refusal(view, { value: raft, at: place }, 'is no host and port', 'write one such as node-1:5999')
    }
  }
  const ids = nodes.map(({ value }) => asText(value['id'], 'core') ?? '')
  for (const field of ['databrokerClusterLeaderId', 'databrokerClusterNodeId'] as const) {
    const id = known(filledText(view, field))
    if (!id || ids.includes(id.value) || ids.some(isOpen)) continue
    const message = `"${id.value}" is the id of none of the nodes, so ${consequence(view)}; write the id of an entry of databroker_cluster_nodes.`
    yield { at: id.at, message }
  }
}
