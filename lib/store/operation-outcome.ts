/** What an operation was to do to the resources of its root stack, and what it did. */
import type { Pool } from 'pg';
import type { PlanDecision } from '@/lib/wire/types';

export interface Happened {
  name: string;
  /** Actions that came to an end, each once. */
  actions: string[];
  /** How many rows of that name were acted on: two where one replaced the other. */
  rows: number;
}

/** Null when the stack has no such operation, or it was asked for without a plan. */
export async function plannedDecisions(pool: Pool, stackId: string, operationId: string): Promise<Record<string, PlanDecision> | null> {
  const { rows } = await pool.query<{ plan: Record<string, PlanDecision> | null }>('SELECT plan FROM operation WHERE id = $1 AND stack_id = $2', [operationId, stackId]);
  return rows[0]?.plan ?? null;
}

export async function happened(pool: Pool, stackId: string, operationId: string): Promise<Happened[]> {
  const { rows } = await pool.query<Happened>(
    `SELECT resource_name AS name, array_agg(DISTINCT action) AS actions, count(DISTINCT resource_id)::int AS rows FROM event
     WHERE root_id = $1 AND stack_id = $1 AND operation_id = $2 AND resource_id IS NOT NULL AND status <> 'IN_PROGRESS' AND action IN ('CREATE', 'UPDATE', 'DELETE', 'ADOPT')
     GROUP BY resource_name ORDER BY resource_name`, [stackId, operationId],
  );
  return rows;
}
