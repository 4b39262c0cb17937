import { callerFor, refusalStatus } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';
import { readPage } from '@/lib/stacks/read';

export const dynamic = 'force-dynamic';

/** Everything the page of a stack shows at first, in one answer that the browser can ask for before the page's program has arrived. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const caller = await callerFor(new URL(request.url).searchParams.get('project') ?? '', 'reader');
  const page = caller.ok ? await readPage(await services(), caller.value, id) : caller;
  return Response.json(page, { status: page.ok ? 200 : refusalStatus(page.problem.code), headers: { 'cache-control': 'no-store' } });
}
