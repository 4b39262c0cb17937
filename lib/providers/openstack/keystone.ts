/** Signing in at Keystone (Identity API v3): what is sent, and what of the answer counts. */
import { z } from 'zod';
import { CloudFault } from './faults';
import type { Send } from './http';
import { keystoneUrl, type OpenStackSettings } from './settings';

const endpoint = z.object({ interface: z.string(), url: z.string(), region: z.string().nullish(), region_id: z.string().nullish() });
const service = z.object({ type: z.string(), name: z.string().default(''), endpoints: z.array(endpoint).default([]) });
const token = z.object({
  token: z.object({
    expires_at: z.string().nullish(),
    user: z.object({ name: z.string() }),
    project: z.object({ id: z.string(), name: z.string() }).nullish(),
    roles: z.array(z.object({ name: z.string() })).default([]),
    catalog: z.array(service).default([]),
  }),
});

export type CatalogueEntry = z.infer<typeof service>;

export interface SignedIn {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  user: string;
  project: string | null;
  roles: string[];
  catalogue: CatalogueEntry[];
}

/** A token whose end Keystone does not tell is taken for good this long. */
const SHORTEST_LIFE_MS = 5 * 60_000;
const HEX_ID = /^[0-9a-f]{32}$/;

export async function signIn(send: Send, settings: OpenStackSettings, secret: string, signal?: AbortSignal): Promise<SignedIn> {
  const url = `${keystoneUrl(settings.authUrl)}/auth/tokens`;
  // The same credentials again give one more token, and change nothing else.
  const answer = await send('Keystone', {
    url, method: 'POST', repeatable: true, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ auth: authOf(settings, secret) }), ...(signal ? { signal } : {}),
  });
  const issued = answer.header('x-subject-token');
  const read = token.safeParse(jsonOf(answer.text));
  if (issued === null || !read.success) throw new CloudFault('refused', `${url} answered, but not as Keystone's version 3 does. Is this the address of Keystone?`);
  const { expires_at: end, user, project, roles, catalog } = read.data.token;
  const expiresAt = Date.parse(end ?? '');
  return {
    token: issued, expiresAt: Number.isNaN(expiresAt) ? Date.now() + SHORTEST_LIFE_MS : expiresAt,
    user: user.name, project: project?.name ?? null, roles: roles.map(({ name }) => name), catalogue: catalog,
  };
}

function authOf(settings: OpenStackSettings, secret: string) {
  if (settings.signIn === 'application_credential') {
    return { identity: { methods: ['application_credential'], application_credential: { id: settings.credentialId, secret } } };
  }
  return {
    identity: { methods: ['password'], password: { user: { ...named(settings.user, settings.userDomain), password: secret } } },
    scope: { project: named(settings.project, settings.projectDomain) },
  };
}

/** Names belong to a domain; ids need none. */
function named(name: string, domain: string) {
  if (domain === '') return { id: name };
  return { name, domain: HEX_ID.test(domain) ? { id: domain } : { name: domain } };
}

export function regionsOf(catalogue: readonly CatalogueEntry[]): string[] {
  return [...new Set(catalogue.flatMap(({ endpoints }) => endpoints.map((one) => one.region_id ?? one.region ?? '')))].filter((name) => name !== '').toSorted();
}

/** Where a service is, in the region and at the interface of the connection; a fault that says what there is instead. */
export function endpointOf(settings: OpenStackSettings, catalogue: readonly CatalogueEntry[], types: readonly string[], called: string): string {
  for (const type of types) if (settings.endpoints[type] !== undefined) return settings.endpoints[type];
  const entries = catalogue.filter(({ type }) => types.includes(type)).toSorted((a, b) => types.indexOf(a.type) - types.indexOf(b.type));
  if (entries.length === 0) {
    const there = catalogue.map(({ type }) => type).toSorted().join(', ') || 'nothing';
    throw new CloudFault('noService', `This cloud has no ${called}: its catalogue has no service of type ${types.join(' or ')}, but ${there}`);
  }
  const endpoints = entries.flatMap((entry) => entry.endpoints);
  const found = endpoints.find((one) => one.interface === settings.interface && (settings.region === '' || (one.region_id ?? one.region) === settings.region));
  if (found !== undefined) return found.url.replace(/\/+$/, '');
  const there = endpoints.map((one) => `${one.interface} in ${one.region_id ?? one.region ?? 'no region'}`).join(', ');
  throw new CloudFault('noService', `The catalogue has no ${settings.interface} endpoint of ${called}${settings.region === '' ? '' : ` in the region ${settings.region}`}, but ${there || 'none at all'}. Change region or interface of the connection`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
