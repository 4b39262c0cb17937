import type { SignedRequest } from './aws-request';

/** What a signature is checked against. A proxy may have changed the host: the public one counts too. */
export function signedRequest(request: Request, body: Uint8Array, publicUrl: string): SignedRequest {
  const url = new URL(request.url);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '');
  const form = isForm ? [...new URLSearchParams(Buffer.from(body).toString('utf8'))] : [];
  const query = [...url.searchParams];
  const hosts = [request.headers.get('host'), url.host, new URL(publicUrl).host].filter((host) => host !== null);
  return { method: request.method, hosts: [...new Set(hosts)], path: url.pathname, query, parameters: [...query, ...form], headers: request.headers, body };
}
