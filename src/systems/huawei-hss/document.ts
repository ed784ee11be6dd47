/** What was seen open: one socket, or, in the statistics of ports, one port of `num` servers. */
export interface PortRow {
  readonly host_id?: string
  readonly host_name?: string
  readonly host_ip?: string
  readonly laddr?: string
  readonly status?: 'normal' | 'danger' | 'unknown' | 'unknow'
  readonly port?: number
  readonly type?: 'TCP' | 'UDP' | 'TCP6' | 'UDP6'
  readonly pid?: number
  readonly path?: string
  readonly agent_id?: string
  readonly container_id?: string
  readonly container_name?: string
  readonly num?: number
}

/** Rows that broke the schema are undefined. */
type Rows = readonly (PortRow | undefined)[]

/** An answer as it is served. */
export interface PortsPage {
  readonly total_num?: number
  readonly data_list?: Rows
}

/** An answer, or its rows alone. */
export type OpenPorts = PortsPage | Rows

/** The query parameters of a list of open ports. */
export interface OpenPortsQuery {
  readonly host_id?: string
}
