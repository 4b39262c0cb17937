/**
 * The composition root: the one place where the parts of a running Hearth are put together. Pages, server actions, routes and the worker take
 * what they need from `services()`; tests put together their own.
 */
import { createAuth, type Auth } from '@/lib/auth/auth';
import { keystoneSignatures } from '@/lib/auth/keystone-signatures';
import { keystoneAuthority } from '@/lib/auth/keystone-tokens';
import { tokenAuthority, type TokenAuthority } from '@/lib/auth/token-authority';
import { openVault, type Vault } from '@/lib/auth/vault';
import type { TypeCatalogue } from '@/lib/hot/types';
import { assembleResources, type ResourceAssembly } from '@/lib/resources/assembly';
import { openDatabase, type Database } from '@/lib/store/database';
import { type Apis, composeApis } from './apis';
import { readConfig, type Config } from './config';
import { type LiveFeed, openLiveFeed } from './live';
import { createLogger, type Logger } from './logger';
import { orchestrationApi } from './orchestration';
import { openProjectFeed, type ProjectFeed } from './project-stream';
import { openQueue, type RunQueue } from './queue';

export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly pool: Database['pool'];
  readonly prisma: Database['prisma'];
  readonly logger: Logger;
  readonly vault: Vault;
  readonly auth: Auth;
  /** Who stands behind a token of the API. */
  readonly tokens: TokenAuthority;
  readonly queue: RunQueue;
  /** The APIs of other services beside Heat's own, as functions of a request. */
  readonly apis: Apis;
  /** /orchestration: Heat's API. */
  readonly orchestration: (request: Request) => Promise<Response>;
  /** News of stacks, for pages that watch them. */
  readonly live: LiveFeed;
  /** News of all stacks of a project, for the list of them. */
  readonly projects: ProjectFeed;
  /** Resource types, the sandbox, and the routes of agents and signals. */
  readonly resources: ResourceAssembly;
  readonly registry: ResourceAssembly['registry'];
  readonly catalogue: TypeCatalogue;
}

// Next bundles pages, actions and routes apart, each with its own copy of this module; the global object is what they share.
const shared: typeof globalThis & { hearthServices?: Promise<Services> } = globalThis;

/** The services of this process, made at the first call. A failed attempt is not kept: the next call tries again. */
export function services(): Promise<Services> {
  shared.hearthServices ??= compose().catch((error: unknown) => {
    delete shared.hearthServices;
    throw error;
  });
  return shared.hearthServices;
}

async function compose(): Promise<Services> {
  const config = readConfig();
  const component = process.env.HEARTH_COMPONENT ?? 'web';
  const logger = createLogger(component, config.logLevel);
  const databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    throw new Error('DATABASE_URL is not set in this process. `npm start` and `npm run dev` start a database and set it; for a worker on its own, set it to the database of the instance.');
  }
  const database = openDatabase(databaseUrl, { onConnectionLost: (error) => logger.warn({ error }, 'a database connection was lost') });
  const { pool, prisma } = database;
  const vault = openVault(config.dataDirectory);
  const queue = await openQueue({ databaseUrl, logger, worker: component === 'worker' });
  const resources = assembleResources({ pool, databaseUrl, config, vault, wake: (client, rootId) => queue.enqueueRun(client, rootId) });
  const { registry } = resources;
  const live = openLiveFeed(databaseUrl, (error) => logger.warn({ error }, 'the connection that listens for news was lost'));
  const projects = openProjectFeed({ pool, live, onError: (error) => logger.warn({ error }, 'changed stacks could not be read') });
  const issuedHere = tokenAuthority({ pool, vault });
  const keystone = config.keystoneUrl === undefined ? null : { url: config.keystoneUrl, prisma, warn: (message: string, details: unknown) => logger.warn(details, message) };
  const tokens = keystone === null ? issuedHere : keystoneAuthority({ ...keystone, local: issuedHere });
  const parts = {
    config, pool, prisma, vault, registry, catalogue: registry.catalogue, queue, tokens, logger,
    ...(keystone === null ? {} : { keystone: keystoneSignatures({ ...keystone, account: config.keystoneAccount }) }),
  };
  const apis = composeApis(parts);
  const orchestration = orchestrationApi(parts);
  return { config, database, pool, prisma, logger, vault, queue, live, projects, resources, registry, catalogue: registry.catalogue, auth: createAuth({ config, prisma, logger }), tokens, apis, orchestration };
}
