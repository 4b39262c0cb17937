/** What a signature of Amazon's kind is made over. Pure. */

export interface SignedRequest {
  method: string;
  /** Names under which the sender may have reached this server: what it sent as Host, and what stands before a proxy. */
  hosts: readonly string[];
  /** As sent, percent-encoded. */
  path: string;
  /** Decoded, in order, of the query and of a form in the body. */
  parameters: readonly (readonly [string, string])[];
  /** Of the query alone: version 4 signs the body by its hash. */
  query: readonly (readonly [string, string])[];
  headers: Headers;
  body: Uint8Array;
  /** SHA-256 of the body in hexadecimal digits, where somebody else has the body. */
  bodyHash?: string;
}

export type Verdict = { ok: true } | { ok: false; code: string; message: string };

export const VALID: Verdict = { ok: true };

export function invalid(code: string, message: string): Verdict {
  return { ok: false, code, message };
}

export const MISMATCH = invalid(
  'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check the secret key and the signing method.',
);

/** How far the clocks of a sender and this server may differ, and for how long a signed request can be sent again. */
export const CLOCK_MS = 15 * 60_000;

export function isFresh(time: number, now: Date): boolean {
  return Math.abs(now.getTime() - time) <= CLOCK_MS;
}

export const EXPIRED = invalid('RequestExpired', 'The time of the request is more than 15 minutes away from that of this server. Sign it anew, and check the clocks.');

/** Percent-encoding of RFC 3986: everything but letters, digits and `-_.~`. */
export function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function canonicalQuery(parameters: Iterable<readonly [string, string]>): string {
  const encoded = [...parameters].map(([name, value]) => [encode(name), encode(value)] as const);
  const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return encoded.toSorted(([a, x], [b, y]) => order(a, b) || order(x, y)).map((pair) => pair.join('=')).join('&');
}

/** The path as sent, and with its last slash as a web server may have taken or given it. */
export function pathsOf(path: string): string[] {
  return [path, path.endsWith('/') ? path.replace(/\/+$/, '') || '/' : `${path}/`];
}

export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function valueOf(parameters: SignedRequest['parameters'], name: string): string | undefined {
  return parameters.find(([key]) => key === name)?.[1];
}
