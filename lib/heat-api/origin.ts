/** Where clients of the APIs are told to go. */
import type { Config } from '@/lib/runtime/config';

/** Name or address with an optional port, and nothing that could lead elsewhere. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;

/**
 * The address under which the sender of a request sees this server, without a slash at its end: HEARTH_URL where it is set, otherwise what the request was
 * sent to. So a client on another machine is not told to look for everything on its own loopback.
 */
export function originOf({ publicUrl, publicUrlGiven }: Pick<Config, 'publicUrl' | 'publicUrlGiven'>, request: Pick<Request, 'headers'>): string {
  const host = request.headers.get('host');
  return publicUrlGiven || host === null || !HOST.test(host) ? publicUrl : `${new URL(publicUrl).protocol}//${host}`;
}
