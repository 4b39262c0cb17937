/**
 * The user of one resource of a stack: what its agent, or whoever signals it, signs in with. It may read the metadata of that resource and signal it.
 *
 * Its secrets are made from the key of the instance and the id of the resource. They are stored nowhere, are the same after a crash, and end with the
 * resource: a resource that replaces another has another id, and so another user.
 */
import { timingSafeEqual } from 'node:crypto';

/** HMAC with the key of the instance; `Vault.sign` is one. */
export type Sign = (purpose: string, text: string) => string;

export interface StackUserSecrets {
  /** The id of the resource without its dashes: also the access key. */
  id: string;
  password: string;
  accessKey: string;
  secretKey: string;
  /** A token that needs no asking for, as long as the resource is there. */
  token: string;
}

const TOKEN = /^hearth-stack-user\.([0-9a-f]{32})\.([\w-]+)$/;

/** `resourceId` is a UUID. */
export function stackUserSecrets(sign: Sign, resourceId: string): StackUserSecrets {
  const id = stackUserId(resourceId);
  return {
    id,
    password: sign('stack-user-password', id),
    accessKey: id,
    secretKey: sign('stack-user-ec2', id),
    token: `hearth-stack-user.${id}.${sign('stack-user-token', id)}`,
  };
}

export function stackUserId(resourceId: string): string {
  return resourceId.replaceAll('-', '');
}

/** The resource whose user has this id or access key; null for what is none. */
export function resourceOfStackUser(id: string): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(id);
  return parts === null ? null : parts.slice(1).join('-');
}

/** The resource whose user was given this token; null for every other text, forged ones included. */
export function resourceOfToken(sign: Sign, token: string): string | null {
  const id = TOKEN.exec(token)?.[1];
  const resourceId = id === undefined ? null : resourceOfStackUser(id);
  return resourceId !== null && sameText(stackUserSecrets(sign, resourceId).token, token) ? resourceId : null;
}

/** Compares secrets in a time that tells nothing. */
export function sameText(expected: string, found: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(found)];
  return left.length === right.length && timingSafeEqual(left, right);
}
