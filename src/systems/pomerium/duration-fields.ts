import type { At, Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'
import { mapsAt } from './lists.ts'
import type { RouteField, RouteView } from './route-view.ts'
import type { SettingsField, SettingsView } from './settings-view.ts'

/** How a field writes lengths of time. */
export type DurationForm = 'go' | 'zero' | 'protobuf' | 'milliseconds' | 'annotation'

/** A field that holds a length of time. */
export interface DurationField extends At<unknown> {
  readonly form: DurationForm
}

const routeTimes: readonly RouteField[] = ['timeout', 'idleTimeout']
const settingsTimes: readonly SettingsField[] = [
  ...(['timeoutRead', 'timeoutWrite', 'timeoutIdle', 'defaultUpstreamTimeout', 'cookieExpire'] as const),
  ...(['dnsFailureRefreshRate', 'dnsQueryTimeout', 'dnsRefreshRate', 'grpcClientTimeout'] as const),
]
const telemetryTimes: readonly SettingsField[] = [
  'otelExporterOtlpTimeout',
  'otelExporterOtlpTracesTimeout',
  'otelBspScheduleDelay',
]

/** Lengths of time in the messages of Envoy, which core reads as protobuf reads JSON. */
const healthCheckTimes = [
  ...['timeout', 'interval', 'initial_jitter', 'interval_jitter', 'no_traffic_interval'],
  ...[
    'no_traffic_healthy_interval',
    'unhealthy_interval',
    'unhealthy_edge_interval',
    'healthy_edge_interval',
  ],
]
const outlierTimes = ['interval', 'base_ejection_time', 'max_ejection_time', 'max_ejection_time_jitter']

/** The lengths of time of a route. */
export function routeDurations({ dialect, fields }: RouteView): readonly DurationField[] {
  const form = dialect === 'core' ? 'go' : dialect === 'zero' ? 'zero' : 'annotation'
  const own = routeTimes.flatMap((name) => inForm(fields.get(name), form))
  if (dialect === 'ingress') return own
  const checks = fields.get(dialect === 'core' ? 'healthChecks' : 'healthCheck')
  const outlier = fields.get('outlierDetection')
  const nested: DurationForm = dialect === 'core' ? 'protobuf' : 'zero'
  return [
    ...own,
    ...(checks ? mapsAt(checks.value, checks.at) : []).flatMap((check) =>
      within(check, healthCheckTimes, nested),
    ),
    ...(outlier ? within(outlier, outlierTimes, nested) : []),
  ]
}

/** The lengths of time of a set of settings. */
export function settingsDurations({ dialect, fields }: SettingsView): readonly DurationField[] {
  const core = dialect === 'core'
  return [
    ...settingsTimes.flatMap((name) => inForm(fields.get(name), core ? 'go' : 'zero')),
    ...telemetryTimes.flatMap((name) => inForm(fields.get(name), core ? 'milliseconds' : 'zero')),
  ]
}

const inForm = (found: At<unknown> | undefined, form: DurationForm): DurationField[] =>
  found === undefined || found.value === undefined ? [] : [{ ...found, form }]

function within({ value, at }: At<unknown>, names: readonly string[], form: DurationForm): DurationField[] {
  if (!isMap(value)) return []
  return names.flatMap((name) => {
    const item = Object.hasOwn(value, name) ? value[name] : undefined
    return item === undefined || item === null ? [] : [{ value: item, at: [...at, name] as Path, form }]
  })
}
