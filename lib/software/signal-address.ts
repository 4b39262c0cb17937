/** Pre-signed addresses to which signals for a resource are sent, and what arrives there. */
import { timingSafeEqual } from 'node:crypto';
import type { Json } from '@/lib/hot/types';
import { isMap } from './json';

/** HMAC with the key of the instance; `Vault.sign` is one. */
export type Sign = (purpose: string, text: string) => string;

export interface SignalAddresses {
  /** Whoever has this URL may signal the resource. With `run`, only as long as that run is the current one. */
  url(resourceId: string, run?: string): string;
  /** The same for callers that prefer a token in the X-Auth-Token header to a signature in the URL. */
  endpoint(resourceId: string): string;
  token(resourceId: string): string;
  /** False: forged, or made for something else. */
  verify(resourceId: string, run: string | null, signature: string): boolean;
}

const PURPOSE = 'resource-signal';

/** `baseUrl` is where the senders reach the web server; no slash at its end. */
export function signalAddresses(sign: Sign, baseUrl: string): SignalAddresses {
  const signature = (resourceId: string, run: string | null): string => sign(PURPOSE, run === null ? resourceId : `${resourceId}/${run}`);
  const path = (resourceId: string, run?: string): string =>
    run === undefined ? `${baseUrl}/signal/${resourceId}` : `${baseUrl}/signal/${resourceId}/${run}`;
  return {
    url: (resourceId, run) => `${path(resourceId, run)}?signature=${signature(resourceId, run ?? null)}`,
    endpoint: (resourceId) => path(resourceId),
    token: (resourceId) => signature(resourceId, null),
    verify(resourceId, run, given) {
      const expected = Buffer.from(signature(resourceId, run));
      const found = Buffer.from(given);
      return expected.length === found.length && timingSafeEqual(expected, found);
    },
  };
}

const RUN = 'hearth:run';
const BODY = 'hearth:body';

/** A signal that belongs to one run of a resource. A late or repeated one is recognised, however long it waited. */
export function signalOfRun(run: string, body: Json): Json {
  return { [RUN]: run, [BODY]: body };
}

/** `run` is null for signals that name none: those of people and of clients of the API. */
export function openSignal(payload: Json): { run: string | null; body: Json } {
  if (isMap(payload) && typeof payload[RUN] === 'string') return { run: payload[RUN], body: payload[BODY] ?? null };
  return { run: null, body: payload };
}
