import { defineRule } from '../../../rule.ts'
import { refusedChoices } from '../refusals/choices.ts'
import { refusedDatabroker } from '../refusals/databroker.ts'
import { refusedEncodings } from '../refusals/encoded.ts'
import { refusedIdentityProviders } from '../refusals/identity-providers.ts'
import { refusedMtls } from '../refusals/mtls.ts'
import { refusedOperations } from '../refusals/patch.ts'
import { refusedValues } from '../refusals/values.ts'
import type { PomeriumView } from '../view.ts'

export const settingsRefused = defineRule<PomeriumView>({
  id: 'pomerium/settings-refused',
  summary: 'A setting that Pomerium refuses.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Core validates its settings as a whole: one that it refuses keeps the file from being loaded, and a running
      Pomerium goes on with what it had. Settings of Zero reach the same validator in the cluster. It knows the
      levels of messages in lower case only, asks for a host and a port where metrics are served, for keys of 32
      bytes in base64, for a database where data is kept in one, and for much more that no schema says.`,
    kind: 'pomerium/config',
    bad: `
      log_level: verbose
      metrics_address: 9902
      dns_refresh_rate: 0s`,
    good: `
      log_level: debug
      metrics_address: 127.0.0.1:9902
      dns_refresh_rate: 5s`,
  },

  *check({ settings, routes, document }) {
    for (const view of settings) {
      yield* refusedValues(view)
      yield* refusedEncodings(view)
      if (view.dialect !== 'core') continue
      yield* refusedDatabroker(view)
      yield* refusedMtls(view)
      yield* refusedIdentityProviders(view, routes)
    }
    yield* refusedChoices(settings, routes)
    if (isPatch(document)) yield* refusedOperations(document)
  },
})

/** A list of operations, which only a patch is. */
const isPatch = (document: unknown) =>
  Array.isArray(document) &&
  document.some((item: unknown) => item !== null && typeof item === 'object' && 'op' in item)
