import {
  config,
  ingress,
  patch,
  route,
  zeroRoute,
  zeroSettings,
} from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const check = (fields: string) =>
  route(`health_checks: [{ healthy_threshold: 1, unhealthy_threshold: 1, tcp_health_check: {}, ${fields} }]`)

ruleTable('pomerium/duration-dialect', {
  silent: {
    ...Object.fromEntries(
      ['30s', '1h30m', '1.5h', '-5s', '100us', '"0"', '0', '2562047h', 'null', `"$\{TIMEOUT}"`].map(
        (time) => [`${time} in core`, route(`timeout: ${time}`)],
      ),
    ),
    'seconds in a health check': check('timeout: 0.5s, interval: 10s'),
    'no time in a health check': check('timeout: null'),
    'times of outlier detection': route('outlier_detection: { interval: 10s, base_ejection_time: 30s }'),
    'milliseconds in telemetry': config(
      'otel_exporter_otlp_timeout: 10000',
      'otel_bsp_schedule_delay: "500"',
    ),
    'what the API takes': zeroRoute('timeout: 1d, idleTimeout: 2w'),
    'settings of the API': zeroSettings('cookieExpire: 1y, otelBspScheduleDelay: 5s'),
    'an annotation': ingress('timeout: 2m', "idle_timeout: '60s'", 'description: 1d'),
    'a time that is no field of its own': route('description: 1d'),
  },
  silentThoughBroken: {
    'what the schema of the API refuses already': zeroRoute('timeout: 1.5h'),
    'a list in core': route('timeout: [1d]'),
  },
  reports: {
    'days in core': {
      document: route('timeout: «1d»'),
      messages: ['"1d" has the unit "d", so core refuses the whole file; write 24h.'],
      severities: ['error'],
    },
    'weeks and years in settings': {
      document: config('cookie_expire: «2w»', 'dns_refresh_rate: «1y»'),
      messages: [
        '"2w" has the unit "w", so core refuses the whole file; write 336h.',
        '"1y" has the unit "y", so core refuses the whole file; write 8760h.',
      ],
    },
    'every time of core': {
      document: config(
        ...['timeout_read', 'timeout_write', 'timeout_idle', 'default_upstream_timeout', 'cookie_expire'].map(
          (key) => `${key}: «1d»`,
        ),
        ...['grpc_client_timeout', 'dns_failure_refresh_rate', 'dns_query_timeout', 'dns_refresh_rate'].map(
          (key) => `${key}: «1d»`,
        ),
      ),
    },
    'a text without a unit': {
      document: route('timeout: «"30"»'),
      messages: ['"30" lacks a unit, so core refuses the whole file; write 30s.'],
    },
    'an empty text': {
      document: route('idle_timeout: «""»'),
      messages: ['"" is no length of time, so core refuses the whole file; write one such as 30s.'],
    },
    'a bare number': {
      document: route('timeout: «30»'),
      messages: ['30 counts nanoseconds here, which is hardly meant; write a unit, such as 30s.'],
      severities: ['warning'],
    },
    'a time that Go cannot count': {
      document: route('timeout: «2562048h»'),
      messages: [
        '"2562048h" is longer than the 292 years that Go counts, so core refuses the whole file; write one such as 30s.',
      ],
    },
    'minutes in a health check': {
      document: check('timeout: 1s, interval: «1m»'),
      messages: [
        '"1m" is no number of seconds, which is all that this field takes, so core refuses the whole file; write 60s.',
      ],
    },
    'milliseconds in outlier detection': {
      document: route('outlier_detection: { interval: «500ms» }'),
      messages: [
        '"500ms" is no number of seconds, which is all that this field takes, so core refuses the whole file; write 0.5s.',
      ],
    },
    'a unit in telemetry': {
      document: config('otel_exporter_otlp_timeout: «10s»'),
      messages: [
        '"10s" is no whole number, and this field counts milliseconds, so core refuses the whole file; write 10000.',
      ],
    },
    'a time that the proxy of Zero cannot count': {
      document: zeroRoute('timeout: «300y»'),
      messages: [
        '"300y" is longer than the 292 years that the proxy counts, so it may be refused or cut; write a shorter time.',
      ],
      severities: ['warning'],
    },
    'such a time in a health check': {
      document: zeroRoute(
        'healthCheck: { type: tcp, timeout: 1s, interval: «9999999w», healthyThreshold: 1, unhealthyThreshold: 1 }',
      ),
    },
    'such a time in a patch': {
      document: patch('op: replace, path: /cookieExpire, value: «999y»'),
    },
    'days in an annotation': {
      document: ingress('timeout: «1d»'),
      messages: ['"1d" has the unit "d", so the Ingress is refused; write 24h.'],
    },
    'nothing without a unit in an annotation': {
      document: ingress("timeout: «'0'»"),
      messages: [/^"0" lacks a unit, so the Ingress is refused;/],
    },
    'a number in an annotation': {
      document: ingress("timeout: «'30'»"),
      messages: ['"30" lacks a unit, so the Ingress is refused; write 30s.'],
    },
  },
})
