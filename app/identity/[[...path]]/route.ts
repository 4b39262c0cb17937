/** The identity service, as OpenStack's clients use Keystone: see lib/heat-api/identity. */
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

async function serve(request: Request): Promise<Response> {
  return (await services()).apis.identity(request);
}

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
