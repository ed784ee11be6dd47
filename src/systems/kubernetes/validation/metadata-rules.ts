import { type OwnerReference, own, type StringMap } from '../document.ts'
import { dns1035Label, dns1123Label, labelValue, type NameCheck, qualifiedName } from './names.ts'
import { quoted, type Refusal, type ServerRule } from './server-rule.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/: keys and values together. */
const mostAnnotationBytes = 256 * 1024

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion']

/** From 1.36 on, where RelaxedServiceNameValidation is on by default, a Service may start with a digit. */
const nameCheck = (release: number): NameCheck => (release < 36 ? dns1035Label : dns1123Label)

const objectMeta = 'apimachinery ValidateObjectMeta'

/** Rules of a name, asked on creation, and on an update as well up to 1.33. */
export const nameRules: readonly ServerRule[] = [
  {
    source: `${objectMeta}, ValidateServiceName`,
    *check({ service: { metadata }, release }) {
      const { name = '', generateName = '' } = metadata ?? {}
      if (name === '' && generateName === '')
        yield {
          at: ['metadata', 'name'],
          message:
            'The Service has neither a name nor a generateName, and the API server needs one of them; add metadata.name',
        }
      const broken = name === '' ? undefined : nameCheck(release)(name)
      if (broken)
        yield {
          at: ['metadata', 'name'],
          message: `${quoted(name)} is no name that the API server takes for a Service: it ${broken}`,
        }
    },
  },
  {
    source: `${objectMeta}, NameIsDNS1035Label with prefix`,
    *check({ service: { metadata }, release }) {
      const { generateName = '' } = metadata ?? {}
      if (generateName === '') return
      // As the server masks it, since characters are appended.
      const broken = nameCheck(release)(
        generateName.endsWith('-') ? `${generateName.slice(0, -2)}a` : generateName,
      )
      if (broken)
        yield {
          at: ['metadata', 'generateName'],
          message: `${quoted(generateName)} is no prefix that the API server takes for the name of a Service: it ${broken}`,
        }
      // The name that is made of it is looked at as well.
      const made = metadata?.name ? undefined : nameCheck(release)(`${generateName.slice(0, 58)}x2b4d`)
      if (made)
        yield {
          at: ['metadata', 'name'],
          message: `The name that the API server makes of the generateName ${quoted(generateName)} is refused: it ${made}`,
        }
    },
  },
  {
    source: `${objectMeta}, ValidateNamespaceName`,
    *check({ service: { metadata } }) {
      const { namespace = '' } = metadata ?? {}
      const broken = namespace === '' ? undefined : dns1123Label(namespace)
      if (!broken) return
      yield {
        at: ['metadata', 'namespace'],
        message: `${quoted(namespace)} is no name of a namespace: it ${broken}`,
      }
    },
  },
  {
    source: `${objectMeta}, ValidateFinalizers, validateKubeFinalizerName`,
    *check({ service: { metadata } }) {
      const finalizers = metadata?.finalizers ?? []
      for (const [index, finalizer] of finalizers.entries()) {
        const broken = qualifiedName(finalizer)
        if (broken)
          yield {
            at: ['metadata', 'finalizers'],
            message: `${quoted(finalizer)} is no name of a finalizer: it ${broken}`,
          }
        if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer))
          yield {
            at: ['metadata', 'finalizers', index],
            message: `${quoted(finalizer)} is none of the finalizers that Kubernetes knows, and the name of any other one has a domain before a slash`,
          }
      }
      if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
        yield {
          at: ['metadata', 'finalizers'],
          message: 'The finalizers "orphan" and "foregroundDeletion" exclude one another; remove one',
        }
    },
  },
  {
    source: `${objectMeta}, ValidateNonnegativeField`,
    *check({ service: { metadata } }) {
      if ((metadata?.generation ?? 0) >= 0) return
      yield {
        at: ['metadata', 'generation'],
        message: `The generation ${metadata?.generation} is below 0; remove it, since the API server sets it`,
      }
    },
  },
]

/** Rules of the rest of the metadata, asked on creation and on an update. */
export const metadataRules: readonly ServerRule[] = [
  {
    source: 'apimachinery ValidateLabels',
    check: ({ service: { metadata } }) => labelRefusals(metadata?.labels, ['metadata', 'labels'], 'label'),
  },
  {
    source: 'apimachinery ValidateAnnotations',
    *check({ service: { metadata } }) {
      const at = ['metadata', 'annotations']
      const annotations = metadata?.annotations ?? {}
      for (const key of Object.keys(annotations)) {
        const broken = qualifiedName(key.toLowerCase())
        if (broken) yield { at, message: `${quoted(key)} is no key of an annotation: it ${broken}` }
      }
      const bytes = bytesOf(annotations)
      if (bytes <= mostAnnotationBytes) return
      yield {
        at,
        message: `The annotations have ${bytes} bytes, and ${mostAnnotationBytes} are the most; keep large texts in a ConfigMap`,
      }
    },
  },
  {
    source: 'apimachinery ValidateOwnerReferences',
    *check({ service: { metadata } }) {
      const at = ['metadata', 'ownerReferences']
      const references = metadata?.ownerReferences ?? []
      for (const reference of references) yield* ownerRefusals(reference)
      if (references.filter(({ controller }) => controller === true).length < 2) return
      yield {
        at,
        message: 'Only one owner can be the controller of an object, and several owner references say so',
      }
    },
  },
  {
    source: 'ValidateService, topology annotations',
    since: 27,
    *check({ service: { metadata } }) {
      const hints = own(metadata?.annotations, 'service.kubernetes.io/topology-aware-hints')
      const mode = own(metadata?.annotations, 'service.kubernetes.io/topology-mode')
      if (hints === undefined || mode === undefined || hints === mode) return
      yield {
        at: ['metadata', 'annotations', 'service.kubernetes.io/topology-mode'],
        message: `topology-mode says ${quoted(mode)} and topology-aware-hints says ${quoted(hints)}, and the API server wants them equal; remove the older topology-aware-hints`,
      }
    },
  },
]

/** What is wrong with a map of labels; the server names the map. Also for selectors. */
export function* labelRefusals(
  labels: StringMap | undefined,
  at: readonly string[],
  noun: string,
): Iterable<Refusal> {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const broken = qualifiedName(key)
    if (broken) yield { at, message: `${quoted(key)} is no key of a ${noun}: it ${broken}` }
    const wrong = labelValue(value)
    if (wrong)
      yield { at, message: `${quoted(value)} is no value of the ${noun} ${quoted(key)}: it ${wrong}` }
  }
}

function* ownerRefusals({
  apiVersion = '',
  kind = '',
  name = '',
  uid = '',
}: OwnerReference): Iterable<Refusal> {
  // The server names no index here.
  const at = ['metadata', 'ownerReferences']
  const version = apiVersion.split('/')
  const lacks = [
    ...(version.length > 2 || version.at(-1) === '' ? ['apiVersion with a version'] : []),
    ...(kind === '' ? ['kind'] : []),
    ...(name === '' ? ['name'] : []),
    ...(uid === '' ? ['uid'] : []),
  ]
  if (lacks.length > 0)
    yield { at, message: `An owner reference lacks ${lacks.join(', ')}, which the API server wants in each` }
  if (apiVersion === 'v1' && kind === 'Event') yield { at, message: 'An Event cannot own anything' }
}

/** Bytes of keys and values as UTF-8. */
function bytesOf(map: StringMap): number {
  const texts = Object.entries(map).flat()
  const units = texts.reduce((sum, text) => sum + text.length, 0)
  if (3 * units <= mostAnnotationBytes) return units
  const encoder = new TextEncoder()
  return texts.reduce((sum, text) => sum + encoder.encode(text).length, 0)
}
