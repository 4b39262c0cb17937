/** Runs of deployments, as agents report them: what comes next, the output while it comes, the end. */
import type { Pool } from 'pg';
import { maskMap, maskText } from '@/lib/engine/secrets';
import type { Vault } from '@/lib/engine/types';
import type { AgentRun, AgentStore, LogStream } from '@/lib/software/ports';
import { BOOT_OPTION, TEST_OPTION } from '@/lib/software/metadata';
import { PASSIVE_GROUPS } from '@/lib/software/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { CONFIG_COLUMNS, configOf, type ConfigRow } from './configs';
import { tellPages } from './deployments';
import { insertSignal, type WakeRun } from './signals';
import { tell, transaction } from './transaction';

/** Runs that were given to a server within so many milliseconds count as given together. */
const TOGETHER_MS = 100;

const RUN = `
  SELECT d.id AS deployment_id, d.root_id, d.stack_id, d.resource_id, d.status, d.finished_at IS NOT NULL AS finished, ${CONFIG_COLUMNS}
  FROM software_deployment d JOIN software_config c ON c.id = d.config_id
  -- Whoever knows the id of a server of another project must not run anything on it.
  JOIN server s ON s.id = d.server_id AND s.project_id = d.project_id`;

interface RunRow extends ConfigRow {
  deployment_id: string;
  root_id: string | null;
  stack_id: string | null;
  resource_id: string | null;
  status: AgentRun['status'];
  finished: boolean;
}

interface AgentRow {
  agent_id: string;
  agent_project: string;
  stale: boolean;
  old: boolean;
  next: boolean;
}

/** $1: the hash of its token, $2: the version of its program. */
const AGENT = `
  me.id AS agent_id, me.project_id AS agent_project, me.token_hash <> $1 AS next, me.token_at IS NULL OR me.token_at < clock_timestamp() - interval '1 day' AS old,
  me.last_seen_at IS NULL OR me.last_seen_at < clock_timestamp() - interval '5 seconds' OR me.agent_version IS DISTINCT FROM coalesce($2, me.agent_version) AS stale`;
const OWN_TOKEN = '(me.token_hash = $1 OR me.next_token_hash = $1) AND me.deleted_at IS NULL';

async function seen(pool: Pool, agent: AgentRow, tokenHash: string, agentVersion: string | null): Promise<void> {
  // The new token is in use: with that the old one is void.
  if (agent.next) await pool.query('UPDATE server SET token_hash = $2, next_token_hash = NULL, token_at = clock_timestamp() WHERE id = $1 AND next_token_hash = $2', [agent.agent_id, tokenHash]);
  // Agents ask several times a second while a script runs; one write in a while is enough.
  if (agent.stale) await pool.query('UPDATE server SET last_seen_at = clock_timestamp(), agent_version = coalesce($2, agent_version) WHERE id = $1', [agent.agent_id, agentVersion]);
}

export function agentStore(pool: Pool, vault: Vault, wake: WakeRun): AgentStore {
  return {
    async authenticate(tokenHash, agentVersion) {
      const { rows: [agent] } = await pool.query<AgentRow>(`SELECT ${AGENT} FROM server me WHERE ${OWN_TOKEN}`, [tokenHash, agentVersion]);
      if (agent === undefined) return null;
      await seen(pool, agent, tokenHash, agentVersion);
      return { serverId: agent.agent_id, projectId: agent.agent_project, tokenIsOld: agent.old && !agent.next };
    },

    async authenticateFor(tokenHash, agentVersion, configId) {
      const { rows: [row] } = await pool.query<AgentRow & (RunRow | { config_id: null })>(
        `SELECT ${AGENT}, run.* FROM server me LEFT JOIN LATERAL (${RUN} WHERE d.server_id = me.id AND c.id = $3 AND d.deleted_at IS NULL) run ON true WHERE ${OWN_TOKEN}`, [tokenHash, agentVersion, configId],
      );
      if (row === undefined) return null;
      await seen(pool, row, tokenHash, agentVersion);
      return { run: row.config_id === null ? null : runOf(row, vault) };
    },

    async nextRun(serverId) {
      // What was given to the server at about the same time is done in the order of its names, as Heat's agents do; before that what came before.
      const { rows } = await pool.query<RunRow & { age: number }>(
        `WITH waiting AS (${RUN} WHERE d.server_id = $1 AND d.finished_at IS NULL AND d.deleted_at IS NULL AND NOT (c."group" = ANY ($2)))
         SELECT waiting.*, extract(epoch FROM clock_timestamp() - config_created_at)::float8 * 1000 AS age FROM waiting
         ORDER BY options ? $3 DESC, options ? $5 DESC, config_created_at > (SELECT min(config_created_at) FROM waiting) + make_interval(secs => $4), name, config_created_at, config_id LIMIT 1`,
        [serverId, PASSIVE_GROUPS, BOOT_OPTION, TOGETHER_MS / 1000, TEST_OPTION],
      );
      const [row] = rows;
      return row === undefined ? null : { run: runOf(row, vault), settledIn: Math.max(0, TOGETHER_MS - row.age) };
    },

    async findRun(serverId, configId) {
      const { rows } = await pool.query<RunRow>(`${RUN} WHERE d.server_id = $1 AND c.id = $2 AND d.deleted_at IS NULL`, [serverId, configId]);
      return rows[0] === undefined ? null : runOf(rows[0], vault);
    },

    markDelivered: (run) => stamp(pool, run, 'delivered_at'),
    markStarted: (run) => stamp(pool, run, 'started_at'),

    logEnd: (configId, stream) => logEnd(pool, configId, stream),

    async appendLog(run, piece) {
      // One statement. Two pieces that come at once would have the same number or place: one of them is stored, the other finds where the stream ends and comes again.
      const { rows: [stored] } = await pool.query<{ seq: number }>(
        `INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text, at)
         SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, clock_timestamp() FROM deployment_log WHERE config_id = $1
         HAVING coalesce(max(position + bytes) FILTER (WHERE stream = $3), 0) = $4
         ON CONFLICT DO NOTHING RETURNING seq`,
        [run.config.id, run.deploymentId, piece.stream, piece.position, piece.bytes, maskText(piece.text, run.config.secrets)],
      );
      if (stored === undefined) return logEnd(pool, run.config.id, piece.stream);
      await tell(pool, 'hearth_log', JSON.stringify({ rootId: run.rootId, deploymentId: run.deploymentId, configId: run.config.id, seq: stored.seq }));
      return piece.position + piece.bytes;
    },

    async readLog(configId, stream, limit) {
      if (limit <= 0) return '';
      const { rows } = await pool.query<{ text: string | null }>(
        `SELECT right(string_agg(text, '' ORDER BY position), $3) AS text FROM deployment_log WHERE config_id = $1 AND stream = $2`,
        [configId, stream, limit],
      );
      return rows[0]?.text ?? '';
    },

    finish: (run, result, signal) =>
      transaction(pool, async (client) => {
        const { rowCount } = await client.query(
          `UPDATE software_deployment SET finished_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp())
           WHERE id = $1 AND config_id = $2 AND finished_at IS NULL`,
          [run.deploymentId, run.config.id],
        );
        if (rowCount === 0) return;
        const waited = run.status === 'IN_PROGRESS' && run.config.options[BOOT_OPTION] !== true;
        if (waited && run.resourceId !== null && run.stackId !== null && run.rootId !== null) {
          const target = { id: run.resourceId, stackId: run.stackId, rootId: run.rootId };
          await insertSignal(client, uuidFrom('finish', run.config.id), target, signal, wake);
        } else {
          // Nobody waits: the record alone says how it went. One that asked for no signal was complete from the start, and stays so.
          await client.query(
            `UPDATE software_deployment SET output_values = $4, updated_at = clock_timestamp(),
               status = CASE status WHEN 'IN_PROGRESS' THEN $2 ELSE status END,
               status_reason = CASE status WHEN 'IN_PROGRESS' THEN $3 ELSE status_reason END
             WHERE id = $1`,
            [run.deploymentId, result.status, result.statusReason, JSON.stringify(maskMap(result.outputs, run.config.secrets))],
          );
        }
        await tellPages(client, run.rootId);
      }),
  };
}

async function stamp(pool: Pool, run: AgentRun, column: 'delivered_at' | 'started_at'): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE software_deployment SET ${column} = clock_timestamp() WHERE id = $1 AND config_id = $2 AND ${column} IS NULL`,
    [run.deploymentId, run.config.id],
  );
  if (rowCount !== 0) await tellPages(pool, run.rootId);
}

async function logEnd(client: Pool, configId: string, stream: LogStream): Promise<number> {
  const { rows } = await client.query<{ end: number }>(
    'SELECT coalesce(max(position + bytes), 0) AS "end" FROM deployment_log WHERE config_id = $1 AND stream = $2', [configId, stream],
  );
  return rows[0]?.end ?? 0;
}

function runOf(row: RunRow, vault: Vault): AgentRun {
  return {
    deploymentId: row.deployment_id,
    rootId: row.root_id,
    stackId: row.stack_id,
    resourceId: row.resource_id,
    status: row.status,
    finished: row.finished,
    config: configOf(row, vault),
  };
}
