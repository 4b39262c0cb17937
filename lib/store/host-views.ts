/** Hosts and servers as pages read them: how they are, what runs on them, and for whom. */
import type { Pool } from 'pg';
import { AGENT_VERSION } from '@/lib/software/agent-version';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import type { JsonMap } from '@/lib/hot/types';
import type { HostDeploymentView, HostStackView, HostView, ServerView } from '@/lib/wire/hosts';
import { NO_TEST } from './host-tests';
import { DEPLOYMENT_COLUMNS, type DeploymentRecord, DEPLOYMENTS, toDeployment } from './deployment-views';
import { member } from './journal-record';

interface ServerRecord {
  id: string;
  name: string;
  kind: string;
  state: string;
  system: string | null;
  stack_id: string | null;
  stack_name: string | null;
  open_runs: number;
  last_status: string | null;
  last_finished: Date | null;
  token_at: Date | null;
  revoked_at: Date | null;
  agent_version: string | null;
  labels: string[];
  problem: string | null;
  last_seen_at: Date | null;
  over_ssh: boolean;
}

const SERVER = `
  s.id, s.name, s.kind, s.state, s.system, s.problem, s.stack_id, st.name AS stack_name, s.token_at, s.revoked_at, s.agent_version, s.labels, s.last_seen_at,
  (SELECT count(*)::int FROM software_deployment d WHERE d.server_id = s.id AND d.finished_at IS NULL AND d.deleted_at IS NULL AND ${NO_TEST}) AS open_runs,
  EXISTS (SELECT 1 FROM connection c WHERE c.project_id = s.project_id AND c.kind = 'ssh' AND c.settings ->> 'serverId' = s.id) AS over_ssh,
  l.status AS last_status, l.finished_at AS last_finished`;

const SERVERS = `
  server s LEFT JOIN stack st ON st.id = s.stack_id
  LEFT JOIN LATERAL (SELECT d.status, d.finished_at FROM software_deployment d WHERE d.server_id = s.id AND d.finished_at IS NOT NULL AND ${NO_TEST}
    ORDER BY d.finished_at DESC LIMIT 1) l ON true`;

export async function serverViews(pool: Pool, projectId: string): Promise<ServerView[]> {
  const { rows } = await pool.query<ServerRecord>(`SELECT ${SERVER} FROM ${SERVERS} WHERE s.project_id = $1 AND s.deleted_at IS NULL ORDER BY s.name, s.id`, [projectId]);
  return rows.map(toServer);
}

function toServer(row: ServerRecord): ServerView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    state: row.state,
    system: row.system,
    stack: row.stack_id === null || row.stack_name === null ? null : { id: row.stack_id, name: row.stack_name },
    openRuns: row.open_runs,
    lastRun: row.last_status === null || row.last_finished === null ? null : { status: row.last_status, finishedAt: row.last_finished.toISOString() },
    tokenAt: row.token_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    agent: row.agent_version === null ? null : { version: row.agent_version, newest: AGENT_VERSION },
    labels: row.labels,
    problem: row.problem,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    overSsh: row.over_ssh,
  };
}

/** Most deployments of one host that one reading gives: the latest. */
const MOST_DEPLOYMENTS = 200;

type HostRecord = ServerRecord & { address: string | null; directory: string | null; created_at: Date; connection_name: string | null };

/** One host with the latest that was deployed to it, newest first, and the stacks that have something on it now. */
export async function hostView(pool: Pool, projectId: string, serverId: string, trialTag: string): Promise<HostView | null> {
  const { rows: [host] } = await pool.query<HostRecord>(
    `SELECT ${SERVER}, s.address, s.directory, s.created_at, (SELECT name FROM connection c WHERE c.id = s.connection_id) AS connection_name
     FROM ${SERVERS} WHERE s.id = $1 AND s.project_id = $2 AND s.deleted_at IS NULL`,
    [serverId, projectId],
  );
  if (host === undefined) return null;
  const [deployments, stacks] = await Promise.all([deploymentsOn(pool, projectId, serverId), stacksOn(pool, projectId, serverId, trialTag)]);
  return {
    ...toServer(host), address: host.address, directory: host.directory, createdAt: host.created_at.toISOString(), connection: host.connection_name, deployments, stacks,
    isCut: deployments.length >= MOST_DEPLOYMENTS,
  };
}

async function deploymentsOn(pool: Pool, projectId: string, serverId: string): Promise<HostDeploymentView[]> {
  const { rows } = await pool.query<DeploymentRecord & { root_stack_id: string | null; root_stack_name: string | null }>(
    `SELECT ${DEPLOYMENT_COLUMNS}, root.id AS root_stack_id, root.name AS root_stack_name FROM ${DEPLOYMENTS} LEFT JOIN stack root ON root.id = d.root_id
     WHERE d.server_id = $1 AND d.project_id = $2 AND ${NO_TEST} ORDER BY coalesce(d.started_at, d.updated_at, d.created_at) DESC, d.id LIMIT ${MOST_DEPLOYMENTS}`,
    [serverId, projectId],
  );
  return rows.map((row) => ({ ...toDeployment(row), stack: row.root_stack_id === null || row.root_stack_name === null ? null : { id: row.root_stack_id, name: row.root_stack_name } }));
}

async function stacksOn(pool: Pool, projectId: string, serverId: string, trialTag: string): Promise<HostStackView[]> {
  const { rows } = await pool.query<{ id: string; name: string; action: string; status: string; deployments: number }>(
    `SELECT root.id, root.name, root.action, root.status, count(d.id)::int AS deployments
     FROM stack root LEFT JOIN software_deployment d ON d.root_id = root.id AND d.server_id = $1 AND d.deleted_at IS NULL
     WHERE root.project_id = $2 AND root.owner_id IS NULL AND root.deleted_at IS NULL AND NOT $3 = ANY (root.tags)
       AND (d.id IS NOT NULL OR root.id = (SELECT o.root_id FROM server s JOIN stack o ON o.id = s.stack_id WHERE s.id = $1))
     GROUP BY root.id ORDER BY root.name`,
    [serverId, projectId, trialTag],
  );
  return rows.map((row) => ({ ...row, action: member(ACTIONS, row.action), status: member(STATUSES, row.status) }));
}

/** What the template says of a server, and which of its runs have ended; both as they are stored. */
export async function hostSource(pool: Pool, serverId: string): Promise<{ metadata: JsonMap; ended: Set<string> }> {
  const [{ rows: [resource] }, { rows: ended }] = await Promise.all([
    pool.query<{ metadata: JsonMap }>('SELECT r.metadata FROM resource r JOIN server s ON s.resource_id = r.id WHERE s.id = $1', [serverId]),
    pool.query<{ config_id: string }>('SELECT config_id FROM software_deployment WHERE server_id = $1 AND deleted_at IS NULL AND finished_at IS NOT NULL', [serverId]),
  ]);
  return { metadata: resource?.metadata ?? {}, ended: new Set(ended.map((row) => row.config_id)) };
}
