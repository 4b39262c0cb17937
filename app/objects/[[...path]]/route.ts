/** Objects for agents: see lib/heat-api/objects. */
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

async function serve(request: Request): Promise<Response> {
  return (await services()).apis.objects(request);
}

export { serve as DELETE, serve as GET, serve as HEAD, serve as PATCH, serve as POST, serve as PUT };
