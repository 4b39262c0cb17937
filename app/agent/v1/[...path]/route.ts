/** What agents ask and report: see lib/software/agent-api. */
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

async function serve(request: Request): Promise<Response> {
  const { resources } = await services();
  return resources.agentApi(request);
}

export { serve as GET, serve as POST };
