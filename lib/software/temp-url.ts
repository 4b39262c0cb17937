/**
 * Temporary URLs of objects, as OpenStack's object store has them: an HMAC over the method, the time at which the URL ends, and the path.
 * Source: https://docs.openstack.org/swift/latest/api/temporary_url_middleware.html
 */
import { createHmac } from 'node:crypto';
import { encode } from './aws-request';
import { sameText, type Sign } from './stack-user';

export interface ObjectAddress {
  projectId: string;
  container: string;
  /** May contain slashes. */
  name: string;
}

/** The last second that 32 bits can count: a URL that does not end by time. */
export const LAST_EPOCH = 2 ** 31 - 1;

const ACCOUNT = 'AUTH_';

/** Below the mount of the object store; encoded. */
export function objectPath({ projectId, container, name }: ObjectAddress): string {
  return `/v1/${ACCOUNT}${projectId}/${encode(container)}/${name.split('/').map(encode).join('/')}`;
}

/** `expires` is in seconds since 1970; `base` is where the object store is, without a slash at its end. */
export function tempUrl(sign: Sign, base: string, method: string, address: ObjectAddress, expires: number): string {
  const path = objectPath(address);
  const signature = signatureOf(tempUrlKey(sign, address.projectId), method, expires, path, 'sha256');
  return `${base}${path}?temp_url_sig=${signature}&temp_url_expires=${expires}`;
}

/** The key that signs URLs of a project's objects. */
export function tempUrlKey(sign: Sign, projectId: string): string {
  return sign('temp-url', projectId);
}

const BY_LENGTH: Readonly<Record<number, string>> = { 40: 'sha1', 64: 'sha256', 128: 'sha512' };

/** A URL for GET may be asked with HEAD too, and one for PUT or POST. `path` is as asked for, below the mount; `now` in milliseconds. */
export function verifyTempUrl(key: string, method: string, path: string, signature: string, expires: string, now: number): boolean {
  const end = /^\d{1,12}$/.test(expires) ? Number(expires) : Number.NaN;
  const algorithm = BY_LENGTH[signature.length];
  if (algorithm === undefined || !(end * 1000 > now)) return false;
  const methods = method === 'HEAD' ? ['HEAD', 'GET', 'PUT', 'POST'] : [method];
  const paths = new Set([path, decodeSafely(path)]);
  return methods.some((one) => [...paths].some((text) => sameText(signatureOf(key, one, end, text, algorithm), signature)));
}

function signatureOf(key: string, method: string, expires: number, path: string, algorithm: string): string {
  return createHmac(algorithm, key).update(`${method}\n${expires}\n${path}`).digest('hex');
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
