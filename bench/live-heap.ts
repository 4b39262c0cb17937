/** What a process of Node's holds once everything that nobody needs is collected: what is left grows only when something is kept for good. */
import { z } from 'zod';

const PORT = 9229;
const Targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const Answer = z.object({ id: z.number(), result: z.object({ usedSize: z.number().optional() }).default({}) });

/** MiB of JavaScript objects. Opens the process's inspector for a moment, on loopback; one process at a time. */
export async function liveHeap(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await addressOfInspector());
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`the inspector of process ${pid} does not answer`)), { once: true });
  });
  let asked = 0;
  const ask = (method: string, params: object = {}): Promise<z.infer<typeof Answer>['result']> => new Promise((resolve) => {
    asked += 1;
    const id = asked;
    const hear = (event: MessageEvent): void => {
      const answer = Answer.safeParse(JSON.parse(String(event.data)));
      if (!answer.success || answer.data.id !== id) return;
      socket.removeEventListener('message', hear);
      resolve(answer.data.result);
    };
    socket.addEventListener('message', hear);
    socket.send(JSON.stringify({ id, method, params }));
  });
  // Twice: what finalizers let go of is collected by the second.
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.collectGarbage');
  const { usedSize = 0 } = await ask('Runtime.getHeapUsage');
  void ask('Runtime.evaluate', { expression: "setTimeout(() => process.getBuiltinModule('node:inspector').close(), 50)" });
  await new Promise((resolve) => { socket.addEventListener('close', resolve, { once: true }); });
  return usedSize / 1024 / 1024;
}

async function addressOfInspector(): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/json/list`).then((response) => response.json(), () => null);
    const targets = Targets.safeParse(answer);
    if (targets.success) return targets.data[0]?.webSocketDebuggerUrl ?? '';
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`nothing answers on 127.0.0.1:${PORT}: a process that was sent SIGUSR1 opens its inspector there`);
}
