/** A template with everything it needs, checked as a whole before anything is stored. */
import {
  bindStack, type BoundStack, checkedValue, type Environment, HotError, parseEnvironment, parseTemplate, resolveProperties, type ResourceResolver, type Template, UnknownValue, validateTemplate,
} from '@/lib/hot';
import type { Sources } from '@/lib/engine';
import { withDefaults } from '@/lib/engine/children';
import { nestedTemplates } from '@/lib/hot/validate';
import type { Diagnostic, Json, JsonMap } from '@/lib/hot/types';
import type { Problem } from '@/lib/wire/types';
import type { DefinitionInput } from './input';
import { resourcesRefusal } from './limits';
import { nestedProblems } from './nested-problems';
import { type Caller, refuse, type StackPorts } from './ports';
import { connectionKinds } from '@/lib/store/connections';
import { openValues, sealedValues } from '@/lib/store/sealed-values';
import { unavailable, whatRuns, type WhatRuns } from './what-runs';

export interface Definition {
  template: Template;
  bound: BoundStack;
  /** What nested stacks are made from. */
  sources: Sources;
  /** Values given for parameters that are not hidden, and those to be sealed: of hidden ones, here and in nested templates. */
  parameters: JsonMap;
  secrets: JsonMap;
}

export interface DefinitionContext {
  stackName: string;
  stackId: string | null;
  /** Values of hidden parameters that are kept when none are given. */
  keptSecrets?: JsonMap;
}

type Checked = { ok: true; value: Definition } | { ok: false; problem: Problem };

/** All problems of the template, its environment and its parameters, or what to deploy. */
export async function checkDefinition(ports: StackPorts, caller: Caller, input: Omit<DefinitionInput, 'environments'> & { secretDefaults?: JsonMap }, context: DefinitionContext): Promise<Checked> {
  const parsed = parseTemplate(input.text);
  const { template } = parsed;
  const { environment, diagnostics: environmentProblems } = parseEnvironment(input.environment);
  const problems: Diagnostic[] = environmentProblems.map((problem) => ({ ...problem, path: ['environment', ...problem.path] }));
  if (template === null) return refused([...parsed.diagnostics, ...problems]);
  const tooMany = resourcesRefusal(Object.keys(template.resources).length);
  if (tooMany !== null) return tooMany;
  const kept = openValues(context.keptSecrets ?? {});
  const values = { ...secretsOf(template, kept.parameters), ...input.parameters };
  const secretDefaults = { ...stillAskedFor(kept.defaults, input.files, environment), ...input.secretDefaults };
  const inner = withDefaults(environment, secretDefaults);
  problems.push(...validateTemplate({ parsed, files: input.files, environment: inner, catalogue: ports.catalogue, parameters: values, stackName: context.stackName }));
  if (problems.some((problem) => problem.severity === 'error')) return refused(problems);
  const nested = nestedTemplates(input.files);
  const { stack: bound, diagnostics } = bindStack({
    template, files: input.files, environment: inner, parameters: values, catalogue: ports.catalogue, nested,
    pseudo: { stackName: context.stackName, stackId: context.stackId, projectId: caller.projectId },
  });
  if (bound === null) return refused([...problems, ...diagnostics]);
  const runs = whatRuns(ports, await connectionKinds(ports.pool, caller.projectId));
  const homeless = [
    ...withoutConnection(bound, runs, parsed.rangeAt),
    ...ownRules(ports, bound, parsed.rangeAt),
    ...nestedProblems(ports, runs, bound, { files: input.files, environment: inner }, ({ name }) => {
      const path = ['resources', name, 'type'];
      return { path, range: parsed.rangeAt(path) };
    }),
  ];
  if (homeless.length > 0) return refused([...problems, ...homeless]);
  const { plain, hidden } = split(template, values);
  return { ok: true, value: { template, bound, sources: { files: input.files, environment, secretDefaults, catalogue: ports.catalogue, template: nested }, parameters: plain, secrets: sealedValues(hidden, secretDefaults) } };
}

function refused(diagnostics: Diagnostic[]): { ok: false; problem: Problem } {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return refuse(first?.code === 'too-large' ? 'too_large' : 'validation', `${first?.message ?? 'The template cannot be deployed.'}${more}`, diagnostics);
}

/** Types that are known, but that nothing here can run. */
function withoutConnection(bound: BoundStack, runs: WhatRuns, rangeAt: ReturnType<typeof parseTemplate>['rangeAt']): Diagnostic[] {
  return [...bound.resources.values()].flatMap((resource): Diagnostic[] => {
    const missing = runs.missing(resource.type);
    if (missing === null) return [];
    const path = ['resources', resource.name, 'type'];
    const range = rangeAt(path);
    return [{
      code: 'no-connection', severity: 'error', path, ...(range ? { range } : {}), message: `"${resource.name}" cannot be deployed: ${missing}`, heat: unavailable(resource.type),
    }];
  });
}

/** What types ask of their properties beyond the schema, where all of them are known before the deployment. */
function ownRules(ports: StackPorts, bound: BoundStack, rangeAt: ReturnType<typeof parseTemplate>['rangeAt']): Diagnostic[] {
  return [...bound.resources.values()].flatMap(({ name, type }): Diagnostic[] => {
    const rules = ports.registry.get(type);
    if (rules?.validate === undefined) return [];
    const resolved = resolveProperties(bound, name, NOTHING_YET);
    if (!resolved.ok || resolved.unknown.length > 0) return [];
    const path = ['resources', name, 'properties'];
    const range = rangeAt(path);
    return rules.validate(resolved.properties, { name }).map((message) => ({
      code: 'type-rule', severity: 'error', path, ...(range ? { range } : {}), message: `"${name}": ${message}`, heat: { type: 'StackValidationFailed', message },
    }));
  });
}

const unknown = (): never => {
  throw new UnknownValue('nothing exists yet');
};
const NOTHING_YET: ResourceResolver = { referenceId: unknown, attribute: unknown, attributes: unknown };

/** Of what was sealed for nested templates what they still take, and get no other value for. */
function stillAskedFor(defaults: JsonMap, files: Record<string, string>, environment: Environment): JsonMap {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => environment.parameterDefaults[name] === undefined && innerParameters(files, name).some(({ hidden }) => hidden)));
}

/** Parameters of this name in the templates among the files. */
export function innerParameters(files: Record<string, string>, name: string): { file: string; hidden: boolean }[] {
  const nested = nestedTemplates(files);
  return Object.keys(files).flatMap((file) => {
    const schema = nested(file)?.parameters[name];
    return schema === undefined ? [] : [{ file, hidden: schema.hidden }];
  });
}

function secretsOf(template: Template, secrets: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => template.parameters[name]?.hidden));
}

function split(template: Template, values: JsonMap): { plain: JsonMap; hidden: JsonMap } {
  const plain: JsonMap = {};
  const hidden: JsonMap = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue;
    (template.parameters[name]?.hidden ? hidden : plain)[name] = value;
  }
  return { plain, hidden };
}

/** The effective value of a parameter as one given would be; undefined where it cannot be. */
export function effectiveValue(template: Template, name: string, given: Json | undefined, environment: Environment): Json | undefined {
  const schema = template.parameters[name];
  if (schema === undefined) return undefined;
  const value = given ?? environment.parameters[name] ?? environment.parameterDefaults[name] ?? schema.default;
  if (value === undefined || value === null) return undefined;
  try {
    return checkedValue(schema, value);
  } catch (fault) {
    if (fault instanceof HotError) return value;
    throw fault;
  }
}
