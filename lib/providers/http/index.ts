/** Requests on a template's behalf. They follow no redirects, end in time, read a bounded answer, and reach no private address unless allowed. */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';
import type { Json } from '@/lib/hot/types';
import { readBounded } from './bounded';
import { isPrivateAddress } from './private-addresses';

export interface HttpRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: Json;
  /** Sent as it is, in place of `body`: what was signed must not be printed anew. */
  text?: string;
  /** Milliseconds until the whole answer must be there. */
  timeoutMs: number;
  signal: AbortSignal;
}

export type HttpAnswer =
  | { ok: true; status: number; text: string }
  /** `retriable`: the next attempt may succeed (no connection, no answer in time). */
  | { ok: false; reason: string; retriable: boolean };

export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer>;
}

const ANSWER_LIMIT = 1024 * 1024;

export function createHttpClient({ allowPrivate }: { allowPrivate: boolean }): HttpClient {
  const agent = new Agent({ connect: { timeout: 10_000, lookup: allowPrivate ? undefined : publicLookup } });
  return {
    async send(request) {
      const refused = refusal(request.url, allowPrivate);
      const text = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
      if (refused !== null) return { ok: false, reason: refused, retriable: false };
      try {
        const answer = await fetch(request.url, {
          method: request.method,
          headers: text === undefined ? { ...request.headers } : { 'content-type': 'application/json', ...request.headers },
          body: text,
          redirect: 'manual',
          dispatcher: agent,
          signal: AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)]),
        });
        return { ok: true, status: answer.status, text: await readBounded(answer.body, ANSWER_LIMIT) };
      } catch (error) {
        return { ok: false, ...describe(error, request) };
      }
    },
  };
}

class PrivateAddress extends Error {
  constructor(host: string, address: string) {
    super(`${host} is ${address}, a private address. URLs of templates and webhooks may lead to public addresses only, unless HEARTH_ALLOW_PRIVATE_URLS is on.`);
  }
}

/** Why nothing is sent to an address; null: what its name leads to is looked at when something is sent. */
export function refusal(text: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(text)) return `Expected an absolute URL, found ${JSON.stringify(text)}.`;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `Expected an http or https URL, found ${JSON.stringify(text)}.`;
  // Literal addresses are connected to without being looked up.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return !allowPrivate && isIP(host) !== 0 && isPrivateAddress(host) ? new PrivateAddress(host, host).message : null;
}

/** Looks a name up and gives the connection public addresses only: what is checked is what is connected to, whatever the name says next time. */
const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    const refused = found.find(({ address }) => isPrivateAddress(address));
    const [first] = found;
    if (refused !== undefined || first === undefined) return callback(new PrivateAddress(host, refused?.address ?? 'nothing'), []);
    return options.all === true ? callback(null, found) : callback(null, first.address, first.family);
  });
};

function describe(error: unknown, request: HttpRequest): { reason: string; retriable: boolean } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof PrivateAddress) return { reason: cause.message, retriable: false };
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return { reason: `${request.url} did not answer within ${request.timeoutMs / 1000} seconds.`, retriable: true };
  }
  return { reason: `${request.url} could not be reached: ${cause instanceof Error ? cause.message : String(cause)}`, retriable: true };
}
