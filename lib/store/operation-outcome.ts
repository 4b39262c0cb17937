/** What an operation was to do to the resources of its root stack, and what it did. */
import type { Pool } from 'pg';
import { ACTIONS } from '@/lib/engine/states';
import type { PlanDecision, SimilarFailure } from '@/lib/wire/types';
import { member } from './journal-record';

export interface Happened {
  name: string;
  /** Actions that came to an end, each once. */
  actions: string[];
  /** How many rows of that name were acted on: two where one replaced the other. */
  rows: number;
  /** A nested stack that was gone into, as every update does, and in which nothing was done. */
  idle: boolean;
}

/** Null when the stack has no such operation, it was asked for without a plan, or what it did is not known any more (see retention). */
export async function plannedDecisions(pool: Pool, stackId: string, operationId: string): Promise<Record<string, PlanDecision> | null> {
  const { rows } = await pool.query<{ plan: Record<string, PlanDecision> | null }>('SELECT plan FROM operation o WHERE id = $1 AND stack_id = $2 AND EXISTS (SELECT 1 FROM event e WHERE e.root_id = $2 AND e.operation_id = o.id)', [operationId, stackId]);
  return rows[0]?.plan ?? null;
}

export async function happened(pool: Pool, stackId: string, operationId: string): Promise<Happened[]> {
  const { rows } = await pool.query<Happened>(
    `WITH RECURSIVE done AS (
       SELECT * FROM event WHERE root_id = $1 AND operation_id = $2 AND resource_id IS NOT NULL AND status <> 'IN_PROGRESS' AND action IN ('CREATE', 'UPDATE', 'DELETE', 'ADOPT')
     ), inner_stack AS (
       SELECT id, id AS top FROM stack WHERE owner_id = $1
       UNION ALL SELECT s.id, i.top FROM inner_stack i JOIN stack s ON s.owner_id = i.id
     ), busy AS (
       SELECT DISTINCT i.top::text AS top FROM done d JOIN inner_stack i ON i.id = d.stack_id WHERE d.physical_resource_id IS NULL OR d.physical_resource_id NOT IN (SELECT id::text FROM inner_stack)
     )
     SELECT resource_name AS name, array_agg(DISTINCT action) AS actions, count(DISTINCT resource_id)::int AS rows,
       bool_and(physical_resource_id IN (SELECT top::text FROM inner_stack) AND physical_resource_id NOT IN (SELECT top FROM busy)) IS TRUE AS idle
     FROM done WHERE stack_id = $1 GROUP BY resource_name ORDER BY resource_name`, [stackId, operationId],
  );
  return rows;
}

/** Failed operations of a project, the latest first, those of deleted stacks included. */
export async function failedOperations(pool: Pool, projectId: string, limit: number): Promise<SimilarFailure[]> {
  const { rows } = await pool.query<Omit<SimilarFailure, 'action' | 'at'> & { action: string; at: Date }>(
    `SELECT o.id AS "operationId", s.id AS "stackId", s.name AS "stackName", o.number, o.action, o.actor, o.reason, coalesce(o.finished_at, o.created_at) AS at
     FROM operation o JOIN stack s ON s.id = o.stack_id WHERE s.project_id = $1 AND o.status = 'FAILED' ORDER BY at DESC LIMIT $2`, [projectId, limit],
  );
  return rows.map((row) => ({ ...row, action: member(ACTIONS, row.action), at: row.at.toISOString() }));
}
