/** Heat's orchestration API, put together from what a process has. */
import type { TokenAuthority } from '@/lib/auth/token-authority';
import { originOf } from '@/lib/heat-api/origin';
import type { ApiCaller } from '@/lib/heat-api/ports';
import { heatRouter } from '@/lib/heat-api/router';
import { ROUTES } from '@/lib/heat-api/routes';
import { createHttpClient } from '@/lib/providers/http';
import type { StackPorts } from '@/lib/stacks/ports';
import type { Config } from './config';
import type { Logger } from './logger';
import { version } from '../../package.json';

export interface OrchestrationParts extends StackPorts {
  config: Pick<Config, 'publicUrl' | 'publicUrlGiven' | 'allowPrivateUrls'>;
  tokens: TokenAuthority;
  logger: Pick<Logger, 'error'>;
}

export function orchestrationApi({ config, pool, vault, registry, catalogue, queue, tokens, logger }: OrchestrationParts): (request: Request) => Promise<Response> {
  return heatRouter(ROUTES, {
    pool, vault, registry, catalogue, queue,
    revision: version,
    http: createHttpClient({ allowPrivate: config.allowPrivateUrls }),
    authenticate: (token) => callerOfToken(tokens, token),
    originOf: (request) => originOf(config, request),
    report: (error, request) => logger.error({ error, method: request.method, path: new URL(request.url).pathname }, 'a request to the orchestration API failed'),
  });
}

/** A token that is for no project can do nothing here. */
async function callerOfToken(tokens: TokenAuthority, token: string): Promise<ApiCaller | null> {
  const identity = await tokens.identify(token);
  if (identity === null || identity.project === null || identity.role === null) return null;
  const { userId, userName, project, role, stackUser, administrator } = identity;
  return { userId, userName, projectId: project.id, projectName: project.name, role, stackUser, administrator };
}
