/** A row as the platform writes it. */
export const row = (given: object = {}): Record<string, unknown> => ({
  agent_id: 'a'.repeat(64),
  container_id: '',
  host_id: 'dd91cd32-a238-4c0e-bc01-3b11653714ac',
  laddr: '0.0.0.0',
  path: '/usr/bin/app',
  pid: 812,
  port: 8080,
  status: 'normal',
  type: 'TCP',
  ...given,
})

/** An answer with all its rows. */
export const page = (rows: readonly unknown[], total = rows.length) => ({ total_num: total, data_list: rows })

/** One row of a document in YAML, of which a part may be marked; `fields` come last. */
export const yamlRow = (fields: string): string =>
  `  - { host_id: web-1, agent_id: a, pid: 812, path: /usr/bin/app, ${fields} }\n`

export const yamlPage = (total: number | string, ...rows: readonly string[]): string =>
  `total_num: ${total}\ndata_list:\n${rows.map(yamlRow).join('')}`
