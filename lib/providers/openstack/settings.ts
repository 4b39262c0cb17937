/** What a connection to an OpenStack cloud is made of, and how people write it. Pure. */
import { z } from 'zod';
import type { JsonMap } from '@/lib/hot/types';

export const INTERFACES = ['public', 'internal', 'admin'] as const;

/** `none`: no Keystone; the services take requests without a token, and their addresses are in `endpoints`. */
export const SIGN_INS = ['password', 'application_credential', 'none'] as const;

export const openStackSettings = z.object({
  /** Keystone's address; `/v3` is added where it is missing. */
  authUrl: z.string(),
  signIn: z.enum(SIGN_INS),
  user: z.string().default(''),
  userDomain: z.string().default(''),
  project: z.string().default(''),
  projectDomain: z.string().default(''),
  /** Id of the application credential. */
  credentialId: z.string().default(''),
  /** Empty: any that the catalogue has. */
  region: z.string().default(''),
  interface: z.enum(INTERFACES).default('public'),
  /** PEM of whoever signed the certificates of the cloud; empty: who this machine trusts. */
  ca: z.string().default(''),
  /** Of its dashboard (Horizon), for links to what resources stand for; empty: none. */
  dashboardUrl: z.string().default(''),
  /** Addresses that are used instead of those of the catalogue, by type of service. */
  endpoints: z.record(z.string(), z.string()).default({}),
});
export type OpenStackSettings = z.infer<typeof openStackSettings>;

/** The password, or the secret of the application credential. */
export const openStackSecrets = z.object({ secret: z.string() });
export type OpenStackSecrets = z.infer<typeof openStackSecrets>;

export interface FieldProblem {
  field: string;
  message: string;
}

/** Everything that is wrong with what somebody has written, by field. */
export function openStackProblems(settings: OpenStackSettings, secret: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const expect = (holds: boolean, field: string, message: string): void => {
    if (!holds) problems.push({ field, message });
  };
  const { signIn } = settings;
  if (signIn === 'none') expect(Object.keys(settings.endpoints).length > 0, 'endpoints', 'Without Keystone there is no catalogue: expected the address of a service, for example "workflowv2 = http://192.0.2.10:8989/v2".');
  else expect(isHttpUrl(settings.authUrl), 'authUrl', 'Expected the address of Keystone, for example https://cloud.example.org:5000/v3.');
  if (signIn === 'password') {
    expect(settings.user !== '', 'user', 'Expected the name of a user, or its id with the domain empty.');
    expect(settings.project !== '', 'project', 'Expected the name of a project, or its id with the domain empty.');
  }
  if (signIn === 'application_credential') expect(settings.credentialId !== '', 'credentialId', 'Expected the id of an application credential.');
  if (signIn !== 'none') expect(secret !== '', 'secret', signIn === 'password' ? 'Expected a password.' : 'Expected the secret of the application credential.');
  expect(settings.ca === '' || /-----BEGIN CERTIFICATE-----/.test(settings.ca), 'ca', 'Expected PEM: a text with a line "-----BEGIN CERTIFICATE-----".');
  expect(settings.dashboardUrl === '' || isHttpUrl(settings.dashboardUrl), 'dashboardUrl', 'Expected the address of the dashboard, for example https://cloud.example.org/dashboard.');
  for (const [type, url] of Object.entries(settings.endpoints)) expect(isHttpUrl(url), 'endpoints', `Expected an http or https URL for ${type}, found ${JSON.stringify(url)}.`);
  return problems;
}

/** One service a line: `type = URL`. Null for a text that has another line. */
export function endpointsOf(text: string): Record<string, string> | null {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const pairs = lines.map((line) => /^([\w-]+)\s*=\s*(\S+)$/.exec(line));
  if (pairs.includes(null)) return null;
  return Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] === undefined || pair[2] === undefined ? [] : [[pair[1], pair[2].replace(/\/+$/, '')]])));
}

export function settingsJson(settings: OpenStackSettings): JsonMap {
  return { ...settings, authUrl: keystoneUrl(settings.authUrl), endpoints: { ...settings.endpoints } };
}

/** With its version, as clients write it. */
export function keystoneUrl(text: string): string {
  const bare = text.trim().replace(/\/+$/, '');
  return bare === '' || /\/v\d+(\.\d+)?$/.test(bare) ? bare : `${bare}/v3`;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
