/** The CFN-compatible API: see lib/heat-api/cfn. Here for heat-cfntools, which know no other path. */
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

async function serve(request: Request): Promise<Response> {
  return (await services()).apis.cfn(request);
}

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT };
