'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogChunk } from '@/lib/wire/types';
import { useConnection } from './connection';
import { fetchLog, logAddress } from './fetchLog';
import { LogBuffer, type LogLines } from './logBuffer';

/** So many pieces at the end are read first: enough for a screen, quick whatever there is. */
const TAIL = 40;

export interface Log {
  /** Another object whenever something was added. */
  lines: LogLines;
  /** `tail`: the end is there, the rest is on its way. */
  state: 'loading' | 'tail' | 'whole' | 'failed';
}

const EMPTY: Log = { lines: new LogBuffer().lines(), state: 'loading' };

/**
 * The output of one run: its end at once, then all of it, then what the stream brings. What the stream skips (a connection that was cut) is read
 * from where the buffer ends, so that nothing is missed and nothing is there twice.
 *
 * @param live pieces that the stream brought since the page was opened
 * @param only `tail`: no more than the end is wanted
 */
export function useLog(project: string, configId: string | undefined, live: readonly LogChunk[] | undefined, only?: 'tail'): Log {
  const [log, setLog] = useState<Log>(EMPTY);
  const current = useRef<LogBuffer | null>(null);
  const connection = useConnection().state;

  useEffect(() => {
    if (configId === undefined) return;
    const stop = new AbortController();
    const show = (buffer: LogBuffer, state: Log['state']) => {
      current.current = buffer;
      setLog({ lines: buffer.lines(), state });
    };
    const read = async () => {
      const collected: Parameters<LogBuffer['append']>[0][] = [];
      const before = await fetchLog(logAddress(project, configId, { tail: TAIL }), (pieces) => collected.push(...pieces), stop.signal);
      const tail = new LogBuffer(before);
      for (const piece of collected) tail.append(piece);
      const isAll = before === 0;
      show(tail, isAll || only === 'tail' ? 'whole' : 'tail');
      if (isAll || only === 'tail') return;
      const whole = new LogBuffer();
      await fetchLog(logAddress(project, configId), (pieces) => { for (const piece of pieces) whole.append(piece); }, stop.signal);
      show(whole, 'whole');
    };
    read().catch(() => {
      if (!stop.signal.aborted) setLog((before) => ({ ...before, state: 'failed' }));
    });
    return () => {
      stop.abort();
      current.current = null;
      setLog(EMPTY);
    };
  }, [project, configId, only]);

  /** Shows what was added, unless another buffer has taken its place meanwhile. */
  const grown = useCallback((buffer: LogBuffer) => {
    if (current.current === buffer) setLog((before) => ({ ...before, lines: buffer.lines() }));
  }, []);

  // What the stream brings; a step in its numbers is read from the server first.
  useEffect(() => {
    const buffer = current.current;
    if (!buffer || log.state === 'loading' || configId === undefined) return;
    const fresh = (live ?? []).filter((chunk) => chunk.seq > buffer.last);
    const steps = fresh.every((chunk, index) => chunk.seq === (fresh[index - 1]?.seq ?? buffer.last) + 1);
    if (steps) {
      if (fresh.length === 0) return;
      for (const chunk of fresh) buffer.append({ seq: chunk.seq, stream: chunk.stream, text: chunk.text, at: Date.parse(chunk.at) });
      grown(buffer);
      return;
    }
    return catchUp(project, configId, buffer, () => grown(buffer));
  }, [project, configId, live, log.state, grown]);

  // A connection that is back may have missed the end of a run that is over by now.
  const wasLive = useRef(true);
  useEffect(() => {
    const back = connection === 'live' && !wasLive.current;
    wasLive.current = connection === 'live' || connection === 'none';
    const buffer = current.current;
    if (!back || !buffer || configId === undefined) return;
    return catchUp(project, configId, buffer, () => grown(buffer));
  }, [connection, project, configId, grown]);

  return log;
}

/** Reads what follows on the buffer; answers how to give up. */
function catchUp(project: string, configId: string, buffer: LogBuffer, changed: () => void): () => void {
  const stop = new AbortController();
  fetchLog(logAddress(project, configId, { after: buffer.last }), (pieces) => {
    for (const piece of pieces) buffer.append(piece);
    changed();
  }, stop.signal).catch(() => undefined);
  return () => stop.abort();
}
