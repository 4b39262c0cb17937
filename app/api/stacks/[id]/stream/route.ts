import { callerFor, refusalStatus } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';
import { streamStack } from '@/lib/runtime/stack-stream';
import { findStack } from '@/lib/store/stacks';

export const dynamic = 'force-dynamic';

const HEARTBEAT_MS = 10_000;

/** Server-sent events of one stack: `StackFrame`s, whose id is the number of the last event. `?project=` names the project, `?after=` the last event the page has. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const query = new URL(request.url).searchParams;
  const caller = await callerFor(query.get('project') ?? '', 'reader');
  if (!caller.ok) return Response.json(caller.problem, { status: refusalStatus(caller.problem.code) });
  const { pool, live, logger } = await services();
  const head = await findStack(pool, caller.value.projectId, id);
  if (head === null) return Response.json({ code: 'not_found', message: 'There is no such stack in this project.', diagnostics: [] }, { status: 404 });
  const after = Number(request.headers.get('last-event-id') ?? query.get('after') ?? 0);
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  let taken = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      write('retry: 1000\n\n');
      // An event, because a page is not shown comments: it has to know that nothing is news, too.
      const beat = setInterval(() => write('event: beat\ndata:\n\n'), HEARTBEAT_MS);
      const end = streamStack({
        pool,
        feed: live,
        projectId: caller.value.projectId,
        rootId: head.id,
        after: Number.isSafeInteger(after) && after > 0 ? after : 0,
        async send(frames, seq) {
          write(frames.map((frame) => `id: ${frame.kind === 'event' ? frame.event.seq : seq}\ndata: ${JSON.stringify(frame)}\n\n`).join(''));
          if ((controller.desiredSize ?? 0) <= 0) await new Promise<void>((resolve) => { taken = resolve; });
        },
        onError: (error) => logger.warn({ error, stack: head.id }, 'the stream of a stack could not be read'),
      });
      stop = () => {
        clearInterval(beat);
        end();
      };
      request.signal.addEventListener('abort', () => stop(), { once: true });
    },
    pull() {
      taken();
    },
    cancel() {
      stop();
    },
  }, new CountQueuingStrategy({ highWaterMark: 64 }));
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } });
}
