import type { Condition, TextAttribute } from './analysis/condition.ts'
import { exactText, type TextLanguage, unionText } from './analysis/text-language.ts'
import { recalled } from './once.ts'
import type { At, Path } from './position.ts'

/** What every system's documents become: the shared rules read nothing else. */
export interface Model {
  readonly listeners: readonly Listener[]
  /** Those that may not share names and numbers; `listeners` where absent. */
  readonly neighbours?: readonly Neighbour[]
  readonly addressControls: readonly AddressControl[]
  readonly patterns: readonly Pattern[]
  readonly policies: readonly Policy[]
  /** Values that are to be known to few: passwords, tokens. Never to be repeated in a message. */
  readonly secrets: readonly Secret[]
}

/** A model that says nothing. */
export const emptyModel: Model = {
  listeners: [],
  addressControls: [],
  patterns: [],
  policies: [],
  secrets: [],
}

export type Protocol = 'HTTP' | 'HTTP/2' | 'TCP' | 'UDP' | 'SCTP' | 'SSH'

/** What carries a protocol, and what the numbers of ports belong to. */
export type Transport = 'TCP' | 'UDP' | 'SCTP'

export const transportOf = (protocol: Protocol): Transport =>
  protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP'

/** What a request may speak that comes in over a transport. */
export const spokenOver: (transport: Protocol) => TextLanguage = recalled(16, (transport) =>
  unionText([transport, ...(transport === 'TCP' ? ['HTTP', 'HTTP/2', 'SSH'] : [])].map(exactText)),
)

/** From how far away a listener can be reached. */
export type Reach = 'internet' | 'network' | 'cluster' | 'host'

/** What a listener may not share with those beside it. */
export interface Neighbour {
  readonly at: Path
  /** In the words of the platform: "port p01", "service shop/storefront". */
  readonly name: string
  /** The name that must be unique among its neighbours, where it has one. */
  readonly label?: At<string>
  /** Listeners of different scopes are no neighbours: they share neither names nor numbers. */
  readonly scope?: string
  readonly hosts: readonly At<string>[]
  readonly port?: At<number>
  readonly protocol?: At<Protocol>
  /** Equal for two entries that the platform refuses as the same item of one list. */
  readonly item?: string
  /** What is the same about them, where not all is: "443 over TCP". */
  readonly itemName?: string
  /** The platform refuses two of one label; what else they may not share stands in `item`. */
  readonly refusesTwins?: true
}

/** Where traffic can enter. */
export interface Listener extends Neighbour {
  /** The number that callers use, where that is another one. */
  readonly callersPort?: number
  /** The number on which the process behind it listens, where that is another one. */
  readonly behind?: At<number>
  readonly reach: At<Reach>
  /** What the platform lets the internet reach; absent where it publishes every protocol. */
  readonly publishes?: readonly Protocol[]
  readonly routes: readonly Route[]
  /** Its routes ask nothing: they lead requests to different places. */
  readonly routing?: true
  /** What it asks of every request, apart from its routes; absent where that is not known. */
  readonly access?: Condition
  /**
   * What tells it from the other listeners of its system in every version of the documents. Without one it is the
   * matter of some rule alone, and no place where requests come in.
   */
  readonly identity?: string
  /**
   * Listeners of one document, or of one project, that have the same space share its requests, each by its `entry`; one
   * without a space shares them with no other.
   */
  readonly space?: string
  /** What the platform knows it by when it is renamed. */
  readonly id?: string
  /** Which requests come in here, by host, port and protocol; all of them where absent. */
  readonly entry?: Condition
  /** What a request that no route takes is asked, all told; `access` where absent. */
  readonly otherwise?: Condition
  /** What callers from further away than its reach are asked; they are shut out where absent. */
  readonly outsiders?: Condition
  /**
   * The sockets behind it, as an inventory of the ports that are open can show them. Where absent, one on its own
   * port; where it has none, one on each port that its routes have of their own.
   */
  readonly sockets?: readonly ListenerSocket[]
}

/** A socket that a machine has open so that a listener works. */
export interface ListenerSocket {
  /** Absent where the number is not known: then any socket may be this one. */
  readonly port?: At<number>
  readonly protocol?: At<Protocol>
  /** What it is to be bound to, an address or a CIDR block; anything where absent. */
  readonly address?: At<string>
  /** A container has it open: what is seen on its host need not show it. */
  readonly inContainer?: true
  /** Why it may not show though all is well, to go on after "no row shows it, but": "kube-proxy opens no socket for it". */
  readonly unseen?: string
}

/** A part of a listener's requests, and what it asks of them. */
export interface Route {
  readonly at: Path
  /** As people would write it: "prefix /admin". */
  readonly name: string
  /** Lower is asked first; what equal ranks do is for the platform to say. */
  readonly rank: number
  /** The rank in the platform's own words: "priority 10". */
  readonly rankName: string
  /** Which requests it is meant for. */
  readonly match: Condition
  /** Which of those it keeps from later routes, where that is not all of them. */
  readonly takes?: Condition
  /** Which of those it lets in. */
  readonly access: Condition
  /** Which of those get in all told, with what the listener asks of them as well; `access` where absent. */
  readonly admits?: Condition
  /** The path as it is written, with its mode where that is not a prefix: "/admin", "exact /status". */
  readonly path?: string
  /** Where every route is a listener to people: what it goes by in place of its listener. */
  readonly own?: RouteListener
}

/** What a route of a proxy has of its own, where its listener stands for the proxy as a whole. */
export interface RouteListener {
  /** "route https://app.example.com/admin". */
  readonly identity: string
  readonly host?: string
  /** The number that callers use. */
  readonly port?: number
  readonly protocol?: Protocol
}

/** Facts of a request that tell where its caller stands; whoever is in the cluster is in the network as well. */
export const insideNetwork = 'inside the network'
export const insideCluster = 'inside the cluster'
export const insideHost = 'on the host'

/** The addresses that one control lets in and keeps out. DENY always wins; an ALLOW closes the control to everyone else. */
export interface AddressControl {
  readonly at: Path
  /** More than one list: whether they are merged, and which wins, is undocumented. */
  readonly lists: readonly AddressList[]
  /** Whether a request that no list lets in is refused whatever else it brings. */
  readonly decides: boolean
  /** Why several lists cannot be told apart for sure. */
  readonly severalLists: string
}

export interface AddressList {
  readonly at: Path
  readonly entries: readonly AddressEntry[]
  /** An entry whose addresses are not known: nothing can be said of the list as a whole. */
  readonly open: boolean
}

export interface AddressEntry extends At<string> {
  readonly action: 'allow' | 'deny'
}

/** A regular expression in the document. */
export interface Pattern extends At<string> {
  /** What it is matched with: "path", "value of header X-Env". */
  readonly subject: string
  /** The dialect that the platform names, or "unnamed". */
  readonly dialect: 'RE2' | 'unnamed'
  /** The attribute of a request that it is matched with. */
  readonly attribute: TextAttribute
  /** Whether the whole value must match; "unknown" where that is undocumented. */
  readonly whole: 'yes' | 'likely' | 'unknown'
}

/** A value that should not stand in a file. */
export interface Secret extends At<string> {
  /** What it is: "password of admin". */
  readonly subject: string
}

/** What is asked of requests in one place of a document, in parts that can be taken away one by one. */
export interface Policy {
  readonly at: Path
  /** "the policies of port p01". */
  readonly name: string
  readonly parts: readonly PolicyPart[]
  /** Some values are filled in elsewhere, so that nothing can be said of how the parts go together. */
  readonly open: boolean
  /** Callers that are not asked at all: "internal traffic". */
  readonly spared?: string
  /** What is asked, once the parts with these indices are gone. Made when it is asked for: few policies need it. */
  access(without?: ReadonlySet<number>): Condition
}

export interface PolicyPart {
  readonly at: Path
  /** "credential admin", "header X-Env". */
  readonly name: string
  /** What of a request it looks at; parts of different subjects do not bear on one another. */
  readonly subject: string
  /** By itself it may let in everyone or nobody, or change nothing. */
  readonly suspect: boolean
}
