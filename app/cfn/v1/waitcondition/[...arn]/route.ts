/** Signals to wait conditions over pre-signed URLs: see lib/software/signal-api. */
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

export async function PUT(request: Request): Promise<Response> {
  const { resources } = await services();
  return resources.signalApi(request);
}
