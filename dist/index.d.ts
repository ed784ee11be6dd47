/** What a sign-in says of the caller. A request without an identity is made by nobody who signed in. */
interface Identity {
    readonly email?: string;
    readonly user?: string;
    readonly groups?: readonly string[];
    readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}
/**
 * One request, or a partial one. An attribute that is left out is open: whatever is said of the request
 * holds for every value of it. `credentials`, `headers`, `identity` and `facts` are complete where they
 * are given: what is not named there is not presented.
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
interface RuleDocs {
    /** Why it matters, in Markdown. */
    readonly why: string;
    /** A document that this rule reports. YAML. */
    readonly bad: string;
    /** Its corrected twin, on which no rule has anything to say. */
    readonly good: string;
    /** For examples that do not tell their kind by themselves. */
    readonly kind?: string;
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
/** How one rule runs: switched off, at its own severity, or at another one. */
type RuleSetting = Severity | 'off';
/** Which kind files of a certain name are. */
interface FileKind {
    readonly match: string;
    readonly kind: string;
}
/** What a configuration file holds; the library takes the same object. */
interface Config {
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
/** What a document of no known kind is: nothing, a warning, an error. */
type UnknownPolicy = 'skip' | 'warn' | 'error';
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
/** How documents are checked. */
interface ValidateOptions {
    /** The kind of every document; recognised by content where it is left out. */
    readonly kind?: string;
    /** The name that findings carry, for a single text or value. */
    readonly filename?: string;
    /** Severities by rule id; they win over those of `config`. */
    readonly rules?: Readonly<Record<string, RuleSetting>>;
    /** Run these rules alone. */
    readonly only?: readonly string[];
    readonly config?: Config;
    /** What a document of no known kind is: "warn" by default, "error" where `kind` is given. */
    readonly unknown?: UnknownPolicy;
    /** YYYY-MM-DD, the day against which suppressions end; the current one by default. */
    readonly today?: string;
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
/**
 * Checks one text, which may hold several documents, or one value. Never throws on a document, however bad;
 * throws a UserError on an unknown rule, kind or severity and on a broken configuration.
 */
declare function validate(document: unknown, options?: ValidateOptions): Report;
/** Checks several texts and values together, so that rules which look across documents see them all. */
declare function validateAll(documents: readonly DocumentInput[], options?: ValidateOptions): Report;
/** What reporters know beside the report. */
interface ReportContext {
    /** Every rule that was enabled, with the severity it had in this run. */
    readonly rules: readonly RuleMeta[];
    /** The text of a file of the report; undefined where it was given as a value. */
    readonly textOf: (file: string) => string | undefined;
    readonly color: boolean;
    /** Findings shown in text at most; all are counted. */
    readonly maxProblems: number;
    /** Findings that a suppression has taken out of the report. */
    readonly suppressed: readonly Finding[];
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
export { type Category, type Config, type DocumentEntry, type DocumentInput, type Finding, type FormatOptions, type Identity, type JsonSchema, type Place, type Position, type Range, type RelatedPlace, type Report, type ReportFormat, type Request, type RuleDocs, type RuleMeta, type RuleSetting, type Severity, type Summary, type UnknownPolicy, UserError, type ValidateOptions, type Witness, formatReport, formats, kinds, rules, validate, validateAll }
