/** Heat's orchestration API, put together from what a process has. */
import type { TokenAuthority } from '@/lib/auth/token-authority';
import { originOf } from '@/lib/heat-api/origin';
import { heatRouter, type RouterPorts } from '@/lib/heat-api/router';
import { ROUTES } from '@/lib/heat-api/routes';
import { createHttpClient } from '@/lib/providers/http';
import type { StackPorts } from '@/lib/stacks/ports';
import type { Config } from './config';
import type { Logger } from './logger';
import { version } from '../../package.json';

export interface OrchestrationParts extends StackPorts {
  config: Pick<Config, 'publicUrl' | 'publicUrlGiven' | 'allowPrivateUrls' | 'hiddenStackTags'>;
  tokens: TokenAuthority;
  logger: Pick<Logger, 'error'>;
}

export function orchestrationApi(parts: OrchestrationParts): (request: Request) => Promise<Response> {
  return heatRouter(ROUTES, orchestrationPorts(parts));
}

export function orchestrationPorts({ config, pool, vault, registry, catalogue, queue, tokens, logger }: OrchestrationParts): RouterPorts {
  return {
    pool, vault, registry, catalogue, queue,
    revision: version,
    hiddenStackTags: config.hiddenStackTags,
    http: createHttpClient({ allowPrivate: config.allowPrivateUrls }),
    authenticate: tokens.authenticate,
    originOf: (request) => originOf(config, request),
    report: (error, request, requestId) => logger.error({ error, requestId, method: request.method, path: new URL(request.url).pathname }, 'a request to the orchestration API failed'),
  };
}
