/** Deployments and their output as pages read them: secrets stay masked. */
import type { Pool } from 'pg';
import { STATUSES } from '@/lib/engine/states';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { DeploymentView, LogChunk } from '@/lib/wire/types';
import { BOOT_OPTION } from '@/lib/software/metadata';
import { member } from './journal-record';

export interface DeploymentRecord {
  id: string;
  resource_name: string | null;
  server_id: string;
  server_name: string | null;
  config_id: string;
  config_name: string | null;
  group: string | null;
  inputs: { name: string; type?: string; value?: Json }[] | null;
  action: string;
  status: string;
  status_reason: string;
  output_values: JsonMap;
  run: number;
  boots: boolean;
  created_at: Date;
  queued_at: Date;
  updated_at: Date | null;
  delivered_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
}

/** When the run was asked for: with it its config was derived. */
export const QUEUED_AT = 'CASE WHEN c.derived_for = d.id THEN c.created_at ELSE d.created_at END';

/** Of DEPLOYMENTS. */
export const DEPLOYMENT_COLUMNS = `d.id, d.resource_name, d.server_id, s.name AS server_name, d.config_id, c.name AS config_name, c."group", c.inputs, d.action, d.status, d.status_reason,
    d.output_values, d.run, coalesce(c.options ? '${BOOT_OPTION}', false) AS boots, d.created_at, ${QUEUED_AT} AS queued_at, d.delivered_at, d.started_at, d.finished_at, d.updated_at`;

export const DEPLOYMENTS = 'software_deployment d LEFT JOIN software_config c ON c.id = d.config_id LEFT JOIN server s ON s.id = d.server_id';

/** Deployments of a tree, in the order in which they were made. */
export async function deploymentViews(pool: Pool, rootId: string): Promise<DeploymentView[]> {
  const { rows } = await pool.query<DeploymentRecord>(`SELECT ${DEPLOYMENT_COLUMNS} FROM ${DEPLOYMENTS} WHERE d.root_id = $1 ORDER BY d.created_at, d.id`, [rootId]);
  return rows.map(toDeployment);
}

export function toDeployment(row: DeploymentRecord): DeploymentView {
  const code = row.output_values['deploy_status_code'];
  return {
    id: row.id,
    resourceName: row.resource_name,
    serverId: row.server_id,
    serverName: row.server_name,
    configId: row.config_id,
    configName: row.config_name ?? '',
    group: row.group ?? '',
    action: row.action,
    status: member(STATUSES, row.status),
    statusReason: row.status_reason,
    // What the engine tells the agent for itself (where to signal, with which key) is nobody else's business.
    inputs: (row.inputs ?? []).filter((input) => !input.name.startsWith('deploy_')).map((input) => ({ name: input.name, type: input.type ?? 'String', value: input.value ?? null })),
    outputs: Object.fromEntries(Object.entries(row.output_values).filter(([name]) => !name.startsWith('deploy_'))),
    statusCode: code === undefined || code === null || code === '' ? null : Number(code),
    run: row.run,
    boots: row.boots,
    createdAt: row.created_at.toISOString(),
    queuedAt: row.queued_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    signalledAt: signalledAt(row)?.toISOString() ?? null,
  };
}

/** The record is written last when its signal was judged; an agent that nobody waits for ends it by itself. */
function signalledAt({ status, finished_at: finished, updated_at: updated }: DeploymentRecord): Date | null {
  return status !== 'IN_PROGRESS' && finished !== null && updated !== null && updated >= finished ? updated : null;
}

interface ChunkRecord {
  seq: number;
  deployment_id: string;
  config_id: string;
  stream: string;
  text: string;
  at: Date;
}

const CHUNK = `
  SELECT l.seq, l.deployment_id, l.config_id, l.stream, l.text, l.at FROM deployment_log l
  WHERE l.config_id = $1 AND (EXISTS (SELECT 1 FROM software_deployment d WHERE d.id = l.deployment_id AND d.project_id = $2)
    OR EXISTS (SELECT 1 FROM deployment_run r WHERE r.config_id = l.config_id AND r.project_id = $2))`;

/** Output of one run with a number above `after`, in the order in which it came. */
export async function logAfter(pool: Pool, projectId: string, configId: string, after: number, limit: number): Promise<LogChunk[]> {
  if (!/^[0-9a-f-]{36}$/i.test(configId)) return [];
  const { rows } = await pool.query<ChunkRecord>(`${CHUNK} AND l.seq > $3 ORDER BY l.seq LIMIT $4`, [configId, projectId, after, limit]);
  return rows.map(toChunk);
}

/** The last pieces of the output of one run, in the order in which they came: at most so many, and no more than the first that together have so many bytes. */
export async function logEnd(pool: Pool, projectId: string, configId: string, limit: number, bytes: number): Promise<LogChunk[]> {
  if (!/^[0-9a-f-]{36}$/i.test(configId)) return [];
  const { rows } = await pool.query<ChunkRecord>(
    `SELECT seq, deployment_id, config_id, stream, text, at
     FROM (SELECT *, sum(octet_length(text)) OVER (ORDER BY seq DESC) - octet_length(text) AS behind FROM (${CHUNK} ORDER BY l.seq DESC LIMIT $3) last) measured
     WHERE behind < $4 ORDER BY seq`, [configId, projectId, limit, bytes],
  );
  return rows.map(toChunk);
}

/** How many lines end before a piece. Counted in bytes: to count characters takes three times as long. */
export async function linesBefore(pool: Pool, configId: string, seq: number): Promise<number> {
  const { rows } = await pool.query<{ lines: number }>("SELECT coalesce(sum(octet_length(text) - octet_length(replace(text, E'\\n', ''))), 0)::int AS lines FROM deployment_log WHERE config_id = $1 AND seq < $2", [configId, seq]);
  return rows[0]?.lines ?? 0;
}

function toChunk(row: ChunkRecord): LogChunk {
  return { seq: row.seq, deploymentId: row.deployment_id, configId: row.config_id, stream: member(['stdout', 'stderr'], row.stream), text: row.text, at: row.at.toISOString() };
}
