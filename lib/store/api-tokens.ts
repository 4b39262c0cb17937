/** Tokens of the API, by the hash of their text. Whom one stands for is read together with it: one statement for each request that carries one. */
import type { Pool } from 'pg';
import type { Role } from '@/lib/wire/types';
import { isUseNews } from './use-noted';

export interface NewApiToken {
  hash: string;
  auditId: string;
  rootAuditId: string;
  userId: string;
  projectId: string | null;
  methods: readonly string[];
  applicationCredentialId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export interface ApiTokenRecord extends Omit<NewApiToken, 'hash'> {
  /** Null: no person has this id (any more). */
  userName: string | null;
  administrator: boolean;
  projectName: string | null;
  /** In the project, now; null when there is none. */
  role: Role | null;
  /** When it was last seen, to the minute. */
  usedAt: Date | null;
  /** Null also when the credential is gone or too old. */
  credential: { id: string; name: string; role: Role; unrestricted: boolean } | null;
}

export async function insertApiToken(pool: Pool, token: NewApiToken): Promise<void> {
  await pool.query(
    `INSERT INTO api_token (hash, audit_id, root_audit_id, user_id, project_id, methods, application_credential_id, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [token.hash, token.auditId, token.rootAuditId, token.userId, token.projectId, token.methods, token.applicationCredentialId, token.createdAt, token.expiresAt],
  );
}

/** Null for one that is unknown, revoked, or too old. */
export async function readApiToken(pool: Pool, hash: string, now: Date): Promise<ApiTokenRecord | null> {
  const { rows } = await pool.query<ApiTokenRecord>(
    `SELECT t.audit_id AS "auditId", t.root_audit_id AS "rootAuditId", t.user_id AS "userId", t.project_id AS "projectId", t.methods,
       t.application_credential_id AS "applicationCredentialId", t.created_at AS "createdAt", t.expires_at AS "expiresAt", t.used_at AS "usedAt",
       coalesce(u.username, u.name) AS "userName", coalesce(u.administrator, false) AS administrator, p.name AS "projectName", m.role,
       CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name, 'role', c.role, 'unrestricted', c.unrestricted) END AS credential
     FROM api_token t
     LEFT JOIN auth_user u ON u.id = t.user_id
     LEFT JOIN project p ON p.id = t.project_id
     LEFT JOIN membership m ON m.project_id = t.project_id AND m.user_id = t.user_id
     LEFT JOIN application_credential c ON c.id = t.application_credential_id AND (c.expires_at IS NULL OR c.expires_at > $2)
     WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2`,
    [hash, now],
  );
  return rows[0] ?? null;
}

/** Writes down that a token, and the credential it was got with, is in use; nothing when that was done a moment ago. */
export async function noteTokenUse(pool: Pool, hash: string, { usedAt, applicationCredentialId }: Pick<ApiTokenRecord, 'usedAt' | 'applicationCredentialId'>, now: Date): Promise<void> {
  if (!isUseNews(usedAt, now)) return;
  await pool.query('UPDATE api_token SET used_at = $2 WHERE hash = $1', [hash, now]);
  if (applicationCredentialId !== null) await pool.query('UPDATE application_credential SET used_at = $2 WHERE id = $1', [applicationCredentialId, now]);
}

/** False: there is no such token, or it was revoked before. */
export async function revokeApiToken(pool: Pool, which: { auditId: string; userId?: string }, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    'UPDATE api_token SET revoked_at = $3 WHERE audit_id = $1 AND ($2::text IS NULL OR user_id = $2) AND revoked_at IS NULL', [which.auditId, which.userId ?? null, now],
  );
  return (rowCount ?? 0) > 0;
}

/** All of a person; with `projectId` those for this project. */
export async function revokeTokensOf(pool: Pool, userId: string, projectId: string | null, now: Date): Promise<void> {
  await pool.query('UPDATE api_token SET revoked_at = $3 WHERE user_id = $1 AND ($2::text IS NULL OR project_id = $2) AND revoked_at IS NULL', [userId, projectId, now]);
}

export async function forgetTokensBefore(pool: Pool, time: Date): Promise<void> {
  await pool.query('DELETE FROM api_token WHERE expires_at < $1', [time]);
}
