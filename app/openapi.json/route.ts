import { openApiDocument } from '@/lib/heat-api/openapi';
import { originOf } from '@/lib/heat-api/origin';
import { ROUTES } from '@/lib/heat-api/routes';
import { services } from '@/lib/runtime/services';
import { version } from '../../package.json';

export const dynamic = 'force-dynamic';

/** The orchestration API as an OpenAPI document: for everybody, it tells nothing of what is stored. */
export async function GET(request: Request): Promise<Response> {
  const { config } = await services();
  return Response.json(openApiDocument(ROUTES, { origin: originOf(config, request), version }));
}
