/** One stack of a benchmark: the engine, its journal and its lease as the worker uses them, without the queue before them. */
import { randomUUID } from 'node:crypto';
import { NO_POLICIES } from '@/lib/engine/policies';
import { Run } from '@/lib/engine/run';
import type { Action } from '@/lib/engine/states';
import { type ChildSketches, type ResourceSketch, sourcesOf, targetOf, World } from '@/lib/engine/testing/world';
import type { Vault } from '@/lib/engine/types';
import { systemClock } from '@/lib/runtime/worker-clock';
import type { Database } from '@/lib/store/database';
import { PostgresJournal } from '@/lib/store/journal';
import { acquireLease, releaseLease } from '@/lib/store/lease';
import { loadRunState, PostgresRequests } from '@/lib/store/run-state';

/** Nothing here is secret. */
const vault: Vault = { seal: (value) => JSON.stringify(value), open: (text) => JSON.parse(text) };

export class BenchStack {
  readonly id = randomUUID();
  state = '';
  private readonly database: Database;
  private readonly world = new World();
  private revisions = 0;

  private constructor(database: Database) {
    this.database = database;
  }

  static async open(database: Database): Promise<BenchStack> {
    const stack = new BenchStack(database);
    await database.pool.query(
      "INSERT INTO stack (id, project_id, name, root_id, action, status, created_by) VALUES ($1::uuid, 'p', 's', $1::uuid, 'CREATE', 'IN_PROGRESS', 'bench')",
      [stack.id],
    );
    return stack;
  }

  /** Milliseconds from the lease to the last commit. Binding the template is not part of it. */
  async perform(action: Action, sketch: Record<string, ResourceSketch> | null, children: ChildSketches = {}): Promise<number> {
    const bound = sketch === null ? null : targetOf(sketch, [], children);
    const sources = sourcesOf(children);
    const revision = sketch === null ? null : randomUUID();
    this.revisions += 1;
    const { pool } = this.database;
    await pool.query(
      `INSERT INTO operation (id, stack_id, number, action, target_revision_id, on_failure, timeout_mins, actor) VALUES ($1, $2, $3, $4, $5, 'rollback', 60, 'bench')`,
      [randomUUID(), this.id, this.revisions * 10, action, revision],
    );
    const start = performance.now();
    const lease = await acquireLease(pool, this.id, 'bench');
    if (lease === null) throw new Error('the stack is taken');
    const journal = new PostgresJournal({ pool, vault, rootId: this.id, epoch: lease.epoch, eventSeq: lease.eventSeq, onLost: (fault) => run.abort(fault) });
    const run = new Run(await loadRunState(pool, this.id, vault), {
      journal, clock: systemClock, registry: this.world.registry, requests: new PostgresRequests(pool, this.id), newId: () => randomUUID(),
      limitOf: () => 32, maxResources: -1, mayPass: () => false, warn: (message, fault) => console.warn(message, fault), lingerMs: 0,
      bind: async () => (bound === null ? { ok: false, reason: 'no target' } : { ok: true, target: { bound, policies: NO_POLICIES, sources } }),
    });
    await run.drive();
    await releaseLease(pool, lease);
    const took = performance.now() - start;
    const { rows } = await pool.query<{ state: string }>("SELECT action || '_' || status AS state FROM stack WHERE id = $1", [this.id]);
    this.state = rows[0]?.state ?? '';
    return took;
  }
}
