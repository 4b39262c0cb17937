'use client';
import { useEffect } from 'react';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { StackFrame } from '@/lib/wire/types';
import { applyFrames, type StackState } from './applyFrames';
import { clearConnection, setConnection } from './connection';
import { noteServerTime } from './useNow';

/** Frames that arrive within this time are drawn together, in milliseconds. */
const GATHER = 40;
const RETRY_FIRST = 500;
const RETRY_LONGEST = 8000;
/** The server says something every ten seconds, in milliseconds; after so long without a word the connection is taken for broken. */
const SILENCE = 25_000;
const LOOK_EVERY = 5_000;
/** After so many failed attempts the page says that it is offline. */
const OFFLINE_AFTER = 4;
/** What arrives sooner after the connection was made may be old news, whose time says nothing about the server's clock. */
const CATCH_UP = 2000;

/**
 * Keeps a stack in TanStack Query's cache true: one EventSource, from the last event the cache has. A broken connection is opened again from
 * the event it had come to, so nothing is missed and nothing shown twice.
 *
 * @param ready the cache holds the stack
 */
export function useStackStream(project: string, stackId: string, queryKey: QueryKey, ready: boolean): void {
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (!ready) return;
    const cacheKey: QueryKey = JSON.parse(key);
    let source: EventSource | undefined;
    let gathered: StackFrame[] = [];
    let gatherTimer: ReturnType<typeof setTimeout> | undefined;
    let retryTimer: ReturnType<typeof setTimeout> | undefined;
    let attempts = 0;
    let lastHeardAt = Date.now();
    let openedAt = lastHeardAt;
    let opened = 0;

    const flush = () => {
      gatherTimer = undefined;
      const frames = gathered;
      gathered = [];
      client.setQueryData<StackState>(cacheKey, (state) => (state ? applyFrames(state, frames) : state));
    };
    const open = () => {
      const state = client.getQueryData<StackState>(cacheKey);
      const after = state?.events.at(-1)?.seq ?? state?.stack.eventSeq ?? 0;
      source = new EventSource(`/api/stacks/${encodeURIComponent(stackId)}/stream?project=${encodeURIComponent(project)}&after=${after}`);
      source.onopen = () => {
        attempts = 0;
        opened += 1;
        heard();
        openedAt = lastHeardAt;
        // Output of runs that ended long before the connection was back is not told again: it is read again.
        if (opened > 1) void client.invalidateQueries({ queryKey: ['log'] });
      };
      source.addEventListener('beat', heard);
      source.onmessage = (message: MessageEvent<string>) => {
        lastHeardAt = Date.now();
        const frame: StackFrame = JSON.parse(message.data);
        if (frame.kind === 'event' && lastHeardAt - openedAt > CATCH_UP) noteServerTime(Date.parse(frame.event.at));
        gathered.push(frame);
        gatherTimer ??= setTimeout(flush, GATHER);
      };
      source.onerror = broken;
    };
    const heard = () => {
      lastHeardAt = Date.now();
      setConnection({ state: 'live', lastHeardAt });
    };
    const broken = () => {
      source?.close();
      clearTimeout(retryTimer);
      attempts += 1;
      setConnection({ state: attempts > OFFLINE_AFTER ? 'offline' : 'reconnecting', lastHeardAt });
      retryTimer = setTimeout(open, Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** (attempts - 1)));
    };
    // A connection that hangs half open says nothing, not even that it is broken.
    const watch = setInterval(() => {
      if (source?.readyState === EventSource.OPEN && Date.now() - lastHeardAt > SILENCE) broken();
    }, LOOK_EVERY);
    const again = () => {
      clearTimeout(retryTimer);
      source?.close();
      open();
    };
    // A cut network does not always end the stream: the browser knows before the stream does.
    const lost = () => {
      source?.close();
      clearTimeout(retryTimer);
      setConnection({ state: 'offline', lastHeardAt });
    };
    setConnection({ state: 'reconnecting', lastHeardAt: 0 });
    open();
    window.addEventListener('online', again);
    window.addEventListener('offline', lost);
    return () => {
      window.removeEventListener('online', again);
      window.removeEventListener('offline', lost);
      clearInterval(watch);
      clearTimeout(gatherTimer);
      clearTimeout(retryTimer);
      source?.close();
      clearConnection();
    };
  }, [client, project, stackId, key, ready]);
}
