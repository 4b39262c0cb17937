/** Answers of the identity service, in the shapes of Keystone. */
import type { Json, JsonMap } from '@/lib/hot/types';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 413: 'Request Entity Too Large', 500: 'Internal Server Error',
};

/** Thrown by the routes; the router makes the answer of it. */
export class IdentityFault extends Error {
  override readonly name = 'IdentityFault';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const unauthorized = (message = 'The request you have made requires authentication.'): IdentityFault => new IdentityFault(401, message);
export const notFound = (what: string, id: string): IdentityFault => new IdentityFault(404, `Could not find ${what}: ${id}.`);
/** `rule` is Keystone's name for what was tried. */
export const forbidden = (rule: string): IdentityFault => new IdentityFault(403, `You are not authorized to perform the requested action: ${rule}.`);
export const badRequest = (message: string): IdentityFault => new IdentityFault(400, message);

export function faultResponse(fault: IdentityFault, identityUrl: string): Response {
  const body = { error: { code: fault.status, message: fault.message, title: TITLES[fault.status] ?? 'Bad Request' } };
  return json(fault.status, body, fault.status === 401 ? { 'www-authenticate': `Keystone uri="${identityUrl}"` } : {});
}

export function json(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', vary: 'X-Auth-Token', 'cache-control': 'no-store', ...headers } });
}

export function empty(status = 204): Response {
  return new Response(null, { status, headers: { vary: 'X-Auth-Token', 'cache-control': 'no-store' } });
}

/** A list with its links, as every list of Keystone has them. */
export function listed(name: string, items: JsonMap[], url: string): Response {
  return json(200, { [name]: items, links: { self: url, next: null, previous: null } });
}

/** `2026-01-02T03:04:05.000000Z` */
export function time(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}

export const DOMAIN = { id: 'default', name: 'Default' } as const;
