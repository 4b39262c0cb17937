import { callerFor, refusalStatus } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';
import { readLogPages, readLogTail } from '@/lib/stacks/logs';
import type { LogChunk } from '@/lib/wire/types';

export const dynamic = 'force-dynamic';

/**
 * Output of one run of a deployment, a piece a line: `[number, 'o' | 'e', milliseconds, text]`. `?project=` names the project; `?after=` begins after a
 * piece, `?tail=` gives so many at the end, and `?format=text` all of it as it was written, as a file.
 */
export async function GET(request: Request, { params }: { params: Promise<{ config: string }> }): Promise<Response> {
  const { config } = await params;
  const query = new URL(request.url).searchParams;
  const caller = await callerFor(query.get('project') ?? '', 'reader');
  if (!caller.ok) return Response.json(caller.problem, { status: refusalStatus(caller.problem.code) });
  const parts = await services();
  const tail = whole(query.get('tail'));
  const text = query.get('format') === 'text';
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  if (text) headers['content-disposition'] = `attachment; filename="${config.replace(/[^\w-]/g, '')}.log"`;
  if (tail !== null) {
    const end = await readLogTail(parts, caller.value, config, tail);
    return new Response(end.chunks.map(line).join(''), { headers: { ...headers, 'x-lines-before': String(end.linesBefore) } });
  }
  const pages = readLogPages(parts, caller.value, config, whole(query.get('after')) ?? -1);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const page = await pages.next();
      if (page.done) return controller.close();
      controller.enqueue(encoder.encode(page.value.map(text ? written : line).join('')));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
  return new Response(body, { headers });
}

function line({ seq, stream, at, text }: LogChunk): string {
  return `${JSON.stringify([seq, stream === 'stdout' ? 'o' : 'e', Date.parse(at), text])}\n`;
}

function written({ text }: LogChunk): string {
  return text;
}

function whole(text: string | null): number | null {
  const number = Number(text);
  return text === null || !Number.isSafeInteger(number) ? null : number;
}
