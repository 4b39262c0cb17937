import { callerFor, refusalStatus } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

const HEARTBEAT_MS = 10_000;

/** Server-sent events of a project's stacks: `ProjectFrame`s. It tells what changes from now on; a page that connects again reads its list again. */
export async function GET(request: Request, { params }: { params: Promise<{ project: string }> }): Promise<Response> {
  const { project } = await params;
  const caller = await callerFor(decodeURIComponent(project), 'reader');
  if (!caller.ok) return Response.json(caller.problem, { status: refusalStatus(caller.problem.code) });
  const { projects } = await services();
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      // Something at once: the page knows that it is connected.
      write('retry: 1000\n\nevent: beat\ndata:\n\n');
      const beat = setInterval(() => write('event: beat\ndata:\n\n'), HEARTBEAT_MS);
      const end = projects.subscribe(caller.value.projectId, (frame) => {
        if ((controller.desiredSize ?? 0) > 0) return write(`data: ${JSON.stringify(frame)}\n\n`);
        // A page that takes nothing is cut off: it connects again and reads its list again.
        stop();
        controller.close();
      });
      stop = () => {
        clearInterval(beat);
        end();
      };
      request.signal.addEventListener('abort', () => stop(), { once: true });
    },
    cancel() {
      stop();
    },
  }, new CountQueuingStrategy({ highWaterMark: 256 }));
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } });
}
