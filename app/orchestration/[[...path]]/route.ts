/** Heat's API: see lib/heat-api. */
import { heatApi } from '@/lib/runtime/heat-api';
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

async function serve(request: Request): Promise<Response> {
  return heatApi(await services())(request);
}

export { serve as GET, serve as HEAD, serve as POST, serve as PUT, serve as PATCH, serve as DELETE, serve as OPTIONS };
