/**
 * The vocabulary of the template language. Everything here is plain data, so that a template that was parsed once can be
 * stored as JSON and evaluated later without its text.
 */

export type Json = null | boolean | number | string | Json[] | JsonMap;
export interface JsonMap {
  [key: string]: Json;
}

/** Offsets into the template text in UTF-16 code units; `end` is exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

export interface TextEdit {
  range: TextRange;
  newText: string;
}

export type DocumentPath = readonly (string | number)[];

export type Severity = 'error' | 'warning' | 'info';

/** One problem of a document. `code` is stable and documented in docs/diagnostics.md. */
export interface Diagnostic {
  code: string;
  severity: Severity;
  /** What was expected, what was found, and what to do. */
  message: string;
  /** Where in the text; absent only for problems of values that are not in a text (parameters, environment values). */
  range?: TextRange;
  path: DocumentPath;
  fix?: { title: string; edits: TextEdit[] };
  /** What Heat answers for the same fault: the error type and message of its REST API. */
  heat?: { type: string; message: string };
}

export type ParameterType = 'string' | 'number' | 'comma_delimited_list' | 'json' | 'boolean';

export type Constraint = { description?: string } & (
  | { kind: 'length'; min?: number; max?: number }
  | { kind: 'range'; min?: number; max?: number }
  | { kind: 'modulo'; step: number; offset: number }
  | { kind: 'allowed_values'; values: Json[] }
  | { kind: 'allowed_pattern'; pattern: string }
  | { kind: 'custom_constraint'; name: string }
);

export interface ParameterSchema {
  name: string;
  type: ParameterType;
  label?: string;
  description?: string;
  /** Absent when the parameter is required. */
  default?: Json;
  hidden: boolean;
  immutable: boolean;
  constraints: Constraint[];
  tags: string[];
}

export interface ParameterGroup {
  label?: string;
  description?: string;
  parameters: string[];
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'Snapshot';

/** A resource as the template states it; every `Json` here may contain function calls. */
export interface ResourceDefinition {
  name: string;
  type: string;
  properties: Json;
  metadata: Json;
  dependsOn: string[];
  deletionPolicy: DeletionPolicy;
  /** Where it is a function: binding evaluates it into `deletionPolicy`. */
  deletionPolicyCall?: Json;
  updatePolicy: Json;
  description?: string;
  externalId?: Json;
  condition?: Json;
}

export interface OutputDefinition {
  name: string;
  value: Json;
  description?: string;
  condition?: Json;
}

export interface Template {
  /** The version as written, e.g. `2018-08-31` or `rocky`; dialect-specific key in `versionKey`. */
  version: string;
  versionKey: 'heat_template_version' | 'HeatTemplateFormatVersion' | 'AWSTemplateFormatVersion';
  description: string;
  parameterGroups: ParameterGroup[];
  parameters: Record<string, ParameterSchema>;
  conditions: Record<string, Json>;
  resources: Record<string, ResourceDefinition>;
  outputs: Record<string, OutputDefinition>;
  /** CFN dialect only. */
  mappings: JsonMap;
}

// --- types of resources, as facts -----------------------------------------------------------------------------------

export type PropertyType = 'String' | 'Integer' | 'Number' | 'Boolean' | 'Map' | 'List' | 'Any';

/** The shape of one property (or nested property) of a resource type. */
export interface PropertySchema {
  type: PropertyType;
  required?: boolean;
  default?: Json;
  description?: string;
  constraints?: Constraint[];
  /** True: a change is applied in place. Otherwise a change replaces the resource. */
  updateAllowed?: boolean;
  /** True: a change is refused. */
  immutable?: boolean;
  /** False: the name is known, but a value for it is refused. Absent means true. */
  implemented?: boolean;
  /** Members of a Map. */
  schema?: Record<string, PropertySchema>;
  /** Items of a List. */
  items?: PropertySchema;
  support?: SupportStatus;
  since?: string;
  /** Its former name, beside it in the schema: what is given under that one is the value of this one. */
  formerly?: string;
}

export type SupportStatus = 'SUPPORTED' | 'DEPRECATED' | 'HIDDEN' | 'UNSUPPORTED';

export interface AttributeSchema {
  type?: PropertyType | null;
  description?: string;
  /** `none`: never cached, always read live. */
  cache?: 'local' | 'none';
  support?: SupportStatus;
}

/** Everything about a resource type that does not run: what forms, validation, completion and documentation need. */
export interface TypeSchema {
  name: string;
  description?: string;
  support: SupportStatus;
  since?: string;
  properties: Record<string, PropertySchema>;
  attributes: Record<string, AttributeSchema>;
  updatePolicy: Record<string, PropertySchema>;
  /** Which handlers exist. `snapshot` is the stack's snapshot, `snapshotDelete` what `deletion_policy: Snapshot` needs. */
  can: { signal: boolean; check: boolean; suspend: boolean; snapshot: boolean; snapshotDelete?: boolean; update: boolean; nested: boolean };
  /** The connection kinds this type runs on; empty = known by its facts only, cannot be deployed. */
  connections: readonly ('builtin' | 'sandbox' | 'openstack' | 'docker' | 'ssh')[];
  /** Longest physical name. */
  nameLimit: number;
  /** Accepts any property and attribute (OS::Heat::None). */
  anything?: boolean;
  /** The file that an environment has behind this name. */
  file?: string;
}

/** Looks types up by name. The browser gets one built from JSON, the server one built from the registry. */
export interface TypeCatalogue {
  get(name: string): TypeSchema | undefined;
  names(): readonly string[];
}
