import { type Condition, undetermined } from '../../analysis/condition.ts'

const api = 'https://support.huaweicloud.com/intl/en-us/api-hss2.0/ListPorts.html'

/** What is known of the inventory, and what is not. */
export const behaviour = {
  statusIsOfTheNumber: {
    says: 'a status comes from a table of well-known numbers, and says nothing of the process',
    source: 'https://support.huaweicloud.com/intl/en-us/api-hss2.0/ShowCommonPort.html',
    documented: true,
  },
  unknow: {
    says: 'older releases write "unknow" where newer ones write "unknown"',
    source: `${api} (table of fields against its example); model PortResponseInfo of huaweicloud-sdk-python-v3`,
    documented: true,
  },
  totalAboveRows: {
    says: 'total_num counts what the query has in all, and data_list holds one page of it',
    source: api,
    documented: true,
  },
} as const

/** Whether the internet gets through to a server: an inventory tells nothing of the network in front of it. */
export const reachBeyond: Condition = undetermined(
  'huawei-hss/reachBeyond',
  'nobody knows whether a firewall keeps the internet away from the server',
  'placeholder',
)

/** Sizes of a page: the default, and the largest that releases take. A bare list of that length may be one page. */
export const pageSizes: ReadonlySet<number> = new Set([10, 100, 200])

/** What a socket asks of its callers: an inventory does not tell. */
export const askedBy = (identity: string): Condition =>
  undetermined(
    `huawei-hss/asked by ${identity}`,
    'nobody knows what the process behind it asks of callers',
    'placeholder',
  )
