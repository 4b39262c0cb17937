'use client';
import { useEffect, useEffectEvent } from 'react';
import { toast } from '@/components/ui/Toast';
import type { DraftView } from '@/lib/wire/types';
import { type LocalDraft, takeLocally } from './localDraft';

/** Puts back what this browser has of a draft and the server has not: it was typed when a tab or the server went away. */
export function useRestored(draft: DraftView, enabled: boolean, onRestore: (local: LocalDraft) => void, onDiscard: () => void): void {
  const restore = useEffectEvent((local: LocalDraft) => {
    const { text, name } = local.content;
    if (local.version === draft.version && text === draft.text && name === draft.name && JSON.stringify(local.content) === JSON.stringify({ name: draft.name, text: draft.text, layout: draft.layout, files: draft.files, environment: draft.environment })) return;
    onRestore(local);
    toast(`Put back what was typed at ${new Date(local.at).toLocaleTimeString()} and not saved`, { duration: 20_000, action: { label: 'Discard', onClick: onDiscard } });
  });
  useEffect(() => {
    if (!enabled) return;
    const gone = { now: false };
    void takeLocally(draft.id).then((local) => {
      if (local !== null && !gone.now) restore(local);
    });
    return () => { gone.now = true; };
  }, [draft.id, enabled]);
}
