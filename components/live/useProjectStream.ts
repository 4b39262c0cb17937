'use client';
import { useEffect } from 'react';
import type { ProjectFrame } from '@/lib/wire/stack-board';
import { setProjectConnection } from './connection';
import { tellProjectNews } from './projectNews';

const RETRY_FIRST = 500;
const RETRY_LONGEST = 8000;
const OFFLINE_AFTER = 4;
const SILENCE = 25_000;
const LOOK_EVERY = 5_000;

/**
 * One stream of the project's stacks for the whole page, while somebody looks at it: a browser opens only six connections to one server, and pages
 * in the background would take them all.
 */
export function useProjectStream(project: string): void {
  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let attempts = 0;
    let opened = 0;
    let lastHeardAt = 0;
    const heard = () => {
      lastHeardAt = Date.now();
      setProjectConnection({ state: 'live', lastHeardAt });
    };
    const open = () => {
      source?.close();
      source = new EventSource(`/api/projects/${encodeURIComponent(project)}/stream`);
      source.onopen = () => {
        attempts = 0;
        opened += 1;
        heard();
        if (opened > 1) tellProjectNews({ kind: 'again' });
      };
      source.addEventListener('beat', heard);
      source.onmessage = (message: MessageEvent<string>) => {
        heard();
        const frame: ProjectFrame = JSON.parse(message.data);
        tellProjectNews(frame);
      };
      source.onerror = broken;
    };
    const broken = () => {
      source?.close();
      clearTimeout(retry);
      attempts += 1;
      setProjectConnection({ state: attempts > OFFLINE_AFTER ? 'offline' : 'reconnecting', lastHeardAt });
      retry = setTimeout(open, Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** (attempts - 1)));
    };
    const close = () => {
      clearTimeout(retry);
      source?.close();
      source = undefined;
    };
    const look = () => {
      if (document.visibilityState === 'hidden') close();
      else if (source === undefined) open();
    };
    const lost = () => {
      close();
      setProjectConnection({ state: 'offline', lastHeardAt });
    };
    const watch = setInterval(() => {
      if (source?.readyState === EventSource.OPEN && Date.now() - lastHeardAt > SILENCE) broken();
    }, LOOK_EVERY);
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', open);
    window.addEventListener('offline', lost);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', open);
      window.removeEventListener('offline', lost);
      clearInterval(watch);
      close();
      setProjectConnection({ state: 'none', lastHeardAt: 0 });
    };
  }, [project]);
}
