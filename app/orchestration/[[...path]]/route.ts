/** Heat's API: see lib/heat-api. */
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

async function serve(request: Request): Promise<Response> {
  return (await services()).orchestration(request);
}

export { serve as GET, serve as HEAD, serve as POST, serve as PUT, serve as PATCH, serve as DELETE, serve as OPTIONS };
