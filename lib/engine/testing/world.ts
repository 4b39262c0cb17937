/** Resource types over a model world that counts what is done to it. */
import { bindStack, type BoundStack, EMPTY_ENVIRONMENT, isTemplateName } from '@/lib/hot';
import type { Json, JsonMap, Template, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import type { Sources } from '../children';
import { withTemplateTypes } from '../nested-types';
import type { ActionContext, Outcome, PropertyChange, ResourceType, ResourceTypeRegistry } from '../resource-type';

/** A thing of the model world. */
export interface Thing {
  id: string;
  properties: JsonMap;
}

/**
 * `Test::Thing` properties: `value` (in place), `key` (replaces), `immutable` (refused), `fail` (names of actions that fail),
 * `wait` (names of actions that wait for a poll), `waitSignal` (true: create waits for a signal), `on` (references).
 */
export class World {
  readonly things = new Map<string, Thing>();
  /** Calls in order: "create a". */
  readonly calls: string[] = [];
  readonly running = new Set<string>();
  mostRunning = 0;
  private made = 0;
  /** A creation with the key of an earlier one finds what that one made. */
  private readonly byKey = new Map<string, string>();

  readonly quick: ResourceType = this.type('Test::Quick', 'none');
  readonly thing: ResourceType = this.type('Test::Thing', 'external');
  /** Types of a test's own. */
  readonly also = new Map<string, ResourceType>();
  readonly registry: ResourceTypeRegistry = withTemplateTypes({
    get: (name) => this.also.get(name) ?? [this.quick, this.thing].find((type) => type.schema.name === name),
  });

  private type(name: string, effects: 'none' | 'external'): ResourceType {
    const act = (ctx: ActionContext, action: string, properties: JsonMap, effect: () => Outcome): Outcome | Promise<Outcome> => {
      const label = `${action} ${ctx.resource.name}`;
      this.calls.push(label);
      const finish = (): Outcome => {
        const waits = list(properties['wait']).includes(action) && ctx.resource.data[action] === undefined;
        if (!waits && list(properties['fail']).includes(action)) return { kind: 'failed', errorType: 'ValueError', reason: `${ctx.resource.name} cannot ${action}` };
        if (properties['waitSignal'] === true && action === 'create') return { kind: 'waiting', for: { what: 'a signal', signal: true } };
        if (waits) {
          return { kind: 'waiting', for: { what: `the end of ${action}`, wakeAt: new Date(ctx.now.getTime() + 100) }, data: { ...ctx.resource.data, [action]: true } };
        }
        return effect();
      };
      if (effects === 'none') return finish();
      return this.busy(ctx.resource.id, finish);
    };
    return {
      schema: schemaOf(name),
      effects,
      create: (ctx, properties) => act(ctx, 'create', properties, () => this.create(ctx, properties)),
      update: (ctx, change) => act(ctx, 'update', change.after, () => this.update(ctx, change)),
      delete: (ctx) => act(ctx, 'delete', ctx.resource.properties, () => this.delete(ctx)),
      suspend: (ctx) => act(ctx, 'suspend', ctx.resource.properties, () => ({ kind: 'complete' })),
      resume: (ctx) => act(ctx, 'resume', ctx.resource.properties, () => ({ kind: 'complete' })),
      poll: (ctx, action, properties) => {
        if (properties['waitSignal'] === true && action === 'CREATE' && ctx.resource.data['signal'] === undefined) {
          return { kind: 'waiting', for: { what: 'a signal', signal: true } };
        }
        if (ctx.resource.data['signal'] === 'failure') return { kind: 'failed', errorType: 'WaitConditionFailure', reason: 'signalled failure' };
        if (list(properties['fail']).includes(action.toLowerCase())) return { kind: 'failed', errorType: 'ValueError', reason: `${ctx.resource.name} cannot ${action}` };
        if (action === 'CREATE') return this.create(ctx, properties);
        if (action === 'DELETE') return this.delete(ctx);
        return { kind: 'complete', attributes: { output: properties['value'] ?? null } };
      },
      signal: (ctx, payload) => ({ reason: `got ${JSON.stringify(payload)}`, data: { ...ctx.resource.data, signal: payload } }),
    };
  }

  private async busy(id: string, finish: () => Outcome): Promise<Outcome> {
    this.running.add(id);
    this.mostRunning = Math.max(this.mostRunning, this.running.size);
    await new Promise((resolve) => setImmediate(resolve));
    this.running.delete(id);
    return finish();
  }

  private create(ctx: ActionContext, properties: JsonMap): Outcome {
    const found = this.byKey.get(ctx.idempotencyKey);
    this.made += found === undefined ? 1 : 0;
    const id = found ?? `thing-${this.made}`;
    this.byKey.set(ctx.idempotencyKey, id);
    this.things.set(id, { id, properties });
    return { kind: 'complete', physicalResourceId: id, attributes: { output: properties['value'] ?? null } };
  }

  private update(ctx: ActionContext, change: PropertyChange): Outcome {
    const thing = this.things.get(ctx.resource.physicalResourceId ?? '');
    if (thing !== undefined) thing.properties = change.after;
    return { kind: 'complete', attributes: { output: change.after['value'] ?? null } };
  }

  private delete(ctx: ActionContext): Outcome {
    this.things.delete(ctx.resource.physicalResourceId ?? '');
    return { kind: 'complete' };
  }
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function schemaOf(name: string): TypeSchema {
  return {
    name,
    support: 'SUPPORTED',
    properties: {
      value: { type: 'Any', updateAllowed: true },
      key: { type: 'Any' },
      immutable: { type: 'Any', immutable: true },
      fail: { type: 'List', updateAllowed: true },
      wait: { type: 'List', updateAllowed: true },
      waitSignal: { type: 'Boolean', updateAllowed: true },
      on: { type: 'Any', updateAllowed: true },
    },
    attributes: { output: {} },
    updatePolicy: {},
    can: { signal: true, check: false, suspend: true, snapshot: false, update: true, nested: false },
    connections: ['builtin'],
    nameLimit: 255,
  };
}

export interface ResourceSketch {
  type?: string;
  properties?: JsonMap;
  dependsOn?: string[];
  deletionPolicy?: 'Delete' | 'Retain';
  externalId?: string;
  metadata?: JsonMap;
}

/** A template that a resource can stand for: its type is the name under which it is given. */
export interface ChildSketch {
  resources: Record<string, ResourceSketch>;
  /** Names of parameters and their defaults: numbers, texts or lists. */
  parameters?: Record<string, Json>;
  outputs?: Record<string, Json>;
}
export type ChildSketches = Readonly<Record<string, ChildSketch>>;

const catalogue: TypeCatalogue = { get: (name) => (isTemplateName(name) ? undefined : schemaOf(name)), names: () => [] };

/** A target from a sketch of its resources, bound by the template language itself. `hiddenValues` stand for those of hidden parameters. */
export function targetOf(sketch: Record<string, ResourceSketch>, hiddenValues: string[] = [], children: ChildSketches = {}): BoundStack {
  const { stack, diagnostics } = bindStack({
    template: templateOf(sketch), files: {}, parameters: {}, pseudo: { stackName: 's', stackId: null, projectId: 'p' }, catalogue,
    nested: sourcesOf(children).template,
  });
  if (stack === null) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join('; '));
  return { ...stack, hiddenValues };
}

export function sourcesOf(children: ChildSketches, resourceRegistry: JsonMap = {}): Sources {
  const templates = new Map<string, Template>();
  return {
    files: {}, environment: { ...EMPTY_ENVIRONMENT, resourceRegistry }, catalogue,
    template: (name) => {
      const child = children[name];
      if (child === undefined) return null;
      const template = templates.get(name) ?? childTemplate(child);
      templates.set(name, template);
      return template;
    },
  };
}

function childTemplate({ resources, parameters = {}, outputs = {} }: ChildSketch): Template {
  const schemas = Object.entries(parameters).map(([name, value]): [string, Template['parameters'][string]] => [
    name, { name, type: Array.isArray(value) ? 'json' : typeof value === 'number' ? 'number' : 'string', default: value, hidden: false, immutable: false, constraints: [], tags: [] },
  ]);
  return {
    ...templateOf(resources, Object.fromEntries(schemas)),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { name, value }])),
  };
}

export function templateOf(sketch: Record<string, ResourceSketch>, parameters: Template['parameters'] = {}): Template {
  return {
    version: '2021-04-16', versionKey: 'heat_template_version', description: '', parameterGroups: [], parameters, conditions: {}, outputs: {}, mappings: {},
    resources: Object.fromEntries(
      Object.entries(sketch).map(([name, { type = 'Test::Quick', properties = {}, metadata = {}, dependsOn = [], deletionPolicy = 'Delete', externalId }]) => [
        name, { name, type, properties, metadata, dependsOn, deletionPolicy, updatePolicy: {}, ...(externalId === undefined ? {} : { externalId }) },
      ]),
    ),
  };
}
