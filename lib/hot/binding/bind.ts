/** A template with its parameters, environment and files: ready to be evaluated. */
import { EMPTY_ENVIRONMENT, type Environment } from '../environment/environment';
import { isTemplateName, resolveType } from '../environment/registry';
import { HotError, MAX_DEPTH, UnknownValue } from '../error';
import { impliedOrder } from '../implied';
import { checkCondition, conditionValue, InvalidCondition, isCondition } from '../functions/conditional';
import { type Call, compile, evaluate, type Expression, ShapeError } from '../functions/expression';
import { type Facade, type ResourceResolver, type Scope, UNKNOWN_RESOURCES } from '../functions/scope';
import { isMap } from '../json';
import { checkDefault, checkedValue } from '../parameters/value';
import { schemaOfTemplate } from './provider';
import { deletionPolicyOf } from '../sections/deletion-policy';
import type { DeletionPolicy, Diagnostic, DocumentPath, Json, JsonMap, OutputDefinition, ResourceDefinition, Template, TypeCatalogue, TypeSchema } from '../types';
import { own, pythonRepr, pythonText, setKey } from '../values';
import { DIALECTS } from '../sections/dialects';
import { type Language, languageOf } from '../language';
import { computedTarget, dotted, heatFault, reachableCalls, referenceTarget } from './calls';
import { frozenDefinition } from './frozen';

export interface Pseudo {
  stackName: string;
  /** Null while previewing. */
  stackId: string | null;
  projectId: string;
}

export interface BindInput {
  template: Template;
  files: Readonly<Record<string, string>>;
  environment?: Environment;
  /** Values given by the user; null counts as not given. */
  parameters: JsonMap;
  pseudo: Pseudo;
  catalogue: TypeCatalogue;
  /** Parses a nested template out of `files`; given by the caller so that parsing and binding need not know each other. */
  nested?: (fileName: string) => Template | null;
  facade?: Facade;
  /** While a template is written: a parameter without a value is unknown, which is no problem; and so is what hangs on it. */
  lenient?: boolean;
}

export interface BoundResource {
  name: string;
  definition: ResourceDefinition;
  /** After the registry. */
  type: string;
  /** The file that holds the nested template, when the type is one. */
  templateFile: string | null;
  schema: TypeSchema;
  /** Names of the resources this one needs, those with a false condition left out, in order. */
  dependencies: string[];
  /** The definition with parameters and conditions resolved and references kept: two of them are compared to see a change. */
  frozen: JsonMap;
}

export interface BoundStack {
  template: Template;
  version: Language;
  /** Effective values of the declared parameters. */
  parameters: Record<string, Json>;
  /** Texts that must not be shown. */
  hiddenValues: string[];
  resources: ReadonlyMap<string, BoundResource>;
  outputs: OutputDefinition[];
  scope(resolver: ResourceResolver): Scope;
  compiled: Compiled;
  /** What is wrong with the conditions that nobody has asked for so far. */
  unaskedConditions(): { name: string; fault: HotError }[];
}

/** Expressions compiled once a stack. */
export interface Compiled {
  properties(name: string): Expression;
  metadata(name: string): Expression;
  updatePolicy(name: string): Expression;
  output(name: string): Expression;
}

export type BindProblem = (code: string, message: string, path: DocumentPath, heat: { type: string; message: string }) => void;

export function bindStack(input: BindInput): { stack: BoundStack | null; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const problem: BindProblem = (code, message, path, heat) => diagnostics.push({ code, severity: 'error', message, path, heat });
  const binder = new Binder(input, problem);
  const stack = binder.bind();
  return { stack: diagnostics.length > 0 && !input.lenient ? null : stack, diagnostics };
}

/** Effective values of the parameters, and what is wrong with those given. */
export function bindParameters(input: Pick<BindInput, 'template' | 'environment' | 'parameters' | 'lenient'>, problem: BindProblem): Record<string, Json> {
  const { template, parameters, environment = EMPTY_ENVIRONMENT } = input;
  const values: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(parameters), ...Object.keys(environment.parameters)])) {
    if (own(template.parameters, name) !== undefined) continue;
    const heat = `The Parameter (${name}) was not defined in template.`;
    problem('parameter-unknown', `The template has no parameter "${name}". Its parameters are ${Object.keys(template.parameters).join(', ') || 'none'}.`, ['parameters', name], { type: 'UnknownUserParameter', message: heat });
  }
  for (const schema of Object.values(template.parameters)) {
    try {
      checkDefault(schema);
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      problem('parameter-default', `${fault.message}. Change the default or the constraint.`, ['parameters', schema.name, 'default'], { type: fault.type, message: fault.message });
      continue;
    }
    const given = own(parameters, schema.name) ?? own(environment.parameters, schema.name) ?? own(environment.parameterDefaults, schema.name) ?? null;
    const value = given ?? schema.default;
    if (value === undefined) {
      if (input.lenient) continue;
      problem('parameter-missing', `The parameter "${schema.name}" needs a value: it has no default.`, ['parameters', schema.name], { type: 'UserParameterMissing', message: `The Parameter (${schema.name}) was not provided.` });
      continue;
    }
    try {
      setKey(values, schema.name, checkedValue(schema, value));
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      const { message } = fault;
      problem('parameter-value', message.startsWith('Parameter ') ? `${message}.` : `Parameter '${schema.name}' is invalid: ${message}.`, ['parameters', schema.name], { type: fault.type, message });
    }
  }
  return values;
}

class Binder {
  private readonly input: BindInput;
  private readonly problem: BindProblem;
  private readonly template: Template;
  private readonly version: Language;
  private readonly environment: Environment;
  private values: Record<string, Json> = {};
  private readonly conditions = new Map<string, boolean | 'running'>();
  private readonly enabled = new Set<string>();

  constructor(input: BindInput, problem: BindProblem) {
    this.input = input;
    this.problem = problem;
    this.template = input.template;
    this.version = languageOf(input.template);
    this.environment = input.environment ?? EMPTY_ENVIRONMENT;
  }

  bind(): BoundStack {
    this.values = bindParameters(this.input, this.problem);
    const scope = this.scope(UNKNOWN_RESOURCES);
    this.checkConditions(scope);
    for (const { name, condition } of Object.values(this.template.resources)) {
      if (condition === undefined) this.enabled.add(name);
      else if (this.guard(['resources', name, 'condition'], () => conditionValue(condition, scope, ['resources', name, 'condition']), true)) this.enabled.add(name);
    }
    // As Heat does it: the form of every expression comes first, then the types, then what refers to what.
    const readable = Object.values(this.template.resources).filter(({ name }) => this.guard(['resources', name], () => [this.resourceCalls(name), this.part(name, 'updatePolicy')]) !== undefined && this.enabled.has(name));
    const resources = new Map<string, BoundResource>();
    for (const definition of readable) {
      const bound = this.resource(definition, scope);
      if (bound !== null) resources.set(definition.name, bound);
    }
    this.addImplied(resources);
    const outputs: OutputDefinition[] = [];
    for (const output of Object.values(this.template.outputs)) {
      const { condition } = output;
      const holds = condition === undefined || this.guard(['outputs', output.name, 'condition'], () => conditionValue(condition, scope, ['outputs', output.name, 'condition']));
      outputs.push(holds === false ? { ...output, value: null } : output);
    }
    return {
      template: this.template,
      version: this.version,
      parameters: this.values,
      hiddenValues: this.hiddenValues(),
      resources,
      outputs,
      scope: (resolver) => this.scope(resolver),
      compiled: this.compiled(outputs),
      unaskedConditions: () => this.unaskedConditions(scope),
    };
  }

  private unaskedConditions(scope: Scope): { name: string; fault: HotError }[] {
    return Object.keys(this.template.conditions).filter((name) => !this.conditions.has(name) && !this.failedConditions.has(name)).flatMap((name) => {
      try {
        this.condition(name, scope);
        return [];
      } catch (fault) {
        if (fault instanceof UnknownValue) return [];
        if (fault instanceof HotError) return [{ name, fault }];
        throw fault;
      }
    });
  }

  /** As Heat does it: first the form of all conditions, then whether they are conditions at all; their values when somebody asks. */
  private checkConditions(scope: Scope): void {
    const definitions = Object.entries(this.template.conditions);
    const check = (name: string, step: () => void): void => {
      if (!this.failedConditions.has(name)) this.guard(['conditions', name], () => this.remembering(name, step));
    };
    for (const [name, definition] of definitions) check(name, () => checkCondition(definition, scope, [this.conditionsSection(), name]));
    for (const [name, definition] of definitions) {
      check(name, () => {
        if (!isCondition(definition, scope)) throw this.notACondition(name, definition);
      });
    }
  }

  private conditionsSection(): string {
    return DIALECTS[this.version.dialect].names.conditions;
  }

  private notACondition(name: string, value: Json): ShapeError {
    return new ShapeError('StackValidationFailed', `Condition validation error: The definition of condition "${name}" is invalid: ${pythonText(value)}`, ['conditions', name]);
  }

  private remembering<T>(name: string, step: () => T): T {
    try {
      return step();
    } catch (fault) {
      if (fault instanceof HotError) this.failedConditions.set(name, fault);
      throw fault;
    }
  }

  private compiled(outputs: OutputDefinition[]): Compiled {
    const byName = new Map(outputs.map((output) => [output.name, output]));
    const { names, output } = DIALECTS[this.version.dialect];
    return {
      properties: (name) => this.part(name, 'properties'),
      metadata: (name) => this.part(name, 'metadata'),
      updatePolicy: (name) => this.part(name, 'updatePolicy'),
      output: (name) => this.expression(byName.get(name)?.value ?? null, [names.outputs, name, output.value]),
    };
  }

  private readonly expressions = new Map<string, Expression>();

  /** Compiled once. */
  private expression(value: Json, path: readonly string[], mend?: (fault: HotError) => void): Expression {
    const key = path.join('\0');
    const known = this.expressions.get(key);
    if (known !== undefined) return known;
    const expression = compile(value, this.version.functions, path, 0, mend);
    this.expressions.set(key, expression);
    return expression;
  }

  private part(name: string, part: 'properties' | 'metadata' | 'updatePolicy'): Expression {
    const { names, resource } = DIALECTS[this.version.dialect];
    return this.expression(own(this.template.resources, name)?.[part] ?? {}, [names.resources, name, resource[part]], (fault) => this.tell(fault, ['resources', name]));
  }

  private scope(resources: ResourceResolver): Scope {
    const scope: Scope = {
      functions: this.version.functions,
      conditionFunctions: this.version.conditionFunctions,
      parameter: (name) => this.parameter(name),
      condition: (name) => this.condition(name, scope),
      files: this.input.files,
      mappings: this.template.mappings,
      hasResource: (name) => this.enabled.has(name),
      hasParameter: (name) => own(this.template.parameters, name) !== undefined || own(this.pseudo(), name) !== undefined,
      resources,
      facade: this.input.facade ?? null,
    };
    return scope;
  }

  private pseudo(): Record<string, string> {
    const { stackName, stackId, projectId } = this.input.pseudo;
    return this.version.dialect === 'hot'
      ? { 'OS::stack_name': stackName, 'OS::stack_id': stackId ?? 'None', 'OS::project_id': projectId }
      : { 'AWS::StackName': stackName, 'AWS::StackId': stackId === null ? 'None' : `arn:openstack:heat::${projectId}:stacks/${stackName}/${stackId}`, 'AWS::Region': 'ap-southeast-1' };
  }

  private parameter(name: string): Json {
    const given = own(this.values, name);
    // JSON may be null; that is a value.
    const value = given === undefined ? own(this.pseudo(), name) : given;
    if (value === undefined && this.input.lenient && own(this.template.parameters, name) !== undefined) throw new UnknownValue(`the parameter ${name} has no value yet`);
    if (value === undefined) throw new HotError('UserParameterMissing', `The Parameter (${name}) was not provided.`);
    return value;
  }

  private conditionDepth = 0;
  /** Why a condition has no value, so that nobody asks twice. */
  private readonly failedConditions = new Map<string, HotError>();

  private condition(name: string, scope: Scope): boolean | null {
    const known = this.conditions.get(name);
    if (known === 'running') throw new ShapeError('StackValidationFailed', `Condition validation error: Circular definition for condition "${name}"`, ['conditions', name]);
    if (known !== undefined) return known;
    const failed = this.failedConditions.get(name);
    if (failed !== undefined) throw failed;
    const definition = own(this.template.conditions, name);
    if (definition === undefined) return null;
    this.conditions.set(name, 'running');
    try {
      this.conditionDepth += 1;
      if (this.conditionDepth > MAX_DEPTH) {
        throw new ShapeError('StackValidationFailed', `Condition validation error: conditions may refer to each other ${MAX_DEPTH} deep at most; "${name}" is deeper`, ['conditions', name]);
      }
      const value = conditionValue(definition, scope, ['conditions', name]);
      this.conditions.set(name, value);
      return value;
    } catch (fault) {
      // Its own value is none, not that of a condition it names.
      const shown = fault instanceof InvalidCondition && fault.path.length === 2 ? this.notACondition(name, fault.value) : fault;
      if (shown instanceof HotError) this.failedConditions.set(name, shown);
      throw shown;
    } finally {
      this.conditionDepth -= 1;
      if (this.conditions.get(name) === 'running') this.conditions.delete(name);
    }
  }

  private resource(written: ResourceDefinition, scope: Scope): BoundResource | null {
    const { name } = written;
    const definition = { ...written, deletionPolicy: this.deletionPolicy(written, scope) };
    const { catalogue } = this.input;
    const resolved = resolveType(this.environment.resourceRegistry, definition.type, name, (type) => catalogue.get(type) !== undefined);
    const nested = resolved.kind === 'template' ? (this.input.nested?.(resolved.name) ?? null) : null;
    const schema = nested === null ? catalogue.get(resolved.name) : schemaOfTemplate(resolved.name, nested, this.environment.parameterDefaults);
    if (schema === undefined) {
      this.unknownType(definition, resolved.name);
      return null;
    }
    const dependencies = this.guard(['resources', name], () => this.dependencies(definition));
    if (dependencies === undefined) return null;
    if (definition.externalId !== undefined) this.guard(['resources', name, 'external_id'], () => evaluate(compile(definition.externalId ?? null, this.version.functions, ['resources', name, 'external_id']), scope));
    const frozen = this.guard(['resources', name], () => frozenDefinition(definition, resolved.name, (part) => this.part(name, part), scope), {});
    if (frozen === undefined) return null;
    return { name, definition, type: resolved.name, templateFile: nested === null ? null : resolved.name, schema, dependencies, frozen };
  }

  /** What no reference states; see `impliedOrder`. */
  private addImplied(resources: Map<string, BoundResource>): void {
    const all = [...resources.values()].map(({ name, type, definition: { properties, externalId } }) => [name, { type, properties, externalId }] as const);
    for (const [name, others] of impliedOrder(Object.fromEntries(all), (each) => resources.get(each)?.dependencies ?? [])) {
      const bound = resources.get(name);
      if (bound !== undefined) resources.set(name, { ...bound, dependencies: [...bound.dependencies, ...others].sort() });
    }
  }

  /** What exists outside is never deleted; a function, such as resource_facade, is evaluated. */
  private deletionPolicy(definition: ResourceDefinition, scope: Scope): DeletionPolicy {
    const { name, externalId, deletionPolicyCall } = definition;
    if (externalId !== undefined) return 'Retain';
    if (deletionPolicyCall === undefined) return definition.deletionPolicy;
    const path = ['resources', name, 'deletion_policy'];
    const value = this.guard(path, () => evaluate(compile(deletionPolicyCall, this.version.functions, path), scope), 'Delete') ?? 'Delete';
    const policy = deletionPolicyOf(value, this.version.conditions);
    if (policy === undefined) this.problem('deletion-policy', `${pythonRepr(value)} is no deletion policy; use Delete, Retain or Snapshot.`, path, { type: 'StackValidationFailed', message: `Invalid deletion policy "${pythonText(value)}"` });
    return policy ?? 'Delete';
  }

  private unknownType(definition: ResourceDefinition, type: string): void {
    const path = ['resources', definition.name, 'type'];
    if (isTemplateName(type) && own(this.input.files, type) !== undefined) {
      this.problem('nested-unreadable', `The file "${type}" is no template that can be read. Open it to see what is wrong.`, path, { type: 'StackValidationFailed', message: `resources.${definition.name}<${type}>: The template cannot be read` });
    } else if (isTemplateName(type)) {
      this.problem('template-missing', `The nested template "${type}" is not among the files. Add it to the files of this template.`, path, { type: 'StackValidationFailed', message: `Could not fetch remote template "${type}": Invalid URL scheme ` });
    } else {
      this.problem('type-unknown', `There is no resource type "${type}"${type === definition.type ? '' : ` (which "${definition.type}" stands for)`}.`, path, { type: 'StackValidationFailed', message: `The Resource Type (${type}) could not be found.` });
    }
  }

  private dependencies(definition: ResourceDefinition): string[] {
    const { name, externalId } = definition;
    const found = new Set<string>();
    if (externalId !== undefined) {
      const id = pythonText(externalId);
      if (definition.dependsOn.length > 0) this.problem('external-dependency', `"${name}" exists outside of the stack: it cannot depend on other resources. Remove "depends_on" or "external_id".`, ['resources', name, 'depends_on'], { type: 'InvalidExternalResourceDependency', message: `Invalid dependency with external ${definition.type} resource: ${id}` });
      return [];
    }
    const section = this.version.dialect === 'hot' ? 'resources' : 'Resources';
    for (const other of definition.dependsOn) {
      if (own(this.template.resources, other) === undefined) {
        this.problem('reference-unknown', `"${other}", which "${name}" depends on, is not a resource of this template.`, [section, name, 'depends_on'], { type: 'InvalidTemplateReference', message: `The specified reference "${other}" (in ${name}) is incorrect.` });
      } else if (this.enabled.has(other)) found.add(other);
    }
    const scope = this.scope(UNKNOWN_RESOURCES);
    for (const call of this.resourceCalls(name)) {
      const target = referenceTarget(call, scope.hasParameter) ?? computedTarget(call, scope);
      if (target !== null && this.enabled.has(target)) found.add(target);
      else if (target !== null && call.name !== 'Ref') this.brokenReference(name, target, call);
      else if (call.name === 'get_resource' && call.args?.kind === 'literal') {
        this.problem('reference-unknown', `"get_resource" needs the name of a resource; found ${pythonRepr(call.rawArgs).slice(0, 80)}.`, call.path, { type: 'StackValidationFailed', message: `${dotted(call.path, this.version.functions)}: Argument to "get_resource" must be a string` });
      }
    }
    return [...found].sort();
  }

  private brokenReference(name: string, target: string, call: Call): void {
    const exists = own(this.template.resources, target) !== undefined;
    const [, , part = '', ...steps] = call.path.slice(0, -1);
    const where = `${name}.${String(part).toLowerCase() === 'properties' ? 'Properties' : 'Metadata'}${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
    this.problem('reference-unknown', exists ? `"${target}" is switched off by its condition, but "${name}" refers to it. Refer to it inside an "if" with the same condition.` : `"${target}" is not a resource of this template.`, call.path, {
      type: 'InvalidTemplateReference', message: `The specified reference "${target}" (in ${where}) is incorrect.`,
    });
  }

  /** Calls in properties and metadata, outside the branches that are not taken. */
  private resourceCalls(name: string): Call[] {
    const scope = this.scope(UNKNOWN_RESOURCES);
    return (['properties', 'metadata'] as const).flatMap((part) => [...reachableCalls(this.part(name, part), scope)]);
  }

  private hiddenValues(): string[] {
    const texts: string[] = [];
    const collect = (value: Json): void => {
      if (typeof value === 'string' && value !== '') texts.push(value);
      else if (typeof value === 'number') texts.push(String(value));
      else if (Array.isArray(value)) value.forEach(collect);
      else if (isMap(value)) Object.values(value).forEach(collect);
    };
    for (const schema of Object.values(this.template.parameters)) if (schema.hidden) collect(own(this.values, schema.name) ?? null);
    return texts;
  }

  private readonly told = new Set<string>();

  /** Runs a step whose HotErrors are problems of the template; undefined when there was one. */
  private guard<T>(path: DocumentPath, step: () => T, unknown?: T): T | undefined {
    try {
      return step();
    } catch (fault) {
      if (fault instanceof UnknownValue) return unknown;
      if (!(fault instanceof HotError)) throw fault;
      this.tell(fault, path);
      return undefined;
    }
  }

  /** What is wrong with a condition is told once, however many ask for it. */
  private tell(fault: HotError, path: DocumentPath): void {
    const at = fault instanceof ShapeError ? fault.path : path;
    const text = fault instanceof ShapeError ? fault.text : fault.message;
    const key = `${at.join('\0')}\0${text}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.problem('expression', `${text}.`, at, heatFault(fault, this.version.functions));
  }
}
