import { service, stream } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const external = (more = '', selector = '{ app: web }', type = 'NodePort') =>
  service(`type: ${type}\n${more}selector: ${selector}\nports: [{ port: 443 }]`)
const policy = (
  selector: string,
  ingress: string,
  metadata = 'name: office-only',
) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { ${metadata} }
spec: { podSelector: ${selector}, ingress: ${ingress} }
`
const office = '[{ from: [{ ipBlock: { cidr: 198.51.100.0/24 } }] }]'
const web = '{ matchLabels: { app: web } }'
const list = (kind: 'Route' | 'Ingress') =>
  kind === 'Route'
    ? 'apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: r, annotations: { haproxy.router.openshift.io/ip_whitelist: 198.51.100.0/24 } }\n'
    : 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i, annotations: { nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24 } }\n'

ruleTable('kubernetes/source-ip-lost', {
  silent: {
    'no control': external(),
    'the address is kept': stream(external('externalTrafficPolicy: Local\n'), policy(web, office)),
    'nobody from outside': stream(external('', '{ app: web }', 'ClusterIP'), policy(web, office)),
    'a policy for other pods': stream(external(), policy('{ matchLabels: { app: api } }', office)),
    'a policy for some of the pods': stream(
      external(),
      policy('{ matchLabels: { app: web, tier: front } }', office),
    ),
    'a policy that lets in pods': stream(external(), policy(web, '[{ from: [{ podSelector: {} }] }]')),
    'a policy that lets in everyone': stream(
      external(),
      policy(web, '[{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]'),
    ),
    'a policy with a rule for everyone beside': stream(
      external(),
      policy(web, '[{ from: [{ ipBlock: { cidr: 198.51.100.0/24 } }] }, {}]'),
    ),
    'a policy of another namespace': stream(
      service('type: NodePort\nselector: { app: web }\nports: [{ port: 443 }]', 'name: web, namespace: a'),
      policy(web, office, 'name: p, namespace: b'),
    ),
    'expressions, which are not read': stream(
      external(),
      policy('{ matchExpressions: [{ key: app, operator: Exists }] }', office),
    ),
    'an allow list, and another Service': stream(external(), list('Ingress')),
    'the router of the other kind of list': stream(
      external('', '{ app.kubernetes.io/name: ingress-nginx }'),
      list('Route'),
    ),
  },
  reports: {
    'a policy for its pods': {
      document: stream(
        service('type: «NodePort»\nselector: { app: web }\nports: [{ port: 443 }]'),
        policy(web, office),
      ),
      messages: [
        'externalTrafficPolicy: Cluster hides the client from the NetworkPolicy office-only, which then sees the addresses of nodes behind web; set it to Local.',
      ],
    },
    'the policy said outright': {
      document: stream(external('externalTrafficPolicy: «Cluster»\n'), policy(web, office)),
    },
    'a policy for every pod': {
      document: stream(external('externalTrafficPolicy: «Cluster»\n'), policy('{}', office)),
    },
    'the policy first': {
      document: stream(policy(web, office), external('externalTrafficPolicy: «Cluster»\n')),
    },
    'ingress-nginx and its lists': {
      document: stream(
        external('externalTrafficPolicy: «Cluster»\n', '{ app.kubernetes.io/name: ingress-nginx }'),
        list('Ingress'),
      ),
      messages: [/the allow lists of the Ingresses of this input/],
    },
    'the router and its lists': {
      document: stream(external('externalTrafficPolicy: «Cluster»\n', '{ router: router }'), list('Route')),
    },
  },
})
