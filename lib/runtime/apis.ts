/** The APIs that stand beside Heat's own, put together: framework-free functions of a request. Routes under app/ hand requests on to them. */
import { attemptLimit } from '@/lib/auth/attempts';
import type { KeystoneSignatures } from '@/lib/auth/keystone-signatures';
import type { Vault } from '@/lib/auth/vault';
import { nativeApi } from '@/lib/heat-api/cfn/native';
import { cfnRouter } from '@/lib/heat-api/cfn/router';
import { ROUTES } from '@/lib/heat-api/routes';
import { identityRouter } from '@/lib/heat-api/identity/router';
import { objectRouter } from '@/lib/heat-api/objects/router';
import { queueRouter } from '@/lib/heat-api/queues/router';
import { resourceDoor } from '@/lib/heat-api/resource-door';
import { originOf } from '@/lib/heat-api/origin';
import type { Database } from '@/lib/store/database';
import { type OrchestrationParts, orchestrationPorts } from './orchestration';

export interface ApiParts extends OrchestrationParts {
  /** A real Keystone, which knows of EC2 credentials that are not ours. */
  keystone?: KeystoneSignatures;
  prisma: Database['prisma'];
  vault: Vault;
}

type Api = (request: Request) => Promise<Response>;

export interface Apis {
  /** /identity: Keystone's. */
  identity: Api;
  /** /cfn/v1: CloudFormation's, as far as Heat has it. */
  cfn: Api;
  /** /objects: Swift's, with temporary URLs. */
  objects: Api;
  /** /queues: Zaqar's. */
  queues: Api;
}

export function composeApis(parts: ApiParts): Apis {
  const { config, pool, prisma, vault, tokens, logger } = parts;
  const common = {
    pool, prisma, vault,
    identify: tokens.identify,
    originOf: (request: Request) => originOf(config, request),
    report: (error: unknown, request: Request) => logger.error({ error, method: request.method, path: new URL(request.url).pathname }, 'a request to an API failed'),
  };
  const native = nativeApi(ROUTES, orchestrationPorts(parts));
  const inside = { pool, vault, door: resourceDoor(parts), authenticate: tokens.authenticate, now: () => new Date(), report: common.report };
  return {
    objects: objectRouter(inside),
    queues: queueRouter(inside),
    cfn: cfnRouter({ pool, vault, ...(parts.keystone === undefined ? {} : { keystone: parts.keystone }), native, publicUrl: config.publicUrl, now: () => new Date(), report: common.report }),
    identity: identityRouter({ ...common, attempts: attemptLimit() }),
  };
}
