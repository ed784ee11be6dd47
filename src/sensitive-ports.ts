import type { Transport } from './model.ts'

/** What usually listens on a number, and who says so. */
export interface SensitivePort {
  readonly service: string
  readonly source: string
}

const iana = 'https://www.iana.org/assignments/service-names-port-numbers'

const entries: readonly (readonly [number, string, string])[] = [
  [22, 'SSH', iana],
  [23, 'Telnet', iana],
  [135, 'Microsoft RPC', iana],
  [139, 'NetBIOS sessions', iana],
  [389, 'LDAP', iana],
  [445, 'SMB file sharing', iana],
  [512, 'rexec', iana],
  [513, 'rlogin', iana],
  [514, 'rsh', iana],
  [873, 'rsync', iana],
  [1433, 'Microsoft SQL Server', iana],
  [1521, 'Oracle Database', 'https://docs.oracle.com/en/database/oracle/oracle-database/'],
  [2049, 'NFS', iana],
  [2181, 'ZooKeeper', 'https://zookeeper.apache.org/doc/current/zookeeperStarted.html'],
  [2375, 'the Docker API without TLS', iana],
  [2376, 'the Docker API', iana],
  [2379, 'etcd', iana],
  [2380, 'etcd peers', iana],
  [3306, 'MySQL', iana],
  [3389, 'Remote Desktop', iana],
  [4369, 'the Erlang port mapper', iana],
  [5432, 'PostgreSQL', iana],
  [5601, 'Kibana', 'https://www.elastic.co/guide/en/kibana/current/settings.html'],
  [5672, 'RabbitMQ (AMQP)', iana],
  [5900, 'VNC', iana],
  [5984, 'CouchDB', iana],
  [5985, 'Windows Remote Management', iana],
  [5986, 'Windows Remote Management', iana],
  [6379, 'Redis', iana],
  [6443, 'the Kubernetes API', 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
  [7474, 'Neo4j', 'https://neo4j.com/docs/operations-manual/current/configuration/ports/'],
  [7687, 'Neo4j (Bolt)', iana],
  [8086, 'InfluxDB', 'https://docs.influxdata.com/influxdb/v2/reference/config-options/'],
  [8200, 'Vault', 'https://developer.hashicorp.com/vault/docs/configuration/listener/tcp'],
  [8500, 'Consul', 'https://developer.hashicorp.com/consul/docs/reference/architecture/ports'],
  [8529, 'ArangoDB', 'https://docs.arangodb.com/stable/components/arangodb-server/options/'],
  [9042, 'Cassandra', 'https://cassandra.apache.org/doc/latest/cassandra/faq/'],
  [9092, 'Kafka', 'https://kafka.apache.org/documentation/#brokerconfigs_listeners'],
  [
    9200,
    'Elasticsearch',
    'https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html',
  ],
  [
    9300,
    'Elasticsearch nodes',
    'https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html',
  ],
  [10250, 'the kubelet API', 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
  [11211, 'memcached', iana],
  [15672, 'RabbitMQ management', 'https://www.rabbitmq.com/docs/management'],
  [27017, 'MongoDB', iana],
  [27018, 'MongoDB shards', 'https://www.mongodb.com/docs/manual/reference/default-mongodb-port/'],
  [28015, 'RethinkDB', 'https://rethinkdb.com/docs/cli-options/'],
]

const byNumber: ReadonlyMap<number, SensitivePort> = new Map(
  entries.map(([number, service, source]) => [number, { service, source }]),
)

/** Numbers on which the same service answers over UDP; the others belong to something else there, or to nobody. */
const overUdp: ReadonlySet<number> = new Set([389, 2049, 3389, 11211])

/** What makes a number sensitive over a transport protocol; undefined where nothing does. */
export function sensitiveService(number: number, transport: Transport): string | undefined {
  return transport === 'TCP' || (transport === 'UDP' && overUdp.has(number))
    ? sensitivePort(number)?.service
    : undefined
}

/**
 * The database, queue or administration service whose usual port the number is; undefined for all others. Numbers
 * that ordinary web applications listen on as well, such as 3000, 8080 or 9090, are left out on purpose.
 */
export const sensitivePort = (number: number): SensitivePort | undefined => byNumber.get(number)
