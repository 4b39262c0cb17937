/** What a route of the queue service gets, and how it refuses. */
import type { TokenCaller } from '@/lib/auth/token-authority';
import type { Json } from '@/lib/hot/types';
import type { Database } from '@/lib/store/database';
import type { Signallable } from '@/lib/software/ports';
import type { ResourceDoor } from '../resource-door';

export class QueueFault extends Error {
  override readonly name = 'QueueFault';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface QueuePorts {
  readonly pool: Database['pool'];
  readonly vault: { sign(purpose: string, text: string): string };
  readonly door: ResourceDoor;
  authenticate(token: string): Promise<TokenCaller | null>;
  now(): Date;
  report(error: unknown, request: Request): void;
}

export interface QueueCall {
  ports: QueuePorts;
  projectId: string;
  /** Whose messages are not echoed back. */
  clientId: string;
  /** `/queues/v2`. */
  base: string;
  query: URLSearchParams;
  params: Readonly<Record<string, string>>;
  body: Json | undefined;
  /** The queue; its name is checked. */
  key: { projectId: string; name: string };
  /** The resource of a stack that the queue belongs to. */
  resource: Signallable | null;
  /** The run of that resource, where the name of the queue has one. */
  run: string | null;
}

/** A whole number of the query within limits; refuses others. */
export function numberIn(query: URLSearchParams, name: string, preset: number, most: number, least = 1): number {
  const text = query.get(name);
  if (text === null || text === '') return preset;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new QueueFault(400, `Invalid API request: ${name} must be between ${least} and ${most}.`);
  return value;
}
