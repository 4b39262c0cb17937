/**
 * Requests that another web site made a browser send. A session cookie would travel with some of them, so no such request may change anything.
 *
 * Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`); agents and command-line clients say nothing, and carry no cookie.
 */
import type { IncomingHttpHeaders } from 'node:http';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True when the request must be refused. `publicUrl` is where the server is reached through a proxy that changes `Host`. */
export function isForeign(method: string, headers: Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site'>, publicUrl: string): boolean {
  if (READING.has(method.toUpperCase())) return false;
  if (headers.origin !== undefined) {
    const origin = URL.parse(headers.origin);
    return origin === null || (origin.host !== headers.host && origin.origin !== new URL(publicUrl).origin);
  }
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}
