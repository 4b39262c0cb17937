/** Deploys templates as the product does: language, engine, worker, sandbox and agents, all real; only the pages are missing. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { bindStack, parseEnvironment, parseTemplate, resolveOutput, validateTemplate } from '@/lib/hot';
import { familyOf, treeResolver } from '@/lib/engine/resolver';
import type { OnFailure } from '@/lib/engine/types';
import type { Json, JsonMap, Template } from '@/lib/hot/types';
import { nestedTemplates } from '@/lib/hot/validate';
import { openQueue, type RunQueue } from '@/lib/runtime/queue';
import { startWorker, type Worker } from '@/lib/runtime/worker';
import { loadRunState } from '@/lib/store/run-state';
import { buildWorkerProgram, forkWorker } from './crash/worker-program';
import { makeWorld, type World } from './resource-world';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Nested templates and scripts, by name. */
type Files = Record<string, string>;

export interface Deployment {
  stackId: string;
  name: string;
}

export class DeploymentStage {
  readonly world: World;
  private readonly queue: RunQueue;
  private worker: Worker | null = null;
  private program: string | null = null;

  private constructor(world: World, queue: RunQueue) {
    this.world = world;
    this.queue = queue;
  }

  /** `address`: where its web server listens. */
  static async open(address?: string): Promise<DeploymentStage> {
    let queue: RunQueue | null = null;
    const world = await makeWorld(async (database) => {
      const opened = await openQueue({ databaseUrl: database.url, logger: silent, worker: true });
      queue = opened;
      return (client, rootId) => opened.enqueueRun(client, rootId);
    }, address);
    if (queue === null) throw new Error('no queue');
    const stage = new DeploymentStage(world, queue);
    await stage.startWorker();
    return stage;
  }

  async startWorker(): Promise<void> {
    const { database, registry, vault } = this.world;
    this.worker = await startWorker({
      pool: database.pool, databaseUrl: database.url, queue: this.queue, registry, catalogue: registry.catalogue, vault, logger: silent, lingerMs: 50,
    });
  }

  /** What use cases of stacks need. */
  ports() {
    const { database, registry, vault } = this.world;
    return { pool: database.pool, vault, registry, catalogue: registry.catalogue, queue: this.queue };
  }

  /** Somebody with a role in its project, who asks use cases. */
  caller<Role extends string>(role: Role) {
    return { userId: 'u', userName: 'Ann', projectId: this.world.projectId, projectName: 'p', role };
  }

  /** Messages of the errors of a template, none for a valid one. */
  problems(text: string, parameters: JsonMap = {}): string[] {
    return validateTemplate({ parsed: parseTemplate(text), files: {}, catalogue: this.world.registry.catalogue, parameters })
      .filter((diagnostic) => diagnostic.severity === 'error')
      .map((diagnostic) => diagnostic.message);
  }

  async create(name: string, text: string, parameters: JsonMap = {}, onFailure: OnFailure = 'rollback', files: Files = {}, environment: JsonMap = {}): Promise<Deployment> {
    const stackId = randomUUID();
    const { pool } = this.world.database;
    await pool.query(
      "INSERT INTO stack (id, project_id, name, root_id, action, status, created_by) VALUES ($1::uuid, $2, $3, $1::uuid, 'CREATE', 'IN_PROGRESS', 'test')",
      [stackId, this.world.projectId, name],
    );
    await this.request(stackId, 'CREATE', await this.revision(stackId, text, parameters, files, environment), onFailure);
    return { stackId, name };
  }

  async update({ stackId }: Deployment, text: string, parameters: JsonMap = {}, onFailure: OnFailure = 'rollback', files: Files = {}): Promise<void> {
    await this.request(stackId, 'UPDATE', await this.revision(stackId, text, parameters, files), onFailure);
  }

  async delete({ stackId }: Deployment): Promise<void> {
    await this.request(stackId, 'DELETE', null, 'keep');
  }

  /** Another operation on what is there. */
  async act({ stackId }: Deployment, action: 'SUSPEND' | 'RESUME' | 'CHECK'): Promise<void> {
    await this.request(stackId, action, null, 'keep');
  }

  /** As when its process ends: nothing goes on until `startWorker`. */
  async stopWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  /** A worker in a process of its own in place of the one here, so that it can be killed with SIGKILL at any instant: answers how. */
  async startDoomedWorker(): Promise<() => Promise<void>> {
    await this.stopWorker();
    this.program ??= await buildWorkerProgram(randomUUID());
    const { database, dataDirectory, vaultKey, web } = this.world;
    const child = forkWorker(this.program, { DATABASE_URL: database.url, HEARTH_DATA: dataDirectory, PUBLIC_URL: web.url, VAULT_KEY: vaultKey.toString('base64') });
    await once(child, 'message');
    child.send('go');
    await once(child, 'message');
    return async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    };
  }

  /** Waits until no operation is open; "CREATE_COMPLETE: reason". */
  async finished({ stackId }: Deployment, withinMs = 60_000): Promise<string> {
    const { pool } = this.world.database;
    const end = Date.now() + withinMs;
    for (;;) {
      const { rows: open } = await pool.query("SELECT 1 FROM operation WHERE stack_id = $1 AND status IN ('PENDING', 'IN_PROGRESS')", [stackId]);
      if (open.length === 0) break;
      if (Date.now() > end) throw new Error(`not finished in time:\n${(await this.events({ stackId })).join('\n')}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    const { rows } = await pool.query<{ state: string }>("SELECT action || '_' || status || ': ' || status_reason AS state FROM stack WHERE id = $1", [stackId]);
    return rows[0]?.state ?? 'gone';
  }

  async events({ stackId }: Pick<Deployment, 'stackId'>): Promise<string[]> {
    const { rows } = await this.world.database.pool.query<{ line: string }>(
      "SELECT resource_name || ' ' || action || '_' || status || ' ' || reason AS line FROM event WHERE root_id = $1 AND waiting_for IS NULL ORDER BY seq", [stackId],
    );
    return rows.map(({ line }) => line);
  }

  /** Waits until something of the stack waits for this. */
  async heard({ stackId }: Deployment, what: RegExp, withinMs = 60_000): Promise<void> {
    for (const end = Date.now() + withinMs; ; ) {
      const { rows } = await this.world.database.pool.query<{ what: string }>('SELECT waiting_for AS what FROM event WHERE root_id = $1 AND waiting_for IS NOT NULL', [stackId]);
      if (rows.some((row) => what.test(row.what))) return;
      if (Date.now() > end) throw new Error(`nothing waited for ${what}: ${rows.map((row) => row.what).join('; ')}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  /** Physical id of a resource. */
  async physicalId({ stackId }: Deployment, name: string): Promise<string> {
    const { rows } = await this.world.database.pool.query<{ id: string }>(
      "SELECT physical_resource_id AS id FROM resource WHERE stack_id = $1 AND name = $2 AND action <> 'DELETE' ORDER BY created_at DESC", [stackId, name],
    );
    return rows[0]?.id ?? '';
  }

  async output({ stackId, name }: Deployment, output: string): Promise<Json> {
    const { pool } = this.world.database;
    const { rows } = await pool.query<{ template: Template; parameters: JsonMap; files: Files; environment: JsonMap }>(
      'SELECT r.template, r.parameters, r.files, r.environment FROM revision r JOIN stack s ON s.revision_id = r.id WHERE s.id = $1', [stackId],
    );
    const [revision] = rows;
    if (revision === undefined) throw new Error('The stack has no revision.');
    const { registry, vault } = this.world;
    const state = await loadRunState(pool, stackId, vault);
    const { stack } = bindStack({
      template: revision.template, files: revision.files, nested: nestedTemplates(revision.files), environment: parseEnvironment(revision.environment).environment, parameters: revision.parameters, catalogue: registry.catalogue,
      pseudo: { stackName: name, stackId, projectId: this.world.projectId },
    });
    if (stack === null) throw new Error('The revision does not bind.');
    const living = state.rows.filter((row) => row.stackId === stackId && row.action !== 'DELETE' && row.replacedBy === null);
    return resolveOutput(stack, output, treeResolver(familyOf(state.rows), (wanted) => living.find((row) => row.name === wanted), registry)).value;
  }

  async close(): Promise<void> {
    await this.worker?.stop();
    await this.queue.stop();
    await this.world.end();
    if (this.program !== null) rmSync(this.program, { force: true });
  }

  private async revision(stackId: string, text: string, parameters: JsonMap, files: Files, environment: JsonMap = {}): Promise<string> {
    const { template, diagnostics } = parseTemplate(text);
    if (template === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    const id = randomUUID();
    await this.world.database.pool.query(
      `INSERT INTO revision (id, stack_id, number, template_text, template, parameters, files, environment, created_by)
       SELECT $1, $2, count(*) + 1, $3, $4, $5, $6, $7, 'test' FROM revision WHERE stack_id = $2`,
      [id, stackId, text, JSON.stringify(template), JSON.stringify(parameters), JSON.stringify(files), JSON.stringify(environment)],
    );
    return id;
  }

  private async request(stackId: string, action: string, revisionId: string | null, onFailure: OnFailure): Promise<void> {
    const client = await this.world.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO operation (id, stack_id, number, action, target_revision_id, rollback_revision_id, on_failure, timeout_mins, actor)
         SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM operation WHERE stack_id = $2), $3, $4,
           CASE WHEN $3 = 'UPDATE' THEN revision_id END, $5, 5, 'test' FROM stack WHERE id = $2`,
        [randomUUID(), stackId, action, revisionId, onFailure],
      );
      await this.queue.enqueueRun(client, stackId);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }
}
