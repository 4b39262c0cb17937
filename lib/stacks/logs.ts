/** The output of a run of a deployment, for callers of its project: all of it in pages, or its end. */
import { linesBefore, logAfter, logEnd } from '@/lib/store/deployment-views';
import type { LogChunk } from '@/lib/wire/types';
import type { Caller, StackPorts } from './ports';

const CHUNKS_AT_ONCE = 500;
/** Whoever asks for the end gets at most this, and pieces that are long only as far as they fill some screens. */
const LONGEST_TAIL = 1_000;
const TAIL_BYTES = 100_000;

export async function* readLogPages({ pool }: Pick<StackPorts, 'pool'>, caller: Caller, configId: string, after: number): AsyncGenerator<LogChunk[], undefined> {
  let last = after;
  for (;;) {
    const page = await logAfter(pool, caller.projectId, configId, last, CHUNKS_AT_ONCE);
    if (page.length > 0) yield page;
    if (page.length < CHUNKS_AT_ONCE) return;
    last = page.at(-1)?.seq ?? last;
  }
}

/** The last pieces, and how many lines stand before them. */
export async function readLogTail({ pool }: Pick<StackPorts, 'pool'>, caller: Caller, configId: string, pieces: number): Promise<{ chunks: LogChunk[]; linesBefore: number }> {
  const chunks = await logEnd(pool, caller.projectId, configId, Math.max(1, Math.min(LONGEST_TAIL, pieces)), TAIL_BYTES);
  const [first] = chunks;
  return { chunks, linesBefore: first === undefined ? 0 : await linesBefore(pool, configId, first.seq) };
}
