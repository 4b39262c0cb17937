/** The APIs that stand beside Heat's own, put together: framework-free functions of a request. Routes under app/ hand requests on to them. */
import { attemptLimit } from '@/lib/auth/attempts';
import type { TokenAuthority } from '@/lib/auth/token-authority';
import type { Vault } from '@/lib/auth/vault';
import { identityRouter } from '@/lib/heat-api/identity/router';
import { originOf } from '@/lib/heat-api/origin';
import type { Database } from '@/lib/store/database';
import type { Config } from './config';
import type { Logger } from './logger';

export interface ApiParts {
  config: Pick<Config, 'publicUrl' | 'publicUrlGiven'>;
  pool: Database['pool'];
  prisma: Database['prisma'];
  vault: Vault;
  tokens: TokenAuthority;
  logger: Pick<Logger, 'error'>;
}

type Api = (request: Request) => Promise<Response>;

export interface Apis {
  /** /identity: Keystone's. */
  identity: Api;
}

export function composeApis({ config, pool, prisma, vault, tokens, logger }: ApiParts): Apis {
  const common = {
    pool, prisma, vault,
    identify: tokens.identify,
    originOf: (request: Request) => originOf(config, request),
    report: (error: unknown, request: Request) => logger.error({ error, method: request.method, path: new URL(request.url).pathname }, 'a request to an API failed'),
  };
  return {
    identity: identityRouter({ ...common, attempts: attemptLimit() }),
  };
}
