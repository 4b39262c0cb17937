/** What the deploy form asks for, from the template alone. */
import { withDefaults } from '@/lib/engine/children';
import { parseEnvironment, parseTemplate, type Template, validateTemplate } from '@/lib/hot';
import type { Constraint, Diagnostic, Json, JsonMap } from '@/lib/hot/types';
import { revisionById } from '@/lib/store/stacks';
import type { ActionResult, ParameterField, TemplateSummary } from '@/lib/wire/types';
import { effectiveValue } from './definition';
import { openStack } from './find';
import { type FormInput, formInput, parseInput } from './input';
import { withLayers } from './layers';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';

export interface ParameterForm {
  /** Grouped ones first, in the order of the groups; then the others, required ones first. */
  fields: ParameterField[];
  /** Values the stack has now, or the environment gives; never those of hidden parameters. */
  values: JsonMap;
  /** Hidden parameters whose value a secret or an environment gives: nothing needs to be typed for them. */
  supplied: string[];
  diagnostics: Diagnostic[];
  /** What is about to be deployed, in figures. */
  summary: TemplateSummary;
}

/** Refused with all problems when the template cannot be deployed whatever the parameters are. */
export async function parameterForm(ports: StackPorts, caller: Caller, request: FormInput): Promise<ActionResult<ParameterForm>> {
  const input = parseInput(formInput, request);
  if (!input.ok) return input;
  const { text, files, stackId } = input.value;
  const parsed = parseTemplate(text);
  const layered = await withLayers(ports, caller, { ...input.value, parameters: {} });
  if (!layered.ok) return layered;
  const { environment, diagnostics: environmentProblems } = parseEnvironment(layered.value.environment);
  const diagnostics = [...validateTemplate({ parsed, files, environment: withDefaults(environment, layered.value.secretDefaults), catalogue: ports.catalogue }), ...environmentProblems];
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const { template } = parsed;
  if (template === null || errors.length > 0) {
    const [first] = errors;
    return refuse(first?.code === 'too-large' ? 'too_large' : 'validation', `${first?.message ?? 'The template cannot be read.'}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`, diagnostics);
  }
  const given = stackId ? await deployedParameters(ports, caller, stackId) : {};
  if (given === null) return NO_SUCH_STACK;
  const values: JsonMap = {};
  for (const { name, hidden } of Object.values(template.parameters)) {
    if (hidden) continue;
    const value = given[name] ?? environment.parameters[name];
    if (value !== undefined) values[name] = effectiveValue(template, name, value, environment) ?? value;
  }
  const supplied = Object.values(template.parameters).filter(({ name, hidden }) => hidden && (layered.value.parameters[name] ?? environment.parameters[name] ?? environment.parameterDefaults[name] ?? null) !== null).map(({ name }) => name);
  const summary: TemplateSummary = { version: template.version, description: template.description, resources: Object.keys(template.resources).length, outputs: Object.keys(template.outputs).length, files: Object.keys(files).length };
  return done({ fields: parameterFields(template), values, supplied, diagnostics, summary });
}

async function deployedParameters(ports: StackPorts, caller: Caller, stackId: string): Promise<JsonMap | null> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return null;
  const revision = head.revisionId === null ? null : await revisionById(ports.pool, head.revisionId);
  return revision?.parameters ?? {};
}

export function parameterFields(template: Template): ParameterField[] {
  const groups = new Map<string, string | null>();
  template.parameterGroups.forEach((group, index) => {
    for (const name of group.parameters) groups.set(name, group.label ?? `Group ${index + 1}`);
  });
  const order = [...groups.keys()];
  const rest = Object.keys(template.parameters).filter((name) => !groups.has(name));
  const required = (name: string): boolean => template.parameters[name]?.default === undefined;
  return [...order, ...rest.filter(required), ...rest.filter((name) => !required(name))].flatMap((name) => {
    const schema = template.parameters[name];
    if (schema === undefined) return [];
    const fallback: Json | undefined = schema.hidden ? undefined : schema.default;
    return [{
      name,
      type: schema.type,
      label: schema.label ?? name,
      description: schema.description ?? '',
      group: groups.get(name) ?? null,
      required: schema.default === undefined,
      hidden: schema.hidden,
      immutable: schema.immutable,
      default: fallback,
      constraints: schema.constraints.map(constraintMap),
    }];
  });
}

function constraintMap(constraint: Constraint): JsonMap {
  return Object.fromEntries(Object.entries(constraint).filter(([, value]) => value !== undefined));
}
