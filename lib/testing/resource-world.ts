/** A database, a web server with the routes of agents and signals, a sandbox, and as much of an engine as a single resource needs. For tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { tokenAuthority } from '@/lib/auth/token-authority';
import { createVault, type Vault } from '@/lib/auth/vault';
import type { ActionContext, Outcome, PropertyChange, Recorded, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import type { Action } from '@/lib/engine/states';
import type { Json, JsonMap } from '@/lib/hot/types';
import { orchestrationApi } from '@/lib/runtime/orchestration';
import { type Route, webServer, type WebServer } from './web-server';
import type { Database } from '@/lib/store/database';
import type { WakeRun } from '@/lib/store/signals';
import { freshDatabase } from './postgres';
import { assembleResources, type ResourceAssembly } from '@/lib/resources/assembly';

export interface World extends ResourceAssembly {
  database: Database;
  vault: Vault;
  /** What the vault was made with: for processes that share it. */
  vaultKey: Buffer;
  web: WebServer;
  dataDirectory: string;
  projectId: string;
  stack: { id: string; name: string; rootId: string; projectId: string };
  /** Serves everything that is no agent's and no signal. */
  mount(route: Route): void;
  /** A resource of the stack, not yet created. */
  resource(type: string, name: string, properties?: JsonMap): Promise<TestedResource>;
  end(): Promise<void>;
}

/** `wakeWith` makes what is called with a signal; by default nothing, because a test polls itself. `address`: where the web server listens. */
export async function makeWorld(wakeWith: (database: Database) => Promise<WakeRun> = async () => async () => undefined, address = '127.0.0.1'): Promise<World> {
  const database = await freshDatabase();
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'hearth-sandbox-'));
  const vaultKey = randomBytes(32);
  const vault = createVault(vaultKey);
  let assembly: ResourceAssembly | null = null;
  let mounted: Route = async () => new Response('not yet', { status: 503 });
  const web = await webServer(async (request) => {
    if (assembly === null) return new Response('not yet', { status: 503 });
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/agent/')) return assembly.agentApi(request);
    return /^\/cfn\/v1\/(signal|waitcondition)\//.test(pathname) ? assembly.signalApi(request) : mounted(request);
  }, address);
  const wake = await wakeWith(database);
  const made = assembleResources({
    pool: database.pool,
    databaseUrl: database.url,
    vault,
    wake,
    config: { dataDirectory, publicUrl: web.url, localUrl: web.url, sandbox: true, allowPrivateUrls: true },
  });
  assembly = made;
  const { registry } = made;
  mounted = orchestrationApi({
    pool: database.pool, vault, registry, catalogue: registry.catalogue, queue: { enqueueRun: wake }, tokens: tokenAuthority({ pool: database.pool, vault }),
    config: { publicUrl: web.url, publicUrlGiven: false, allowPrivateUrls: true, hiddenStackTags: [] }, logger: console,
  });

  const projectId = 'f'.repeat(32);
  const stackId = randomUUID();
  const stack = { id: stackId, name: 'shop', rootId: stackId, projectId };
  await database.prisma.project.create({ data: { id: projectId, name: 'default' } });
  await database.prisma.stack.create({
    data: { id: stackId, projectId, name: stack.name, rootId: stackId, action: 'CREATE', status: 'IN_PROGRESS', createdBy: 'test' },
  });
  return {
    ...made,
    database,
    vault,
    vaultKey,
    web,
    dataDirectory,
    projectId,
    stack,
    mount: (route) => void (mounted = route),
    async resource(typeName, name, properties = {}) {
      const type = made.registry.get(typeName);
      if (type === undefined) throw new Error(`No type ${typeName}.`);
      const resource = new TestedResource(type, { database, stack }, name, withDefaults(type, properties));
      await resource.insert();
      return resource;
    },
    async end() {
      const servers = await database.pool.query<{ id: string }>("SELECT id FROM server WHERE kind = 'sandbox' AND deleted_at IS NULL");
      await made.sandbox.stopAll(servers.rows.map((row) => row.id));
      await made.close();
      await web.stop();
      await database.close();
      rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function withDefaults(type: ResourceType, properties: JsonMap): JsonMap {
  const defaults = Object.entries(type.schema.properties).flatMap(([name, schema]) => (schema.default === undefined ? [] : [[name, schema.default] as const]));
  return { ...Object.fromEntries(defaults), ...properties };
}

interface Surroundings {
  database: Database;
  stack: World['stack'];
}

/** Drives one resource as the engine does: handler, signals from the database, polls; one after the other. */
export class TestedResource {
  view: ResourceView;
  /** Texts of SIGNAL events. */
  readonly events: string[] = [];
  now: () => Date = () => new Date();
  others: TestedResource[] = [];
  secrets: string[] = [];
  private readonly type: ResourceType;
  private readonly world: Surroundings;
  private startedAt = new Date();
  private operationId: string = randomUUID();

  constructor(type: ResourceType, world: Surroundings, name: string, properties: JsonMap) {
    this.type = type;
    this.world = world;
    this.view = {
      id: randomUUID(), name, type: type.schema.name, physicalResourceId: null, action: 'INIT', status: 'COMPLETE', properties, metadata: {}, attributes: {}, data: {},
    };
  }

  async insert(): Promise<void> {
    const { stack, database } = this.world;
    const { id, name, type } = this.view;
    await database.pool.query(
      `INSERT INTO resource (id, stack_id, root_id, name, type, action, status, definition) VALUES ($1, $2, $3, $4, $5, $6, $7, '{}')`,
      [id, stack.id, stack.rootId, name, type, 'CREATE', 'IN_PROGRESS'],
    );
  }

  get referenceId(): Json {
    return this.type.referenceId?.(this.view) ?? this.view.physicalResourceId;
  }

  attribute(name: string): Json {
    return this.type.attribute ? this.type.attribute(this.view, name) : (this.view.attributes[name] ?? null);
  }

  create(): Promise<Outcome> {
    return this.begin('CREATE', (ctx) => this.type.create?.(ctx, this.view.properties));
  }

  update(properties: JsonMap): Promise<Outcome> {
    const before = this.view.properties;
    const after = { ...before, ...properties };
    const change: PropertyChange = { before, after, changed: Object.keys(properties), metadataChanged: false };
    this.view = { ...this.view, properties: after };
    return this.begin('UPDATE', (ctx) => this.type.update?.(ctx, change));
  }

  delete(): Promise<Outcome> {
    return this.begin('DELETE', (ctx) => this.type.delete?.(ctx));
  }

  check(): Promise<Outcome> {
    return this.begin('CHECK', (ctx) => this.type.check?.(ctx));
  }

  /** Calls the handler again as after a crash: the last recorded state, the same key. */
  again(): Promise<Outcome> {
    return this.call((ctx) => (this.view.action === 'CREATE' ? this.type.create?.(ctx, this.view.properties) : this.type.delete?.(ctx)));
  }

  async poll(): Promise<Outcome> {
    await this.takeSignals();
    return this.call((ctx) => this.type.poll?.(ctx, this.view.action, this.view.properties));
  }

  async cancel(): Promise<void> {
    await this.type.cancel?.(this.context(), this.view.action);
  }

  /** Polls until the action is over. */
  async settle(outcome: Outcome, withinMs = 60_000): Promise<Outcome> {
    const end = Date.now() + withinMs;
    let last = outcome;
    while (last.kind === 'waiting' && Date.now() < end) {
      await new Promise((resolve) => {
        setTimeout(resolve, 25);
      });
      last = await this.poll();
    }
    return last;
  }

  async signal(payload: Json, key: string = randomUUID()): Promise<void> {
    const outcome = await this.type.signal?.(this.context(), payload, key);
    if (outcome === undefined) throw new Error(`${this.view.type} takes no signals.`);
    this.record(outcome);
    if (outcome.reason !== null) this.events.push(outcome.reason);
  }

  private async takeSignals(): Promise<void> {
    const { rows } = await this.world.database.pool.query<{ id: string; payload: Json }>(
      'UPDATE signal SET handled_at = now() WHERE resource_id = $1 AND handled_at IS NULL RETURNING id, payload', [this.view.id],
    );
    for (const { id, payload } of rows) await this.signal(payload, id);
  }

  private begin(action: Action, handler: (ctx: ActionContext) => Outcome | Promise<Outcome> | undefined): Promise<Outcome> {
    this.startedAt = this.now();
    this.operationId = randomUUID();
    this.view = { ...this.view, action, status: 'IN_PROGRESS' };
    return this.call(handler);
  }

  private async call(handler: (ctx: ActionContext) => Outcome | Promise<Outcome> | undefined): Promise<Outcome> {
    const outcome = (await handler(this.context())) ?? { kind: 'complete' };
    this.record(outcome);
    return outcome;
  }

  private record({ physicalResourceId, data, attributes, metadata }: Recorded): void {
    this.view = {
      ...this.view,
      physicalResourceId: physicalResourceId === undefined ? this.view.physicalResourceId : physicalResourceId,
      data: data ?? this.view.data,
      attributes: attributes ?? this.view.attributes,
      metadata: metadata ?? this.view.metadata,
    };
  }

  private context(): ActionContext {
    return {
      stack: this.world.stack,
      resource: this.view,
      operationId: this.operationId,
      idempotencyKey: `${this.view.id}:${this.view.action}:${this.operationId}`,
      startedAt: this.startedAt,
      now: this.now(),
      physicalName: `shop-${this.view.name}-abc`,
      secrets: this.secrets,
      busy: false,
      findByReferenceId: (refId) => this.others.find((other) => other.referenceId === refId)?.view,
      signal: new AbortController().signal,
    };
  }
}
