import type { System } from '../../system.ts'
import { isOpenPorts } from './detect.ts'
import { kinds } from './kinds.ts'

/** Huawei Cloud Host Security Service: the ports that its agents have seen open. https://support.huaweicloud.com/intl/en-us/api-hss2.0 */
export const huaweiHss: System = {
  name: 'huawei-hss',
  detect: (value) => (isOpenPorts(value) ? [{ kind: 'huawei-hss/open-ports', at: [] }] : []),
  kinds,
}
