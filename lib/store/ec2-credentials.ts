/** Pairs of keys with which people sign requests. */
import type { Pool } from 'pg';
import type { Role } from '@/lib/wire/types';
import { isUseNews } from './use-noted';

export interface KeyPair {
  sealed: string;
  userId: string;
  userName: string;
  administrator: boolean;
  projectId: string;
  projectName: string;
  /** Null: the owner does not belong to the project any more. */
  role: Role | null;
  /** When it last signed something, to the minute. */
  usedAt: Date | null;
}

export async function findKeyPair(pool: Pool, access: string): Promise<KeyPair | null> {
  const { rows } = await pool.query<KeyPair>(
    `SELECT c.sealed, c.user_id AS "userId", coalesce(u.username, u.name) AS "userName", u.administrator, c.project_id AS "projectId", p.name AS "projectName", m.role, c.used_at AS "usedAt"
     FROM ec2_credential c JOIN auth_user u ON u.id = c.user_id JOIN project p ON p.id = c.project_id
     LEFT JOIN membership m ON m.project_id = c.project_id AND m.user_id = c.user_id WHERE c.access = $1`,
    [access],
  );
  return rows[0] ?? null;
}

/** Writes down that a pair is in use; nothing when that was done a moment ago. */
export async function noteKeyPairUse(pool: Pool, access: string, { usedAt }: Pick<KeyPair, 'usedAt'>, now: Date): Promise<void> {
  if (!isUseNews(usedAt, now)) return;
  await pool.query('UPDATE ec2_credential SET used_at = $2 WHERE access = $1', [access, now]);
}
