/** The template language: what other parts of Hearth use of it. */
export { bindParameters, bindStack, type BindInput, type BoundResource, type BoundStack, dotted, type Pseudo } from './binding/bind';
export { childParameters } from './nested/parameters';
export { schemaOfTemplate } from './binding/provider';
export { resolveMetadata, resolveOutput, resolveProperties, type ResolvedProperties } from './binding/resolve';
export { EMPTY_ENVIRONMENT, type Environment, parseEnvironment } from './environment/environment';
export { childEnvironment } from './environment/child';
export { type EnvironmentFile, mergeEnvironments, type MergeInput } from './environment/merge';
export { immutableChanges } from './immutable';
export { isTemplateName, matchesPattern, resolveType } from './environment/registry';
export { HotError, UnknownValue } from './error';
export type { ResourceResolver } from './functions/scope';
export { selectAttributePath } from './functions/references';
export { parameterText, parameterValue, checkedValue } from './parameters/value';
export { nearestRange, parseTemplate, type ParsedTemplate } from './parse';
export { MAX_TEMPLATE_BYTES, readDocument, type TextDocument } from './yaml/read';
export { VERSIONS, versionOf, type Version } from './versions';
export { validateTemplate, type ValidateInput } from './validate';
export * from './types';
