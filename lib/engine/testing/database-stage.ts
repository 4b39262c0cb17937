/** Stacks in a real database and a worker on it: what the database tests of the engine stand on. */
import { randomUUID } from 'node:crypto';
import { isTemplateName } from '@/lib/hot';
import type { Json, JsonMap, ParameterSchema, Template, TypeCatalogue } from '@/lib/hot/types';
import { openQueue, type RunQueue } from '@/lib/runtime/queue';
import { startWorker, type Worker } from '@/lib/runtime/worker';
import type { Database } from '@/lib/store/database';
import type { ResourceTypeRegistry } from '../resource-type';
import type { Action } from '../states';
import type { OnFailure, Vault } from '../types';
import { type ResourceSketch, templateOf, World } from './world';

/** Seals visibly, so that a test can see what was sealed and what was not. */
export const openVault: Vault = {
  seal: (value) => `sealed:${Buffer.from(JSON.stringify(value)).toString('base64')}`,
  open: (sealed): Json => JSON.parse(Buffer.from(sealed.slice('sealed:'.length), 'base64').toString()),
};

const SECRET: ParameterSchema = { name: 'secret', type: 'string', hidden: true, immutable: false, constraints: [], tags: [] };

export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function catalogueOf(registry: ResourceTypeRegistry): TypeCatalogue {
  return { get: (name) => (isTemplateName(name) ? undefined : registry.get(name)?.schema), names: () => [] };
}

export class DatabaseStage {
  readonly database: Database;
  readonly world: World;
  readonly queue: RunQueue;

  private constructor(database: Database, queue: RunQueue, world: World) {
    this.database = database;
    this.queue = queue;
    this.world = world;
  }

  static async open(database: Database, world = new World()): Promise<DatabaseStage> {
    const queue = await openQueue({ databaseUrl: database.url, logger: silent, worker: true });
    await database.pool.query("INSERT INTO project (id, name) VALUES ('p', 'p')");
    return new DatabaseStage(database, queue, world);
  }

  /** Runs the model types, or those of another registry. */
  worker(registry: ResourceTypeRegistry = this.world.registry, catalogue = catalogueOf(registry), capacity?: number): Promise<Worker> {
    return startWorker({
      pool: this.database.pool, databaseUrl: this.database.url, queue: this.queue, registry, catalogue, vault: openVault, logger: silent, lingerMs: 50, ...(capacity === undefined ? {} : { capacity }),
    });
  }

  async stack(): Promise<string> {
    const id = randomUUID();
    await this.database.pool.query(
      "INSERT INTO stack (id, project_id, name, root_id, action, status, created_by) VALUES ($1::uuid, 'p', 's', $1::uuid, 'CREATE', 'IN_PROGRESS', 'test')",
      [id],
    );
    return id;
  }

  async revision(stackId: string, sketch: Record<string, ResourceSketch>, secret?: string, files: Record<string, string> = {}): Promise<string> {
    return this.revisionOf(stackId, templateOf(sketch, secret === undefined ? {} : { secret: SECRET }), secret, files);
  }

  async revisionOf(stackId: string, template: Template, secret?: string, files: Record<string, string> = {}): Promise<string> {
    const id = randomUUID();
    await this.database.pool.query(
      `INSERT INTO revision (id, stack_id, number, template_text, template, secrets, files, created_by)
       SELECT $1, $2, count(*) + 1, '', $3, $4, $5, 'test' FROM revision WHERE stack_id = $2`,
      [id, stackId, JSON.stringify(template), secret === undefined ? null : openVault.seal({ secret }), JSON.stringify(files)],
    );
    return id;
  }

  /** Writes the request and the job in one transaction, as a use case does. */
  async request(stackId: string, action: Action, revisionId: string | null, options: { onFailure?: OnFailure; timeoutMins?: number } = {}): Promise<string> {
    const id = randomUUID();
    const client = await this.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM stack WHERE id = $1 FOR UPDATE', [stackId]);
      await client.query(
        `INSERT INTO operation (id, stack_id, number, action, target_revision_id, rollback_revision_id, on_failure, timeout_mins, actor)
         SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM operation WHERE stack_id = $2), $3, $4,
           CASE WHEN $3 = 'UPDATE' THEN revision_id END, $5, $6, 'test' FROM stack WHERE id = $2`,
        [id, stackId, action, revisionId, options.onFailure ?? 'rollback', options.timeoutMins ?? 60],
      );
      await this.queue.enqueueRun(client, stackId);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return id;
  }

  async signal(stackId: string, resourceId: string, payload: Json): Promise<void> {
    const client = await this.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO signal (id, root_id, stack_id, resource_id, payload) VALUES ($1, $2, $2, $3, $4)', [randomUUID(), stackId, resourceId, JSON.stringify(payload)]);
      await this.queue.enqueueRun(client, stackId);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  async cancel(stackId: string, operationId: string, mode: 'rollback' | 'stop'): Promise<void> {
    await this.database.pool.query('UPDATE operation SET cancel_requested = $2 WHERE id = $1', [operationId, mode]);
    await this.queue.enqueueRun(this.database.pool, stackId);
  }

  /** "CREATE_COMPLETE" */
  async state(stackId: string): Promise<string> {
    const { rows } = await this.database.pool.query<{ state: string }>("SELECT action || '_' || status AS state FROM stack WHERE id = $1", [stackId]);
    return rows[0]?.state ?? 'gone';
  }

  /** Waits until no operation of the stack is open and answers its state. */
  async finished(stackId: string, withinMs = 60_000): Promise<string> {
    await this.until(withinMs, async () => {
      const { rows } = await this.database.pool.query("SELECT 1 FROM operation WHERE stack_id = $1 AND status IN ('PENDING', 'IN_PROGRESS')", [stackId]);
      return rows.length === 0;
    });
    return this.state(stackId);
  }

  async until(withinMs: number, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + withinMs;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`what was waited for did not happen within ${withinMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** "a CREATE_COMPLETE state changed"; checks on the way that numbers have no gaps. */
  async log(stackId: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ seq: number; line: string; waiting: boolean }>(
      `SELECT seq, resource_name || ' ' || action || '_' || status || ' ' || reason AS line, waiting_for IS NOT NULL AS waiting
       FROM event WHERE root_id = $1 ORDER BY seq`,
      [stackId],
    );
    rows.forEach(({ seq }, index) => {
      if (seq !== index + 1) throw new Error(`event ${index + 1} has number ${seq}`);
    });
    return rows.filter(({ waiting }) => !waiting).map(({ line }) => line);
  }

  async resources(stackId: string): Promise<{ id: string; name: string; state: string; properties: JsonMap; sealed: string | null }[]> {
    const { rows } = await this.database.pool.query(
      "SELECT id, name, action || '_' || status AS state, properties, sealed FROM resource WHERE root_id = $1 ORDER BY name, created_at",
      [stackId],
    );
    return rows;
  }

  async close(): Promise<void> {
    await this.queue.stop();
  }
}
