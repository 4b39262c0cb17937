/** Heat's API, put together from the services of this process. */
import { ROUTES } from '@/lib/heat-api/routes';
import { heatRouter } from '@/lib/heat-api/router';
import type { ApiCaller, HeatPorts } from '@/lib/heat-api/ports';
import { createHttpClient } from '@/lib/providers/http';
import { identityOfToken, type TokenPorts } from '@/lib/auth/tokens';
import type { Config } from './config';
import type { Services } from './services';
import { version } from '../../package.json';

const made = new WeakMap<Services, (request: Request) => Promise<Response>>();

export function heatApi(services: Services): (request: Request) => Promise<Response> {
  const known = made.get(services);
  if (known !== undefined) return known;
  const { logger, config } = services;
  const router = heatRouter(ROUTES, {
    ...heatPorts(services),
    http: createHttpClient({ allowPrivate: config.allowPrivateUrls }),
    report: (error, request) => logger.error({ error, method: request.method, url: request.url }, 'a request of the orchestration API failed'),
  });
  made.set(services, router);
  return router;
}

type Parts = Pick<Services, 'pool' | 'registry' | 'catalogue' | 'queue'> & { vault: HeatPorts['vault'] & TokenPorts['vault']; config: Pick<Config, 'publicUrl' | 'localUrl'> };

/** Everything but the client for foreign addresses. */
export function heatPorts(parts: Parts): Omit<HeatPorts, 'http'> {
  const { pool, vault, registry, catalogue, queue, config } = parts;
  return {
    pool, vault, registry, catalogue, queue,
    revision: version,
    authenticate: (token) => callerOfToken({ pool, vault }, token),
    originOf: (request) => heatOrigin(request, config),
  };
}

/** A token that is for no project can do nothing here. */
async function callerOfToken(ports: TokenPorts, token: string): Promise<ApiCaller | null> {
  const identity = await identityOfToken(ports, token);
  if (identity === null || identity.project === null || identity.role === null) return null;
  const { userId, userName, project, role, stackUser, administrator } = identity;
  return { userId, userName, projectId: project.id, projectName: project.name, role, stackUser, administrator };
}

/** Where an address of its own was set, clients are told that; otherwise the one they used, so that every name of this machine works. */
export function heatOrigin(request: Request, { publicUrl, localUrl }: Parts['config']): string {
  const host = request.headers.get('host');
  const asked = `${new URL(publicUrl).protocol}//${host ?? ''}`;
  return publicUrl !== localUrl || !URL.canParse(asked) ? publicUrl : asked;
}
