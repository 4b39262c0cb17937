/** Stacks, revisions and operations as use cases write them. Everything here runs inside the caller's transaction. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { ACTIONS, type Action, STATUSES, type Status } from '@/lib/engine/states';
import type { Adopted } from '@/lib/engine/types';
import type { JsonMap, Template } from '@/lib/hot/types';
import type { RevisionLayers } from '@/lib/wire/environments';
import type { OnFailure, PlanDecision } from '@/lib/wire/types';
import { member } from './journal-record';

export interface StackHead {
  id: string;
  projectId: string;
  name: string;
  action: Action;
  status: Status;
  revisionId: string | null;
  previousRevisionId: string | null;
  operationId: string | null;
  onFailure: OnFailure;
  timeoutMins: number;
  tags: string[];
  protected: boolean;
  deletedAt: Date | null;
  eventSeq: number;
  /** The highest number an operation has, asked for and not begun ones among them. */
  lastOperation: number;
  /** Also while it is, or was, looked at in that state. */
  suspended: boolean;
}

const HEAD = `id, project_id AS "projectId", name, action, status, revision_id AS "revisionId", previous_revision_id AS "previousRevisionId",
  operation_id AS "operationId", on_failure AS "onFailure", timeout_mins AS "timeoutMins", tags, protected, deleted_at AS "deletedAt", event_seq AS "eventSeq",
  coalesce((SELECT max(number) FROM operation o WHERE o.stack_id = stack.id), 0) AS "lastOperation",
  action = 'SUSPEND' OR (action IN ('CHECK', 'SNAPSHOT') AND 'SUSPEND' = (
    SELECT o.action FROM operation o WHERE o.stack_id = stack.id AND o.started_at IS NOT NULL AND o.action NOT IN ('CHECK', 'SNAPSHOT') ORDER BY o.number DESC LIMIT 1)) AS suspended`;

type HeadRecord = Omit<StackHead, 'action' | 'status' | 'onFailure'> & { action: string; status: string; onFailure: string };

/** A root stack of the project, deleted ones included; `lock` holds it until the transaction ends, so that two requests come one after the other. */
export async function findStack(executor: Pool | PoolClient, projectId: string, id: string, lock = false): Promise<StackHead | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const { rows } = await executor.query<HeadRecord>(`SELECT ${HEAD} FROM stack WHERE id = $1 AND project_id = $2 AND owner_id IS NULL ${lock ? 'FOR UPDATE' : ''}`, [id, projectId]);
  const [row] = rows;
  if (row === undefined) return null;
  return { ...row, action: member(ACTIONS, row.action), status: member(STATUSES, row.status), onFailure: member(['rollback', 'keep', 'pause'], row.onFailure) };
}

/** Ids of the root stacks that have this name, or this name and a number. */
export async function takenNames(pool: Pool, projectId: string, name: string): Promise<ReadonlyMap<string, string>> {
  const stem = name.replace(/-\d+$/, '');
  const { rows } = await pool.query<{ name: string; id: string }>(
    `SELECT name, id FROM stack WHERE project_id = $1 AND owner_id IS NULL AND deleted_at IS NULL AND (name = $2 OR starts_with(name, $3))`, [projectId, name, `${stem}-`],
  );
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** So many requests at most store stacks of one project at the same moment. */
const AT_ONCE = 100;

/**
 * Whether a root stack of this name is there, and how many there are in all. Of two requests for one name the second waits here for the first, and then
 * finds the name taken. Near `most` all requests of the project come one after the other, so that no two take the last place.
 */
export async function placeFor(client: PoolClient, projectId: string, name: string, most: number): Promise<{ isTaken: boolean; present: number }> {
  const wait = (what: string) => client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [what]);
  const look = async (): Promise<{ isTaken: boolean; present: number }> => {
    const { rows } = await client.query<{ isTaken: boolean; present: number }>(
      'SELECT coalesce(bool_or(name = $2), false) AS "isTaken", count(*)::int AS present FROM stack WHERE project_id = $1 AND owner_id IS NULL AND deleted_at IS NULL', [projectId, name],
    );
    return rows[0] ?? { isTaken: false, present: 0 };
  };
  await wait(`stack name ${projectId} ${name}`);
  const found = await look();
  if (found.present < most - AT_ONCE || found.present >= most) return found;
  await wait(`stacks of ${projectId}`);
  return look();
}

export interface NewStack {
  id: string;
  action: 'CREATE' | 'ADOPT';
  projectId: string;
  name: string;
  onFailure: OnFailure;
  timeoutMins: number;
  tags: string[];
  createdBy: string;
}

/** It is asked for from its beginning: no worker forgets it. */
export async function insertStack(client: PoolClient, stack: NewStack): Promise<void> {
  await client.query(
    `INSERT INTO stack (id, project_id, name, root_id, action, status, status_reason, on_failure, timeout_mins, tags, created_by, wake_requested)
     VALUES ($1, $2, $3, $1, $8, 'IN_PROGRESS', 'Stack ' || $8 || ' started', $4, $5, $6, $7, true)`,
    [stack.id, stack.projectId, stack.name, stack.onFailure, stack.timeoutMins, stack.tags, stack.createdBy, stack.action],
  );
}

export async function changeOptions(client: PoolClient, id: string, options: Pick<NewStack, 'onFailure' | 'timeoutMins' | 'tags'>): Promise<void> {
  await client.query('UPDATE stack SET on_failure = $2, timeout_mins = $3, tags = $4 WHERE id = $1', [id, options.onFailure, options.timeoutMins, options.tags]);
}

export async function setProtected(client: Pool | PoolClient, id: string, on: boolean): Promise<void> {
  await client.query('UPDATE stack SET protected = $2 WHERE id = $1', [id, on]);
}

export interface NewRevision {
  stackId: string;
  templateText: string;
  template: Template;
  files: Record<string, string>;
  environment: JsonMap;
  parameters: JsonMap;
  /** Sealed values of hidden parameters. */
  secrets: string | null;
  message: string;
  layout: JsonMap;
  /** What the environment was made of; null for what was given as it is. */
  layers?: RevisionLayers | null;
  createdBy: string;
}

export async function insertRevision(client: PoolClient, revision: NewRevision): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO revision (id, stack_id, number, template_text, template, files, environment, parameters, secrets, message, layout, created_by, layers)
     VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM revision WHERE stack_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id, revision.stackId, revision.templateText, JSON.stringify(revision.template), JSON.stringify(revision.files), JSON.stringify(revision.environment),
      JSON.stringify(revision.parameters), revision.secrets, revision.message, JSON.stringify(revision.layout), revision.createdBy, JSON.stringify(revision.layers ?? {}),
    ],
  );
  return id;
}

export interface NewOperation {
  stackId: string;
  action: Action;
  targetRevisionId: string | null;
  rollbackRevisionId: string | null;
  onFailure: OnFailure;
  timeoutMins: number;
  actor: string;
  plan: Record<string, PlanDecision> | null;
  /** A deletion that leaves what resources stand for as it is. */
  retain?: boolean;
  converge?: boolean;
  /** For ADOPT: what each resource takes over. */
  adopt?: Readonly<Record<string, Adopted>>;
}

/** Returns the operation's id. */
export async function insertOperation(client: PoolClient, operation: NewOperation): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO operation (id, stack_id, number, action, target_revision_id, rollback_revision_id, on_failure, timeout_mins, actor, plan, retain, adopt, converge)
     VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM operation WHERE stack_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id, operation.stackId, operation.action, operation.targetRevisionId, operation.rollbackRevisionId, operation.onFailure, operation.timeoutMins,
      operation.actor, operation.plan === null ? null : JSON.stringify(operation.plan), operation.retain ?? false,
      operation.adopt === undefined ? null : JSON.stringify(operation.adopt), operation.converge ?? false,
    ],
  );
  return id;
}

export interface LastOperation {
  id: string;
  number: number;
  action: Action;
  status: string;
  targetRevisionId: string | null;
  /** Where its rollback leads; null: to nothing. */
  rollbackRevisionId: string | null;
}

export async function lastOperation(executor: Pool | PoolClient, stackId: string): Promise<LastOperation | null> {
  const { rows } = await executor.query<LastOperation & { action: string }>(
    'SELECT id, number, action, status, target_revision_id AS "targetRevisionId", rollback_revision_id AS "rollbackRevisionId" FROM operation WHERE stack_id = $1 ORDER BY number DESC LIMIT 1', [stackId],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, action: member(ACTIONS, row.action) };
}

/** Marks the newest operation that is not over; returns its action, or null when all are over. */
/** The operation under way, if it is one of `only` and, where one is named, the one that was meant. Answers its action. */
export async function requestCancel(client: PoolClient, stackId: string, mode: 'rollback' | 'stop', { only = ACTIONS, operationId = null }: { only?: readonly Action[]; operationId?: string | null } = {}): Promise<string | null> {
  const { rows } = await client.query<{ action: string }>(
    `UPDATE operation SET cancel_requested = $2 WHERE id = (
       SELECT id FROM operation WHERE stack_id = $1 AND status IN ('PENDING', 'IN_PROGRESS', 'PAUSED') ORDER BY number DESC LIMIT 1) AND action = ANY ($3::text[]) AND ($4::text IS NULL OR id::text = $4) RETURNING action`,
    [stackId, mode, [...only], operationId],
  );
  return rows[0]?.action ?? null;
}

export interface RevisionSource {
  id: string;
  number: number;
  templateText: string;
  files: Record<string, string>;
  environment: JsonMap;
  parameters: JsonMap;
  secrets: string | null;
  layout: JsonMap;
  template: Template;
  layers: Partial<RevisionLayers>;
}

/** Of a stack that is deleted: nothing of it is deployed any more, and this is what was. */
export async function lastRevisionId(executor: Pool | PoolClient, stackId: string): Promise<string | null> {
  const { rows } = await executor.query<{ id: string }>('SELECT id FROM revision WHERE stack_id = $1 ORDER BY number DESC LIMIT 1', [stackId]);
  return rows[0]?.id ?? null;
}

const SOURCE = 'id, number, template_text AS "templateText", files, environment, parameters, secrets, layout, template, layers';

export async function revisionById(executor: Pool | PoolClient, id: string): Promise<RevisionSource | null> {
  const { rows } = await executor.query<RevisionSource>(`SELECT ${SOURCE} FROM revision WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export async function revisionByNumber(executor: Pool | PoolClient, stackId: string, number: number): Promise<RevisionSource | null> {
  const { rows } = await executor.query<RevisionSource>(`SELECT ${SOURCE} FROM revision WHERE stack_id = $1 AND number = $2`, [stackId, number]);
  return rows[0] ?? null;
}
