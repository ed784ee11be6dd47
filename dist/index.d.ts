/** What a sign-in says of the caller. A request without an identity is made by nobody who signed in. */
interface Identity {
    readonly email?: string;
    readonly user?: string;
    readonly groups?: readonly string[];
    readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}
/**
 * One request, or a partial one. An attribute that is left out is open: whatever is said of the request
 * holds for every value of it. `credentials`, `headers`, `identity`, `facts` and `details` are complete
 * where they are given: what is not named there is not presented.
 */
interface Request {
    readonly host?: string;
    readonly port?: number;
    readonly protocol?: string;
    readonly path?: string;
    readonly method?: string;
    /** An IP address. */
    readonly source?: string;
    /** By lower-case name. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Names of basic-auth users presented correctly. */
    readonly credentials?: readonly string[];
    readonly identity?: Identity;
    /** Plain facts that hold of the request ("client certificate valid"); all others do not. */
    readonly facts?: readonly string[];
    /** What a protocol or platform says of the request beside these, by its name ("MCP tool"); what is not named is not there. */
    readonly details?: Readonly<Record<string, string | readonly string[]>>;
    /** What clocks show when it is made, by their names; one that is not named is open. */
    readonly clock?: Readonly<Record<string, number>>;
}
/** Lines and columns start at 1, columns count UTF-16 units, `offset` starts at 0. */
interface Position {
    readonly line: number;
    readonly column: number;
    readonly offset: number;
}
/** From the first character to the place after the last one. */
interface Range {
    readonly start: Position;
    readonly end: Position;
}
/** A place in a document; without a range where the document was given as a value and not as a text. */
interface Place {
    readonly file: string;
    /** Index of the document in its file. */
    readonly document: number;
    /** JSON pointer within the document. */
    readonly pointer: string;
    readonly range?: Range;
}
/** Requests that one version lets in and the other one does not. */
interface AccessChange {
    /** `unknown` where it is open whether there are any. */
    readonly direction: 'opened' | 'closed' | 'unknown';
    /** As the platform calls it: "port p01"; with the reach of the callers behind it where those outside see no change. */
    readonly listener: string;
    /** A request that one version lets in and the other one refuses; absent where none is known for sure. */
    readonly witness?: Request;
    readonly before?: Place;
    readonly after?: Place;
    readonly message: string;
}
/** A change that the platform does not take, so that what it would open or close stays as it is. */
interface RefusedUpdate {
    readonly rule: string;
    readonly message: string;
    /** Where it stands in the later version. */
    readonly place: Place;
}
/** What became reachable from one version of some documents to the other, and what stopped being so. */
interface AccessDiff {
    readonly verdict: 'same' | 'wider' | 'narrower' | 'different' | 'unknown';
    /** What is opened first. */
    readonly changes: readonly AccessChange[];
    /** What the platform refuses where an object of the later version replaces that of the earlier one; absent where it is nothing. */
    readonly refused?: readonly RefusedUpdate[];
}
/** From how far away a listener can be reached. */
type Reach = 'internet' | 'network' | 'cluster' | 'host';
/** One listener, or a part of its requests, and the access that it asks for. */
interface AccessRow {
    readonly system: string;
    /** As the platform calls it: "port p01", "service shop/storefront:443". */
    readonly listener: string;
    readonly host?: string;
    /** The number that callers use. */
    readonly port?: number;
    readonly protocol?: string;
    readonly reach: Reach;
    /** As it is written, with its mode where it is not a prefix; "/" for all paths of a listener. */
    readonly path: string;
    /** Who gets in, in words: "anyone", "from 10.0.0.0/8, with credential admin". */
    readonly access: string;
    readonly place: Place;
}
/** Who reaches what. */
interface AccessMap {
    /** What is open first. */
    readonly rows: readonly AccessRow[];
}
/** One thing that happens to a request, or is asked of it. */
interface TraceStep {
    readonly message: string;
    readonly place?: Place;
}
/** What becomes of a request. */
interface Trace {
    /** `unknown` where it depends on what the request leaves open, or on what nobody has written down. */
    readonly decision: 'allowed' | 'denied' | 'unknown';
    /** The entries of the documents that took the request; absent where none did, or where it is open which one does. */
    readonly listener?: Place;
    readonly route?: Place;
    readonly steps: readonly TraceStep[];
}
/** A mistake of the caller, not of a document: an unknown option, a broken configuration. One line, no stack. */
declare class UserError extends Error {
    readonly name = "UserError";
}
/**
 * What a finding is about: the platform refuses the document, it accepts a part that has no effect, it lets in
 * more than it seems, or it is hygiene.
 */
type Category = 'validity' | 'effect' | 'exposure' | 'upkeep';
/** One recognised object, or a file in which nothing was recognised. */
interface DocumentEntry {
    readonly file: string;
    /** Index of the document in its file. */
    readonly index: number;
    readonly pointer: string;
    readonly kind: string | null;
    readonly status: 'checked' | 'skipped' | 'failed';
}
/** In SARIF's words; the last one is the most severe. */
declare const severities: readonly ["note", "warning", "error"];
type Severity = (typeof severities)[number];
interface RelatedPlace extends Place {
    /** What stands there: "denied here". */
    readonly message: string;
}
/** What shows that a finding is true: a partial request, or a text that a pattern matches. */
type Witness = Request | {
    readonly sample: string;
};
/** A problem, with all that the runner knows of it. */
interface Finding extends Place {
    readonly rule: string;
    readonly severity: Severity;
    readonly category: Category;
    readonly message: string;
    readonly related: readonly RelatedPlace[];
    readonly witness?: Witness;
    /** The same for the same problem of the same object, wherever its lines have moved to. 32 hex digits. */
    readonly fingerprint: string;
}
interface Summary {
    readonly files: number;
    readonly documents: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    readonly suppressed: number;
}
/** What a run has to say: the shape that `--format json` prints. */
interface Report {
    readonly version: 1;
    readonly tool: {
        readonly name: 'portcullis';
        readonly version: string;
    };
    readonly documents: readonly DocumentEntry[];
    /** Sorted by file, place, rule. */
    readonly findings: readonly Finding[];
    readonly summary: Summary;
}
/** A document to check: a text that may hold several, or a value. */
type DocumentInput = {
    readonly filename: string;
    readonly text: string;
    readonly kind?: string;
} | {
    readonly filename: string;
    readonly value: unknown;
    readonly kind?: string;
};
/** What a configuration says of the platforms that the documents are for. */
interface Platforms {
    readonly kubernetes?: {
        readonly version?: string;
    };
    readonly pomerium?: {
        readonly target?: 'core' | 'zero';
    };
}
/** How one rule runs: switched off, at its own severity, or at another one. */
type RuleSetting = Severity | 'off';
/** Which kind files of a certain name are. */
interface FileKind {
    readonly match: string;
    readonly kind: string;
}
/** What a configuration file holds; the library takes the same object. */
interface Config extends Platforms {
    readonly preset?: 'recommended' | 'strict';
    readonly rules?: Readonly<Record<string, RuleSetting | {
        readonly severity: RuleSetting;
    }>>;
    readonly files?: readonly FileKind[];
    readonly ignore?: readonly string[];
    readonly suppressions?: {
        readonly requireReason?: boolean;
        readonly requireExpiry?: boolean;
    };
}
/** What documents are, where content does not tell. */
interface ReadOptions {
    /** The kind of every document; recognised by content where it is left out. */
    readonly kind?: string;
    /** The name that places carry, for a single text or value. */
    readonly filename?: string;
    readonly config?: Config;
}
/** What a document of no known kind is: nothing, a warning, an error. */
type UnknownPolicy = 'skip' | 'warn' | 'error';
/** How documents are checked. */
interface ValidateOptions extends ReadOptions {
    /** Severities by rule id; they win over those of `config`. */
    readonly rules?: Readonly<Record<string, RuleSetting>>;
    /** Run these rules alone. */
    readonly only?: readonly string[];
    /** What a document of no known kind is: "warn" by default, "error" where `kind` is given. */
    readonly unknown?: UnknownPolicy;
    /** YYYY-MM-DD, the day against which suppressions end; the current one by default. */
    readonly today?: string;
}
interface RuleDocs {
    /** Why it matters, in Markdown. */
    readonly why: string;
    /** A document that this rule reports. YAML. */
    readonly bad: string;
    /** Its corrected twin, on which no rule has anything to say. */
    readonly good: string;
    /** For examples that do not tell their kind by themselves. */
    readonly kind?: string;
    /** For a rule that compares: the inventory that each example is compared with. */
    readonly observed?: {
        readonly bad: string;
        readonly good: string;
    };
    /** For a rule on changes: what is stored, and replaced by `bad` or `good`. YAML. */
    readonly before?: string;
}
/** What is said of a rule, apart from its check. */
interface RuleMeta {
    readonly id: string;
    /** One sentence, at most 100 characters. */
    readonly summary: string;
    readonly category: Category;
    readonly severity: Severity;
    /** Only in the preset of that name. */
    readonly strict?: true;
    readonly docs: RuleDocs;
}
type SchemaNode = JsonSchema | boolean;
type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';
type Scalar = string | number | boolean | null;
/** The part of JSON Schema 2020-12 that the published schemas use; `knownKeywords` lists it at run time. */
interface JsonSchema {
    readonly $id?: string;
    readonly $ref?: string;
    readonly $defs?: Readonly<Record<string, SchemaNode>>;
    readonly title?: string;
    readonly description?: string;
    readonly examples?: readonly unknown[];
    readonly type?: TypeName | readonly TypeName[];
    readonly enum?: readonly Scalar[];
    readonly const?: Scalar;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly exclusiveMinimum?: number;
    readonly exclusiveMaximum?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly pattern?: string;
    /** What the pattern asks for, in words that follow the value: "must start with a letter". Editors show it too. */
    readonly patternErrorMessage?: string;
    /** Values here are secrets: no message shows them. */
    readonly 'x-secret'?: boolean;
    readonly format?: string;
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly prefixItems?: readonly SchemaNode[];
    readonly items?: SchemaNode;
    readonly minProperties?: number;
    readonly maxProperties?: number;
    readonly required?: readonly string[];
    readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
    readonly properties?: Readonly<Record<string, SchemaNode>>;
    readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
    readonly additionalProperties?: SchemaNode;
    readonly propertyNames?: SchemaNode;
    readonly allOf?: readonly SchemaNode[];
    readonly anyOf?: readonly SchemaNode[];
    readonly oneOf?: readonly SchemaNode[];
    readonly not?: SchemaNode;
    readonly if?: SchemaNode;
    readonly then?: SchemaNode;
    readonly else?: SchemaNode;
}
/**
 * Checks one text, which may hold several documents, or one value. Never throws on a document, however bad;
 * throws a UserError on an unknown rule, kind or severity and on a broken configuration.
 */
declare function validate(document: unknown, options?: ValidateOptions): Report;
/** Checks several texts and values together, so that rules which look across documents see them all. */
declare function validateAll(documents: readonly DocumentInput[], options?: ValidateOptions): Report;
/** A text, a value, or a list of documents. */
type Documents = unknown;
/** Who reaches what: every listener of the documents, and every part of its requests, with the access it asks for. */
declare function mapAccess(documents: Documents, options?: ReadOptions): AccessMap;
/**
 * What becomes of one request: which listener and route take it, what they ask, and the decision. What the request
 * leaves out is open, and the decision is unknown where it depends on that. Throws a UserError on a malformed request.
 */
declare function traceRequest(documents: Documents, request: Request, options?: ReadOptions): Trace;
/** What became reachable from one version of some documents to the other, and what stopped being so. */
declare function diffAccess(base: Documents, head: Documents, options?: ReadOptions): AccessDiff;
/**
 * What the platform refuses where the new document replaces the old one, or where it is a patch of it: one text or one
 * value each. Never throws on a document; throws a UserError as `validate` does.
 */
declare function validateUpdate(oldDocument: unknown, newDocument: unknown, options?: ValidateOptions): Report;
/** A secret in a text, from its first unit to the one after the last. */
interface SecretPlace {
    readonly file: string;
    readonly start: number;
    readonly end: number;
}
/** What reporters know beside the report. */
interface ReportContext {
    /** Every rule that was enabled, with the severity it had in this run. */
    readonly rules: () => readonly RuleMeta[];
    /** The text of a file of the report; undefined where it was given as a value. */
    readonly textOf: (file: string) => string | undefined;
    readonly color: boolean;
    /** Findings shown in text at most; all are counted. */
    readonly maxProblems: number;
    /** Findings that a suppression has taken out of the report. */
    readonly suppressed: readonly Finding[];
    /** Where secrets stand in the texts, whether anything is reported of them or not. */
    readonly secrets: readonly SecretPlace[];
    /** Is told what a format has no room for, so that nothing is left out without a word. */
    readonly notice?: (text: string) => void;
}
/** A report in, a string out. Where the string goes is the caller's business. */
type Reporter = (report: Report, context: ReportContext) => string;
/** Every format of a report, by the name that `--format` takes. */
declare const reporters: {
    text: Reporter;
    json: Reporter;
    sarif: Reporter;
    github: Reporter;
    markdown: Reporter;
    junit: Reporter;
    gitlab: Reporter;
};
type ReportFormat = keyof typeof reporters;
interface FormatOptions {
    /** Colours for a terminal, in text. */
    readonly color?: boolean;
    /** Findings shown in text at most. */
    readonly maxProblems?: number;
}
/** The names of the formats that a report can take. */
declare const formats: readonly ReportFormat[];
/**
 * A report as text, JSON, SARIF and so on. Throws a UserError on an unknown format. A report that was not made
 * by this library in this process has no texts, so its findings are shown without the lines they speak of.
 */
declare function formatReport(report: Report, format?: ReportFormat, options?: FormatOptions): string;
/** Every rule, with its documentation. */
declare const rules: readonly RuleMeta[];
/** Every kind of document, with its published schema. */
declare const kinds: readonly {
    readonly id: string;
    readonly title: string;
    schema(): JsonSchema;
}[];
export { type AccessChange, type AccessDiff, type AccessMap, type AccessRow, type Category, type Config, type DocumentEntry, type DocumentInput, type Documents, type Finding, type FormatOptions, type Identity, type JsonSchema, type Place, type Position, type Range, type ReadOptions, type RefusedUpdate, type RelatedPlace, type Report, type ReportFormat, type Request, type RuleDocs, type RuleMeta, type RuleSetting, type Severity, type Summary, type Trace, type TraceStep, type UnknownPolicy, UserError, type ValidateOptions, type Witness, diffAccess, formatReport, formats, kinds, mapAccess, rules, traceRequest, validate, validateAll, validateUpdate }
