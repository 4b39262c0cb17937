/**
 * Tokens of the API. A token is a random text; its hash is kept, and whom it stands for is looked up at each use. What a token may do is never more than
 * its person may do at that moment, nor more than the application credential it was got with.
 */
import { createHash, randomBytes } from 'node:crypto';
import { resourceOfStackUser, resourceOfToken, stackUserId, type Sign } from '@/lib/software/stack-user';
import { forgetTokensBefore, insertApiToken, noteTokenUse, readApiToken, revokeApiToken, type ApiTokenRecord } from '@/lib/store/api-tokens';
import type { Database } from '@/lib/store/database';
import { findStackUser, type StackUserRecord } from '@/lib/store/stack-users';
import type { Role } from '@/lib/wire/types';
import { atMost } from './roles';

export const TOKEN_HOURS = 12;
/** A token of a stack user ends with its resource, not at a time; clients want to read one all the same. */
const STACK_USER_YEARS = 10;
const DAY_MS = 86_400_000;

export interface TokenPorts {
  readonly pool: Database['pool'];
  readonly vault: { sign: Sign };
}

/** Whom a token stands for, and how far. */
export interface TokenIdentity {
  readonly auditId: string;
  readonly rootAuditId: string;
  readonly methods: readonly string[];
  readonly userId: string;
  readonly userName: string;
  /** May make projects and people. Never true with an application credential that is restricted. */
  readonly administrator: boolean;
  /** Null: not scoped. */
  readonly project: { readonly id: string; readonly name: string } | null;
  /** Null without a project. Of a stack user: the least, and `stackUser` says what it may touch. */
  readonly role: Role | null;
  readonly stackUser: { readonly stackId: string; readonly resourceId: string; readonly resourceNames: readonly string[] | null } | null;
  readonly applicationCredential: { readonly id: string; readonly name: string; readonly unrestricted: boolean } | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export interface TokenRequest {
  userId: string;
  projectId: string | null;
  methods: readonly string[];
  applicationCredentialId?: string;
  /** The token this one is got with: it does not live longer. */
  parent?: { auditId: string; rootAuditId: string; expiresAt: Date };
  /** Not later than this. */
  until?: Date;
  now?: Date;
}

/** Makes a token; the caller has checked who asks for it. The text is told here and never again. */
export async function issueToken({ pool }: Pick<TokenPorts, 'pool'>, request: TokenRequest): Promise<{ token: string; auditId: string; expiresAt: Date }> {
  const now = request.now ?? new Date();
  const token = randomBytes(32).toString('base64url');
  const auditId = randomBytes(16).toString('base64url');
  const ends = [now.getTime() + TOKEN_HOURS * 3_600_000, request.parent?.expiresAt.getTime(), request.until?.getTime()].filter((time) => time !== undefined);
  const expiresAt = new Date(Math.min(...ends));
  await forgetTokensBefore(pool, new Date(now.getTime() - DAY_MS));
  await insertApiToken(pool, {
    hash: hashOf(token), auditId, rootAuditId: request.parent?.rootAuditId ?? auditId, userId: request.userId, projectId: request.projectId,
    methods: request.methods, applicationCredentialId: request.applicationCredentialId ?? null, createdAt: now, expiresAt,
  });
  return { token, auditId, expiresAt };
}

/** Null for a token that is unknown, revoked or too old, or whose person, role or credential is gone. */
export async function identityOfToken({ pool, vault }: TokenPorts, token: string, now: Date = new Date()): Promise<TokenIdentity | null> {
  const resourceId = resourceOfToken(vault.sign, token);
  if (resourceId !== null) {
    const found = await findStackUser(pool, resourceId);
    return found === null ? null : stackUserIdentity(found, { auditId: stackUserId(resourceId), methods: ['password'], issuedAt: now, expiresAt: inYears(now) });
  }
  const hash = hashOf(token);
  const record = await readApiToken(pool, hash, now);
  if (record === null) return null;
  await noteTokenUse(pool, hash, record, now);
  if (record.userName !== null) return personIdentity(record, record.userName);
  const owner = await stackUserOf({ pool }, record.userId);
  return owner === null ? null : { ...stackUserIdentity(owner, { auditId: record.auditId, methods: record.methods, issuedAt: record.createdAt, expiresAt: record.expiresAt }), rootAuditId: record.rootAuditId };
}

/** The stack user with this id (32 hexadecimal digits); null for other ids. */
export async function stackUserOf({ pool }: Pick<TokenPorts, 'pool'>, userId: string): Promise<StackUserRecord | null> {
  const resourceId = resourceOfStackUser(userId);
  return resourceId === null ? null : findStackUser(pool, resourceId);
}

function personIdentity(record: ApiTokenRecord, userName: string): TokenIdentity | null {
  const { credential, projectId, projectName } = record;
  if (record.applicationCredentialId !== null && credential === null) return null;
  if (projectId !== null && (projectName === null || record.role === null)) return null;
  const role = credential === null || record.role === null ? record.role : atMost(record.role, credential.role);
  return {
    auditId: record.auditId, rootAuditId: record.rootAuditId, methods: record.methods, userId: record.userId, userName,
    administrator: record.administrator && (credential === null || credential.unrestricted),
    project: projectId === null || projectName === null ? null : { id: projectId, name: projectName },
    role, stackUser: null,
    applicationCredential: credential === null ? null : { id: credential.id, name: credential.name, unrestricted: credential.unrestricted },
    issuedAt: record.createdAt, expiresAt: record.expiresAt,
  };
}

/** Users of these types stand for a person who set up the stack; others for their own resource. */
const WHOLE_STACK = new Set(['AWS::IAM::User', 'AWS::IAM::AccessKey']);

export function stackUserIdentity(
  { resourceId, resourceName, resourceType, stackId, stackName, projectId, projectName }: StackUserRecord,
  token: Pick<TokenIdentity, 'auditId' | 'methods' | 'issuedAt' | 'expiresAt'>,
): TokenIdentity {
  return {
    ...token, rootAuditId: token.auditId, userId: stackUserId(resourceId), userName: `${stackName}-${resourceName}`, administrator: false,
    project: { id: projectId, name: projectName }, role: 'reader', applicationCredential: null,
    stackUser: { stackId, resourceId, resourceNames: WHOLE_STACK.has(resourceType) ? null : [resourceName] },
  };
}

/** False: there is no such token (of this person), or it was revoked before. */
export function revokeToken({ pool }: Pick<TokenPorts, 'pool'>, auditId: string, userId?: string): Promise<boolean> {
  return revokeApiToken(pool, userId === undefined ? { auditId } : { auditId, userId }, new Date());
}

function inYears(now: Date): Date {
  return new Date(now.getTime() + STACK_USER_YEARS * 365 * DAY_MS);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
