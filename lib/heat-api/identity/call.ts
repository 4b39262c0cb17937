/** What a route of the identity service gets. */
import type { z } from 'zod';
import { includes } from '@/lib/auth/roles';
import type { TokenIdentity } from '@/lib/auth/tokens';
import type { AttemptLimit } from '@/lib/auth/attempts';
import type { Database } from '@/lib/store/database';
import { badRequest, forbidden, unauthorized } from './answer';

export interface IdentityPorts {
  readonly pool: Database['pool'];
  readonly prisma: Database['prisma'];
  readonly vault: { sign(purpose: string, text: string): string; seal(value: string): string; open(sealed: string): unknown };
  readonly attempts: AttemptLimit;
  identify(token: string): Promise<TokenIdentity | null>;
  originOf(request: Request): string;
  /** A fault of ours: for the log. */
  report(error: unknown, request: Request): void;
}

export interface IdentityCall {
  ports: IdentityPorts;
  request: Request;
  /** `http://host/identity/v3`. */
  base: string;
  /** `http://host`. */
  origin: string;
  url: URL;
  params: Readonly<Record<string, string>>;
  /** The JSON body; undefined when there is none. */
  body: unknown;
}

/** Who asks; a token is needed. */
export async function callerOf({ ports, request }: IdentityCall): Promise<TokenIdentity> {
  const token = request.headers.get('x-auth-token') ?? '';
  const caller = token === '' ? null : await ports.identify(token);
  if (caller === null) throw unauthorized();
  return caller;
}

/** Who asks, if it is somebody who administrates people and projects. */
export async function administratorOf(call: IdentityCall, rule: string): Promise<TokenIdentity> {
  const caller = await callerOf(call);
  if (!caller.administrator) throw forbidden(rule);
  return caller;
}

/** May look at other people: administrators, and the admins of a project. */
export function seesOthers(caller: TokenIdentity): boolean {
  return caller.administrator || (caller.stackUser === null && caller.role !== null && includes(caller.role, 'admin'));
}

/** The body in the shape of `schema`; says where it is not. */
export function bodyAs<T extends z.ZodType>(call: Pick<IdentityCall, 'body'>, schema: T): z.output<T> {
  const parsed = schema.safeParse(call.body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw badRequest(`Expecting to find valid JSON in the request body: ${where === '' ? 'the body' : where}: ${issue?.message ?? 'not understood'}. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.`);
}
