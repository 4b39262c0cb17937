/** One stack of the crash tests: what is asked of it, as the web process asks, and what it is then to be. */
import { randomUUID } from 'node:crypto';
import type { Action } from '@/lib/engine/states';
import type { OnFailure } from '@/lib/engine/types';
import { parseTemplate } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import { streamStack } from '@/lib/runtime/stack-stream';
import { insertSignal } from '@/lib/store/signals';
import { uuidFrom } from '@/lib/providers/uuid';
import { persist, persistTransaction } from './persist';
import type { Site } from './site';
import { countOf, FILES, isBad, textOf, type Version } from './templates';

/** Whether it settles is judged, and not how fast: machines have other things to do. */
const SETTLES_WITHIN_MS = 180_000;

export class Subject {
  readonly id = randomUUID();
  /** Of its own, so that all that is left in it is this stack's. */
  readonly projectId = randomUUID().replaceAll('-', '');
  /** Numbers of the events a page was told. */
  readonly told: number[] = [];
  /** Ids of the signals that were sent. */
  private readonly signals = new Set<string>();
  readonly asked: string[] = [];
  private readonly site: Site;
  private readonly versions = new Map<string, Version>();
  private closePage: () => void = () => undefined;

  constructor(site: Site) {
    this.site = site;
  }

  async open(): Promise<void> {
    await persistTransaction(this.site.web.database.pool, async (client) => {
      await client.query("INSERT INTO project (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING", [this.projectId]);
      await client.query(
        "INSERT INTO stack (id, project_id, name, root_id, action, status, created_by) VALUES ($1::uuid, $2, 's', $1::uuid, 'CREATE', 'IN_PROGRESS', 'test') ON CONFLICT DO NOTHING",
        [this.id, this.projectId],
      );
    });
    const { database, feed } = this.site.web;
    this.closePage = streamStack({
      pool: database.pool, feed, projectId: this.projectId, rootId: this.id, after: 0, onError: () => undefined,
      send: async (frames) => {
        for (const frame of frames) if (frame.kind === 'event') this.told.push(frame.event.seq);
      },
    });
  }

  close(): void {
    this.closePage();
  }

  async revision(version: Version): Promise<string> {
    const id = await this.revisionOf(textOf(version));
    this.versions.set(id, version);
    return id;
  }

  async revisionOf(text: string): Promise<string> {
    const id = randomUUID();
    const { template, diagnostics } = parseTemplate(text);
    if (template === null) throw new Error(`the template does not parse: ${diagnostics.map((problem) => problem.message).join('; ')}`);
    await persist(() => this.site.web.database.pool.query(
      `INSERT INTO revision (id, stack_id, number, template_text, template, files, created_by)
       SELECT $1, $2, (SELECT count(*) + 1 FROM revision WHERE stack_id = $2), $3, $4, $5, 'test' ON CONFLICT (id) DO NOTHING`,
      [id, this.id, text, JSON.stringify(template), JSON.stringify(FILES)],
    ));
    return id;
  }

  async request(action: Action, revisionId: string | null, onFailure: OnFailure = 'rollback'): Promise<string> {
    const id = randomUUID();
    this.asked.push(action);
    await persistTransaction(this.site.web.database.pool, async (client) => {
      await client.query('SELECT 1 FROM stack WHERE id = $1 FOR UPDATE', [this.id]);
      await client.query(
        `INSERT INTO operation (id, stack_id, number, action, target_revision_id, rollback_revision_id, on_failure, timeout_mins, actor)
         SELECT $1, $2, (SELECT coalesce(max(number), 0) + 1 FROM operation WHERE stack_id = $2), $3, $4,
           CASE WHEN $3 = 'UPDATE' THEN revision_id END, $5, 60, 'test' FROM stack WHERE id = $2 ON CONFLICT (id) DO NOTHING`,
        [id, this.id, action, revisionId, onFailure],
      );
      await this.site.web.queue.enqueueRun(client, this.id);
    });
    return id;
  }

  async cancel(operationId: string, mode: 'rollback' | 'stop'): Promise<void> {
    this.asked.push(`cancel (${mode})`);
    await persistTransaction(this.site.web.database.pool, async (client) => {
      await client.query('UPDATE operation SET cancel_requested = $2 WHERE id = $1', [operationId, mode]);
      await this.site.web.queue.enqueueRun(client, this.id);
    });
  }

  /** Waits until nothing of it moves, giving it the signals it waits for; answers its state. */
  async settled(): Promise<string> {
    let told = process.env['CRASH_TALK'] === undefined;
    for (const end = Date.now() + SETTLES_WITHIN_MS; ; ) {
      const { rows: [row] } = await persist(() => this.site.database.pool.query<{ state: string; busy: boolean; waits: boolean }>(
        `SELECT action || '_' || status AS state,
           lease_worker IS NOT NULL OR wake_requested
             OR EXISTS (SELECT 1 FROM operation WHERE stack_id = $1 AND status IN ('PENDING', 'IN_PROGRESS'))
             OR EXISTS (SELECT 1 FROM resource WHERE root_id = $1 AND status = 'IN_PROGRESS') AS busy,
           EXISTS (SELECT 1 FROM resource WHERE root_id = $1 AND status = 'IN_PROGRESS' AND waiting->>'signal' = 'true') AS waits
         FROM stack WHERE id = $1`,
        [this.id],
      ));
      if (row === undefined) throw new Error('the stack is gone');
      if (!row.busy) return row.state;
      if (row.waits) await this.signal();
      if (!told && Date.now() > end - SETTLES_WITHIN_MS + 3_000) {
        told = true;
        console.log(await this.describe(row.state), this.site.workers.map((child) => child.pid));
      }
      if (Date.now() > end) throw new Error(`the stack did not settle in ${SETTLES_WITHIN_MS / 1000} s: ${await this.describe(row.state)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Sends what the conditions that wait now want, each signal once. */
  private async signal(): Promise<void> {
    const { rows } = await persist(() => this.site.database.pool.query<{ handle_id: string; name: string; revision_id: string }>(
      `SELECT handle.id AS handle_id, condition.name, condition.revision_id FROM resource condition
       JOIN resource handle ON handle.stack_id = condition.stack_id AND handle.name = condition.name || '_handle' AND handle.action <> 'DELETE'
       WHERE condition.root_id = $1 AND condition.status = 'IN_PROGRESS' AND condition.waiting->>'signal' = 'true'`,
      [this.id],
    ));
    for (const { handle_id: handleId, name, revision_id: revisionId } of rows) {
      const version = this.versions.get(revisionId);
      if (version === undefined) throw new Error(`nobody knows revision ${revisionId}`);
      for (let index = 1; index <= countOf(version, name); index += 1) {
        if (this.signals.has(uuidFrom('signal', `${handleId} ${index}`))) continue;
        await this.deliver(handleId, index, { id: `s${index}`, status: isBad(version, name) ? 'FAILURE' : 'SUCCESS', reason: `s${index} came` });
      }
    }
  }

  /** Sends one signal, once however often it has to be tried. */
  async deliver(handleId: string, index: number, payload: JsonMap): Promise<void> {
    const id = uuidFrom('signal', `${handleId} ${index}`);
    this.signals.add(id);
    await persistTransaction(this.site.web.database.pool, (client) =>
      insertSignal(client, id, { id: handleId, stackId: this.id, rootId: this.id }, payload, (executor, rootId) => this.site.web.queue.enqueueRun(executor, rootId)));
  }

  /** What failed, in the words of its events. */
  async failures(): Promise<string[]> {
    const { rows } = await persist(() => this.site.database.pool.query<{ line: string }>(
      "SELECT seq || ' ' || resource_name || ' ' || action || ': ' || reason AS line FROM event WHERE root_id = $1 AND status = 'FAILED' ORDER BY seq", [this.id],
    ));
    return rows.map(({ line }) => line);
  }

  private async describe(state: string): Promise<string> {
    const { rows: resources } = await this.site.database.pool.query(
      "SELECT name, action || '_' || status AS state, waiting, replaced_by IS NOT NULL AS replaced FROM resource WHERE root_id = $1 AND status = 'IN_PROGRESS'", [this.id],
    );
    const { rows: operations } = await this.site.database.pool.query('SELECT number, action, status, reason, cancel_requested FROM operation WHERE stack_id = $1 ORDER BY number', [this.id]);
    const { rows: stack } = await this.site.database.pool.query('SELECT lease_worker, lease_expires_at, now(), wake_requested, wake_at, epoch FROM stack WHERE id = $1', [this.id]);
    return JSON.stringify({ state, asked: this.asked, resources, operations, stack }, null, 1);
  }
}
