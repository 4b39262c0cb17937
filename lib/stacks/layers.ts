/** Environments of the library and secrets, as they go into what is deployed. */
import { type Environment, mergeEnvironments, parseTemplate } from '@/lib/hot';
import { nestedTemplates } from '@/lib/hot/validate';
import type { Diagnostic, Json, JsonMap, Template } from '@/lib/hot/types';
import { noteActivity } from '@/lib/store/activity';
import { environmentVersion } from '@/lib/store/environments';
import { sealedSecrets } from '@/lib/store/secrets';
import { type LayerRef, type RevisionLayers, SECRET_HANDLE, secretHandle, type UsedLayer } from '@/lib/wire/environments';
import type { Problem } from '@/lib/wire/types';
import { innerParameters } from './definition';
import type { DefinitionInput } from './input';
import { type Caller, done, refuse, type StackPorts } from './ports';

export interface Layered {
  /** All layers in their order, and on top what was given: one environment without a secret in it. */
  environment: JsonMap;
  /** Values that were given, and those of secrets for hidden parameters that were not. */
  parameters: JsonMap;
  /** Values of secrets for hidden parameters of nested templates. */
  secretDefaults: JsonMap;
  /** For the revision; null where no layer and no secret takes part. */
  layers: RevisionLayers | null;
}

type Source = Pick<DefinitionInput, 'text' | 'files' | 'environment' | 'parameters'> & { environments: readonly LayerRef[] };
type Result = { ok: true; value: Layered } | { ok: false; problem: Problem };

/** What is deployed with these environments of the library under the request's own. Refused where one is gone, or a secret would not stay one. */
export async function withLayers(ports: Pick<StackPorts, 'pool' | 'vault'>, caller: Pick<Caller, 'projectId'>, source: Source): Promise<Result> {
  const { environments, environment: own, parameters } = source;
  if (environments.length === 0 && !JSON.stringify(own).includes(SECRET_HANDLE)) return done({ environment: own, parameters, secretDefaults: {}, layers: null });
  const documents: (UsedLayer & { text: string })[] = [];
  for (const { id, number } of environments) {
    const found = await environmentVersion(ports.pool, caller.projectId, id, number ?? null);
    if (found === null) return refuse('validation', `There is no such environment in this project any more${number ? `, or it has no version ${number}` : ''}. Choose the environments of this deployment again.`);
    documents.push(found);
  }
  const template = parseTemplate(source.text).template;
  const merged = mergedLayers(documents, own, template, source.files);
  const errors = merged.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return refuse('validation', errors[0]?.message ?? 'The environments cannot be used.', errors.map((problem) => ({ ...problem, path: ['environment', ...problem.path] })));
  const environment = sectionsOf(merged.environment);
  const named = handlesIn(environment);
  const sealed = new Map((await sealedSecrets(ports.pool, caller.projectId, [...new Set(named.map(({ secret }) => secret))])).map((secret) => [secret.name, secret]));
  const [values, secretDefaults]: [JsonMap, JsonMap] = [{}, {}];
  for (const { section, parameter, secret } of named) {
    const schema = template?.parameters[parameter];
    const found = sealed.get(secret);
    if (found === undefined) return refuse('validation', `The parameter "${parameter}" takes its value from the secret "${secret}", and this project has none of that name. Make it on the page Environments, under Secrets.`, secretProblem(parameter));
    if (section === 'parameter_defaults') {
      const inside = innerParameters(source.files, parameter);
      const open = inside.find(({ hidden }) => !hidden);
      if (open !== undefined) return refuse('validation', `The parameter "${parameter}" of ${open.file} takes its value from the secret "${secret}", but the template shows its value to everybody. Add "hidden: true" to the parameter.`, secretProblem(parameter));
      if (inside.length > 0) secretDefaults[parameter] = ports.vault.open(found.sealed);
      // A default for templates that do not ask for it is nobody's business here.
      if (schema === undefined) continue;
    }
    if (schema !== undefined && !schema.hidden) return refuse('validation', `The parameter "${parameter}" takes its value from the secret "${secret}", but the template shows its value to everybody. Add "hidden: true" to the parameter.`, secretProblem(parameter));
    if (section === 'parameters' || values[parameter] === undefined) values[parameter] = ports.vault.open(found.sealed);
  }
  const used = [...sealed.values()].filter(({ name }) => named.some(({ secret }) => secret === name)).map(({ id, name, number }) => ({ id, name, number }));
  return done({
    environment: withoutHandles(environment),
    parameters: { ...values, ...parameters },
    secretDefaults,
    layers: { environments: documents.map(({ id, name, number }) => ({ id, name, number })), secrets: used, own },
  });
}

/** Notes that a deployment read secrets: they are written by people, and read by deployments only. */
export async function noteSecretReads(ports: Pick<StackPorts, 'pool'>, caller: Pick<Caller, 'projectId' | 'userName'>, layers: RevisionLayers | null, stackName: string): Promise<void> {
  for (const { id, name, number } of layers?.secrets ?? []) {
    await noteActivity(ports.pool, { projectId: caller.projectId, actor: caller.userName, action: 'read', kind: 'secret', subjectId: id, subjectName: name, detail: `version ${number}, for the stack ${stackName}` });
  }
}

/** Layers in their order, merged as Heat merges environment files; the request's own environment is the last of them. */
export function mergedLayers(documents: readonly { name: string; text: string }[], own: JsonMap, template: Template | null, files: Record<string, string>): { environment: Environment; diagnostics: Diagnostic[] } {
  const nested = nestedTemplates(files);
  const templates = [template, ...Object.keys(files).map((name) => nested(name))].filter((each) => each !== null);
  const last = Object.keys(own).length > 0 ? [{ name: 'this deployment', text: JSON.stringify(own) }] : [];
  return mergeEnvironments([...documents, ...last], { templates });
}

const VALUES = ['parameters', 'parameter_defaults'] as const;

interface Handle {
  section: (typeof VALUES)[number];
  parameter: string;
  secret: string;
}

/** Every place of an environment that takes its value from a secret. */
export function handlesIn(environment: JsonMap): Handle[] {
  return VALUES.flatMap((section) => Object.entries(asMap(environment[section])).flatMap(([parameter, value]): Handle[] => {
    const secret = secretHandle(value);
    return secret === null ? [] : [{ section, parameter, secret }];
  }));
}

function withoutHandles(environment: JsonMap): JsonMap {
  const kept: JsonMap = { ...environment };
  for (const section of VALUES) {
    const entries = Object.entries(asMap(environment[section])).filter(([, value]) => secretHandle(value) === null);
    if (entries.length > 0) kept[section] = Object.fromEntries(entries);
    else delete kept[section];
  }
  return kept;
}

function sectionsOf(environment: Environment): JsonMap {
  const sections: JsonMap = {
    parameters: environment.parameters, parameter_defaults: environment.parameterDefaults, resource_registry: environment.resourceRegistry,
    encrypted_param_names: environment.encryptedParamNames, event_sinks: environment.eventSinks,
  };
  return Object.fromEntries(Object.entries(sections).filter(([, section]) => section !== null && typeof section === 'object' && Object.keys(section).length > 0));
}

function asMap(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function secretProblem(parameter: string): Diagnostic[] {
  return [{ code: 'secret', severity: 'error', message: `"${parameter}" takes its value from a secret that cannot be used.`, path: ['parameters', parameter] }];
}
