/** Bodies that define a stack: what is to be deployed, and how. Read into what the use cases take; refused in Heat's words. */
import type { z } from 'zod';
import { type Environment, mergeEnvironments, parseEnvironment, parseTemplate } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap, Template } from '@/lib/hot/types';
import { nestedTemplates } from '@/lib/hot/validate';
import type { OnFailure } from '@/lib/wire/types';
import { badRequest, HeatFault } from './fault';
import { field, object } from './fields';
import { containerFiles } from './files-container';
import type { ApiCaller, HeatPorts } from './ports';
import { INTEGER, tagFault } from './query';
import { faultOf } from './refusal';
import { templateText } from './template-text';

const ENVIRONMENT = 'YAML text or map: parameters, parameter_defaults, resource_registry, encrypted_param_names, event_sinks, parameter_merge_strategies';

const DEFINITION = {
  template: field('The template: a map, or text in YAML or JSON. Wins over template_url.', { anyOf: [{ type: 'object' }, { type: 'string' }] }),
  template_url: field('Where the server is to fetch the template, http or https.', { type: 'string' }),
  parameters: field('Values of parameters, by name; they win over those of the environment.', { type: 'object' }),
  environment: field(ENVIRONMENT, { anyOf: [{ type: 'object' }, { type: 'string' }] }),
  environment_files: field('Names in `files`, in the order in which they are merged; then `environment` is not used.', { type: 'array', items: { type: 'string' } }),
  files: field('Nested templates, scripts and environments that are referred to, by name.', { type: 'object', additionalProperties: { type: 'string' } }),
  files_container: field('Name of a container of the project\'s objects: each of them is a file, unless `files` has one of that name.', { type: 'string' }),
};

const OPTIONS = {
  timeout_mins: field('Minutes after which an operation fails; 60 when not given.', { type: 'integer', minimum: 1 }),
  disable_rollback: field('Keep what there is after a failure.', { type: 'boolean', default: true }),
  tags: field('Separated by commas, each of 80 characters at most.', { type: 'string' }),
};

export const createBody = object({
  stack_name: field('Begins with a letter; letters, digits, and _ . - ; at most 255 characters.', { type: 'string' }),
  ...DEFINITION, ...OPTIONS,
  adopt_stack_data: field('What an abandoned or exported stack left, as JSON text: its resources are taken over.', { type: 'string' }),
});
export const updateBody = object({
  ...DEFINITION, ...OPTIONS,
  clear_parameters: field('With PATCH: parameters whose stored value is forgotten, so that the default applies.', { type: 'array', items: { type: 'string' } }),
  converge: field('Look at what is really there before deciding what changes.', { type: 'boolean', default: false }),
});
export const validateBody = object(DEFINITION);

export type DefinitionBody = z.output<typeof validateBody>;
export type UpdateBody = z.output<typeof updateBody>;
export type CreateBody = z.output<typeof createBody>;

export interface Source {
  text: string;
  files: Record<string, string>;
  environment: JsonMap;
  parameters: JsonMap;
}

/** What is to be deployed. `kept` is what a stack has already, under what the body brings (PATCH). A container of files is the project's own. */
export async function sourceOf(ports: HeatPorts, { projectId }: Pick<ApiCaller, 'projectId'>, body: DefinitionBody, kept?: Source): Promise<Source> {
  const text = await textOf(ports, body, kept?.text);
  const given = filesOf(body);
  const files = { ...kept?.files, ...(await containerFiles(ports.pool, projectId, body.files_container, given)), ...given };
  const parameters = mapOf('parameters', body.parameters);
  const names = textsOf('environment_files', body.environment_files);
  const environment = names.length > 0 ? withHooks(mergedEnvironment(names, files, text, parameters), body.environment) : environmentOf(body.environment);
  // Values go where the use cases look for secrets; the environment keeps what is for types and nested stacks.
  const values = { ...environment.parameters, ...(names.length > 0 ? {} : parameters) };
  return {
    text,
    files,
    environment: layered(kept?.environment ?? {}, environmentMap({ ...environment, parameters: {} })),
    parameters: { ...kept?.parameters, ...values },
  };
}

async function textOf(ports: HeatPorts, { template, template_url: url }: DefinitionBody, kept: string | undefined): Promise<string> {
  if (template !== undefined && template !== null) {
    // Of a text Heat says that it is no template; of a document, that its version is none.
    if (isMap(template) && !VERSION_KEYS.some((key) => typeof template[key] === 'string')) throw new HeatFault('InvalidTemplateVersion', 'The template version is invalid: Template version was not provided');
    return templateText(template);
  }
  if (typeof url === 'string' && url !== '') return fetched(ports, url);
  if (kept !== undefined) return kept;
  throw badRequest('No template specified');
}

const VERSION_KEYS = ['heat_template_version', 'HeatTemplateFormatVersion', 'AWSTemplateFormatVersion'];
const FETCH_WITHIN_MS = 60_000;

async function fetched(ports: HeatPorts, url: string): Promise<string> {
  const answer = await ports.http.send({ url, method: 'GET', headers: {}, timeoutMs: FETCH_WITHIN_MS, signal: new AbortController().signal });
  if (!answer.ok) throw badRequest(`Could not retrieve template: ${answer.reason}`);
  if (answer.status !== 200) throw badRequest(`Could not retrieve template: Failed to retrieve template from ${url}: status ${answer.status}`);
  return answer.text;
}

function filesOf({ files }: DefinitionBody): Record<string, string> {
  return Object.fromEntries(Object.entries(mapOf('files', files)).map(([name, content]) => [name, typeof content === 'string' ? content : JSON.stringify(content)]));
}

function environmentOf(given: Json | undefined): Environment {
  if (given === undefined || given === null || given === '') return parseEnvironment({}).environment;
  if (typeof given !== 'string' && !isMap(given)) throw badRequest('Environment not in valid format: The environment is not a valid YAML mapping data type.');
  return sound(parseEnvironment(given));
}

function mergedEnvironment(names: readonly string[], files: Record<string, string>, text: string, parameters: JsonMap): Environment {
  const root = parseTemplate(text).template;
  const nested = nestedTemplates(files);
  const templates: Template[] = [root, ...Object.keys(files).map((name) => nested(name))].filter((template) => template !== null);
  const read = names.map((name) => {
    const content = files[name];
    if (content === undefined) throw badRequest(`The environment file "${name}" is not among the files.`);
    return { name, text: content };
  });
  return sound(mergeEnvironments(read, { templates, parameters }));
}

/**
 * Hooks and restricted actions that a client adds to the environments it read: `openstack stack create -e a.yaml --pre-create web` sends them in
 * `environment`, at which Heat does not look when there are files, and so forgets them.
 */
function withHooks(environment: Environment, given: Json | undefined): Environment {
  const registry = isMap(given) ? given['resource_registry'] : undefined;
  const policies = isMap(registry) ? registry['resources'] : undefined;
  if (!isMap(policies) || Object.keys(policies).length === 0) return environment;
  const { resources } = environment.resourceRegistry;
  const { resourceRegistry } = environmentOf({ resource_registry: { resources: overlaid(policies, isMap(resources) ? resources : {}) } });
  return { ...environment, resourceRegistry: { ...environment.resourceRegistry, ...resourceRegistry } };
}

function overlaid(below: JsonMap, above: JsonMap): JsonMap {
  return Object.fromEntries([...new Set([...Object.keys(below), ...Object.keys(above)])].map((key): [string, Json] => {
    const [low = null, high = null] = [below[key], above[key]];
    return [key, isMap(low) && isMap(high) ? overlaid(low, high) : (high ?? low)];
  }));
}

function sound({ environment, diagnostics }: ReturnType<typeof parseEnvironment>): Environment {
  if (diagnostics.some(({ severity }) => severity === 'error')) throw faultOf({ code: 'validation', message: 'The environment cannot be used.', diagnostics });
  return environment;
}

/** The sections that have something in them. */
export function environmentMap(environment: Environment): JsonMap {
  const sections: JsonMap = {
    parameters: environment.parameters, parameter_defaults: environment.parameterDefaults, resource_registry: environment.resourceRegistry,
    encrypted_param_names: environment.encryptedParamNames, event_sinks: environment.eventSinks,
  };
  return Object.fromEntries(Object.entries(sections).filter(([, section]) => section !== null && typeof section === 'object' && Object.keys(section).length > 0));
}

/** An environment over another: sections are merged, entries replaced. */
function layered(below: JsonMap, above: JsonMap): JsonMap {
  const result: JsonMap = { ...below };
  for (const [section, value] of Object.entries(above)) {
    const before = result[section];
    result[section] = isMap(before) && isMap(value) ? { ...before, ...value } : value;
  }
  return result;
}

// --- how it is to be deployed ---------------------------------------------------------------------------------------

export interface Options {
  timeoutMins?: number;
  onFailure?: OnFailure;
  tags?: string[];
}

/** Only what the body says. Heat judges these before the template, and `onFailureOf` after it. */
export function limitsOf(body: { timeout_mins?: Json; tags?: Json }): Pick<Options, 'timeoutMins' | 'tags'> {
  const timeoutMins = minutesOf(body.timeout_mins);
  const tags = tagsOf(body.tags);
  return { ...(timeoutMins === undefined ? {} : { timeoutMins }), ...(tags === undefined ? {} : { tags }) };
}

export function onFailureOf({ disable_rollback: given }: { disable_rollback?: Json }): Pick<Options, 'onFailure'> {
  if (given === undefined || given === null) return {};
  return { onFailure: strictly(given) ? 'keep' : 'rollback' };
}

/** Thirty days. */
const MOST_MINUTES = 43_200;

function minutesOf(given: Json | undefined): number | undefined {
  if (given === undefined || given === null) return undefined;
  const value = Number(given);
  if ((typeof given !== 'string' && typeof given !== 'number') || !INTEGER.test(String(given))) throw badRequest("Only integer is acceptable by 'timeout_mins'.");
  if (value < 0) throw badRequest(`Value '${value}' is invalid for 'timeout_mins' which only accepts non-negative integer.`);
  if (value > MOST_MINUTES) throw badRequest(`Value '${value}' is invalid for 'timeout_mins': ${MOST_MINUTES} at most are expected.`);
  return value === 0 ? undefined : value;
}

/** Heat says no more than the name of Python's exception. */
function strictly(given: Json): boolean {
  const word = String(given).trim().toLowerCase();
  if (['true', '1', 't', 'y', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'f', 'n', 'no', 'off'].includes(word)) return false;
  throw new HeatFault('ValueError', null);
}

function tagsOf(given: Json | undefined): string[] | undefined {
  if (given === undefined || given === null) return undefined;
  const tags = (Array.isArray(given) ? given.map(String) : String(given).split(',')).map((tag) => tag.trim()).filter((tag) => tag !== '');
  const fault = tagFault(tags);
  if (fault !== null) throw badRequest(fault);
  const comma = tags.find((tag) => tag.includes(','));
  if (comma !== undefined) throw badRequest(`Invalid tag, "${comma}" contains a comma`);
  return [...new Set(tags)];
}

/** `clear_parameters` and the like. */
export function textsOf(name: string, given: Json | undefined): string[] {
  if (given === undefined || given === null || given === '') return [];
  const list: Json = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(list) || list.some((item) => typeof item !== 'string')) throw badRequest(`Invalid value for "${name}": a list of texts is expected.`);
  return list.map(String);
}

function mapOf(name: string, given: Json | undefined): JsonMap {
  if (given === undefined || given === null || given === '') return {};
  if (!isMap(given)) throw badRequest(`Invalid value for "${name}": a map is expected.`);
  return given;
}
