/** One cloud: signs in when it is first needed, keeps the token until shortly before its end, and finds services in the catalogue. */
import type { Json } from '@/lib/hot/types';
import { CloudFault } from './faults';
import { type CloudAnswer, cloudHttp, type CloudHttpOptions, type CloudRequest } from './http';
import { type CatalogueEntry, endpointOf, type SignedIn, signIn } from './keystone';
import type { OpenStackSettings } from './settings';

/** A service of OpenStack, by the types under which catalogues list it. */
export interface CloudService {
  called: string;
  types: readonly string[];
  /** Appended to the endpoint where it does not end so. */
  version: string;
}

export const MISTRAL: CloudService = { called: 'Mistral', types: ['workflowv2', 'workflow'], version: '/v2' };
export const MURANO: CloudService = { called: 'Murano', types: ['application-catalog', 'application_catalog'], version: '/v1' };

export interface ServiceRequest extends Omit<CloudRequest, 'url' | 'body' | 'headers'> {
  /** Begins with a slash; the version is not part of it. */
  path: string;
  json?: Json;
  /** As it is, in the place of `json`. */
  text?: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Cloud {
  signedIn(): Promise<SignedIn | null>;
  endpoint(service: CloudService): Promise<string>;
  /** Throws CloudFault. */
  call(service: CloudService, request: ServiceRequest): Promise<CloudAnswer>;
}

/** A token is not used in its last minute: a request takes time. */
const MARGIN_MS = 60_000;

export function openCloud(settings: OpenStackSettings, secret: string, options: Omit<CloudHttpOptions, 'ca'> = {}): Cloud {
  const send = cloudHttp({ ca: settings.ca, ...options });
  let session: SignedIn | null = null;
  let signingIn: Promise<SignedIn> | null = null;

  const signedIn = async (): Promise<SignedIn | null> => {
    if (settings.signIn === 'none') return null;
    if (session !== null && session.expiresAt - MARGIN_MS > Date.now()) return session;
    // One sign-in for all who wait. It does not end with one of them, so it has no signal.
    signingIn ??= signIn(send, settings, secret).finally(() => (signingIn = null));
    session = await signingIn;
    return session;
  };
  const endpoint = async (service: CloudService): Promise<string> => {
    const catalogue: readonly CatalogueEntry[] = (await signedIn())?.catalogue ?? [];
    const url = endpointOf(settings, catalogue, service.types, service.called);
    return url.endsWith(service.version) ? url : `${url}${service.version}`;
  };
  return {
    signedIn,
    endpoint,
    async call(service, { path, json, text, headers = {}, ...request }) {
      const ask = async (): Promise<CloudAnswer> => {
        const current = await signedIn();
        const url = `${await endpoint(service)}${path}`;
        return send(service.called, {
          ...request, url,
          headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers, ...(current === null ? {} : { 'x-auth-token': current.token }) },
          ...(json === undefined ? (text === undefined ? {} : { body: text }) : { body: JSON.stringify(json) }),
        });
      };
      const used = session;
      try {
        return await ask();
      } catch (error) {
        // A token can end before its time, when it is revoked or Keystone loses its keys: a new one is tried once.
        if (!(error instanceof CloudFault) || error.status !== 401 || used === null) throw error;
        if (session === used) session = null;
        return ask();
      }
    },
  };
}

export function jsonIn(answer: CloudAnswer, where: string): Json {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new CloudFault('refused', `${where} answered ${answer.status} with what is no JSON: ${answer.text.slice(0, 200)}`);
  }
}
