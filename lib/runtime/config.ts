/** Configuration: environment variables, read once, listed with their defaults in README.md. */
import path from 'node:path';
import { z } from 'zod';

const onOff = z.enum(['on', 'off', 'true', 'false', '1', '0', 'yes', 'no']).transform((word) => ['on', 'true', '1', 'yes'].includes(word));

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HEARTH_DATA: z.string().min(1).default('./.hearth'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'expected postgresql://user:password@host:port/database').optional(),
  HEARTH_URL: z.url().optional(),
  HEARTH_KEYSTONE_URL: z.url().optional(),
  HEARTH_KEYSTONE_CREDENTIAL_ID: z.string().optional(),
  HEARTH_KEYSTONE_CREDENTIAL_SECRET: z.string().optional(),
  HEARTH_OWNER_PASSWORD: z.string().min(8, 'expected at least 8 characters').optional(),
  HEARTH_SANDBOX: onOff.optional(),
  HEARTH_ALLOW_PRIVATE_URLS: onOff.default(false),
  HEARTH_HIDDEN_STACK_TAGS: z.string().default('').transform((list) => list.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')),
  HEARTH_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute directory of everything an instance keeps outside its database. */
  readonly dataDirectory: string;
  /** Undefined: the embedded PostgreSQL in the data directory (the supervisor starts it and tells its children the URL). */
  readonly databaseUrl: string | undefined;
  /** Where browsers and other machines reach the web server; without a slash at the end. */
  readonly publicUrl: string;
  /** Whether `publicUrl` was said (HEARTH_URL), and not guessed from HOST and PORT. */
  readonly publicUrlGiven: boolean;
  /** A real Keystone whose tokens are taken too, with `/v3`; undefined: none. */
  readonly keystoneUrl: string | undefined;
  /** Our application credential there, for what it tells only to those it trusts; null: none. */
  readonly keystoneAccount: { readonly id: string; readonly secret: string } | null;
  /** Where processes of this machine reach it. */
  readonly localUrl: string;
  readonly ownerPassword: string | undefined;
  /** Whether templates may run servers of the sandbox, which run scripts on this machine. */
  readonly sandbox: boolean;
  /** Whether URLs fetched on a template's behalf, and those of webhooks, may lead to loopback and private addresses. */
  readonly allowPrivateUrls: boolean;
  /** Stacks with one of these tags are listed by the API only when hidden ones are asked for too. */
  readonly hiddenStackTags: readonly string[];
  readonly logLevel: z.infer<typeof Environment>['HEARTH_LOG_LEVEL'];
}

/** Throws with one line per wrong variable: which, what was expected, what was found. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty variable is one that is not set: shells and compose files cannot always leave one out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(['Hearth cannot start with this configuration:', ...parsed.error.issues.map((issue) => describe(issue, given))].join('\n  '));
  const values = parsed.data;
  const localUrl = `http://${urlHost(localAddress(values.HOST))}:${values.PORT}`;
  return {
    host: values.HOST,
    port: values.PORT,
    dataDirectory: path.resolve(values.HEARTH_DATA),
    databaseUrl: values.DATABASE_URL,
    publicUrl: (values.HEARTH_URL ?? `http://${urlHost(localAddress(values.HOST))}:${values.PORT}`).replace(/\/+$/, ''),
    keystoneUrl: values.HEARTH_KEYSTONE_URL?.replace(/\/+$/, '').replace(/(\/v3)?$/, '/v3'),
    keystoneAccount: accountOf(values),
    publicUrlGiven: values.HEARTH_URL !== undefined,
    localUrl,
    ownerPassword: values.HEARTH_OWNER_PASSWORD,
    sandbox: values.HEARTH_SANDBOX ?? isLoopback(values.HOST),
    allowPrivateUrls: values.HEARTH_ALLOW_PRIVATE_URLS,
    hiddenStackTags: values.HEARTH_HIDDEN_STACK_TAGS,
    logLevel: values.HEARTH_LOG_LEVEL,
  };
}

function accountOf({ HEARTH_KEYSTONE_CREDENTIAL_ID: id, HEARTH_KEYSTONE_CREDENTIAL_SECRET: secret }: z.output<typeof Environment>): Config['keystoneAccount'] {
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** True for names and addresses that only processes of this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** "All addresses" is nothing one can connect to. */
function localAddress(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function describe(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  // Passwords and database URLs are not repeated into a terminal or a log.
  const found = ['HEARTH_OWNER_PASSWORD', 'DATABASE_URL', 'HEARTH_KEYSTONE_CREDENTIAL_SECRET'].includes(name) ? '' : ` (found ${JSON.stringify(given[name])})`;
  return `${name}: ${issue.message}${found}`;
}
