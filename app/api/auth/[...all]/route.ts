import { services } from '@/lib/runtime/services';

async function handle(request: Request): Promise<Response> {
  return (await services()).auth.handler(request);
}

export { handle as GET, handle as POST };
