'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { saveDraft } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { isOutdated, tellIfOutdated } from '@/components/shell/outdated';
import type { JsonMap } from '@/lib/hot/types';
import type { DraftView } from '@/lib/wire/types';
import { forgetLocally, keepLocally } from './localDraft';

const PAUSE_MS = 1000;
/** Somebody who goes on typing is saved all the same. */
const PATIENCE_MS = 1500;
const LOCAL_MS = 200;
const RETRY_MS = 5000;

export interface Content {
  name: string;
  text: string;
  layout: JsonMap;
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
}

export type SaveState = { kind: 'saved'; at: string } | { kind: 'unsaved' } | { kind: 'saving' } | { kind: 'failed'; message: string } | { kind: 'conflict'; newer: DraftView; base: Content };

/** Saves what changed a second after the last change, in this browser sooner, and when the page goes. Stops at a conflict until somebody has chosen. */
export function useAutosave(project: string, draft: DraftView, content: Content, enabled: boolean) {
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: draft.updatedAt });
  const version = useRef(draft.version);
  const saved = useRef<Content>(contentOf(draft));
  const savedAt = useRef(draft.updatedAt);
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  });
  const running = useRef<Promise<void> | null>(null);
  const stopped = useRef(!enabled);

  const since = useRef<number | null>(null);
  const again = useRef(false);
  const save = useCallback((): Promise<void> => {
    if (running.current) {
      again.current = true;
      return running.current;
    }
    const saveOnce = async (): Promise<void> => {
      const now = latest.current;
      if (stopped.current) return;
      if (same(now, saved.current)) {
        setState(asSaved(savedAt.current));
        return;
      }
      setState({ kind: 'saving' });
      const result = unwrap(await saveDraft(project, draft.id, version.current, { ...now, files: { ...now.files } }));
      if (!result.saved) {
        stopped.current = true;
        setState({ kind: 'conflict', newer: result.newer, base: saved.current });
        return;
      }
      version.current = result.draft.version;
      saved.current = now;
      savedAt.current = result.draft.updatedAt;
      if (same(latest.current, now)) void forgetLocally(draft.id);
      setState(same(latest.current, now) ? { kind: 'saved', at: result.draft.updatedAt } : { kind: 'unsaved' });
    };
    running.current = (async () => {
      try {
        do {
          again.current = false;
          await saveOnce();
        } while (again.current);
      } catch (error) {
        tellIfOutdated(error);
        setState({ kind: 'failed', message: isOutdated(error) ? 'the server was updated. Load the page anew; nothing is lost.' : error instanceof Error ? error.message : String(error) });
      } finally {
        running.current = null;
      }
    })();
    return running.current;
  }, [project, draft.id]);

  const { name, text, layout, files, environment } = content;
  useEffect(() => {
    if (stopped.current) return;
    // Changed back, before it was saved. While something else is being saved, what is there now has to be saved after it all the same.
    if (running.current === null && same({ name, text, layout, files, environment }, saved.current)) {
      if (since.current !== null) void forgetLocally(draft.id);
      since.current = null;
      setState(asSaved(savedAt.current));
      return;
    }
    setState((before) => (before.kind === 'failed' || before.kind === 'conflict' || before.kind === 'unsaved' ? before : { kind: 'unsaved' }));
    since.current ??= Date.now();
    const timer = setTimeout(() => { since.current = null; void save(); }, Math.max(0, Math.min(PAUSE_MS, since.current + PATIENCE_MS - Date.now())));
    const local = setTimeout(() => void keepLocally({ id: draft.id, version: version.current, base: saved.current, content: { name, text, layout, files, environment }, at: Date.now() }), LOCAL_MS);
    return () => { clearTimeout(timer); clearTimeout(local); };
  }, [name, text, layout, files, environment, save, draft.id]);

  const failed = state.kind === 'failed';
  useEffect(() => {
    if (!failed) return;
    const timer = setInterval(() => void save(), RETRY_MS);
    return () => clearInterval(timer);
  }, [failed, save]);

  useEffect(() => {
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [save]);

  /** Goes on from what somebody else saved, after both were put together: what is there now is saved over it. */
  const adopt = useCallback((newer: DraftView) => {
    version.current = newer.version;
    saved.current = contentOf(newer);
    stopped.current = !enabled;
    setState({ kind: 'unsaved' });
    setTimeout(() => void save());
  }, [save, enabled]);

  /** What was left in this browser has been put into the page, and was made from an older draft than the one that was opened. */
  const disagree = useCallback((base: Content, newer: DraftView) => {
    stopped.current = true;
    setState({ kind: 'conflict', newer, base });
  }, []);

  return { state, save, adopt, disagree };
}

/** What a state that says that there is something to save becomes when there is not. */
const asSaved = (at: string) => (before: SaveState): SaveState => (before.kind === 'unsaved' ? { kind: 'saved', at } : before);

export function contentOf({ name, text, layout, files, environment }: DraftView): Content {
  return { name, text, layout, files, environment };
}

function same(a: Content, b: Content): boolean {
  return a.text === b.text && a.name === b.name && a.layout === b.layout && a.files === b.files && a.environment === b.environment;
}
