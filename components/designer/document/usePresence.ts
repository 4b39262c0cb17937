'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { meetInDraft } from '@/app/actions/drafts';
import type { NodeKey } from '@/lib/graph';
import { uuid } from '@/components/ui/uuid';
import type { Present } from '@/lib/wire/drafts';

const EVERY_MS = 5000;
const NOBODY: readonly Present[] = [];

/** Who else has the draft open, and what they have selected. While the page is not seen nothing is said, and others take this for gone. */
export function usePresence(project: string, draftId: string, selected: NodeKey | null): readonly Present[] {
  const [tab] = useState(uuid);
  const [others, setOthers] = useState(NOBODY);
  const tell = useEffectEvent(async () => {
    if (document.visibilityState !== 'visible') return;
    const answer = await meetInDraft(project, draftId, { tab, selected }).catch(() => null);
    // Who is there is no more than a courtesy: without an answer nothing is said.
    if (answer?.ok) setOthers((before) => (JSON.stringify(before) === JSON.stringify(answer.value) ? before : answer.value));
  });
  useEffect(() => {
    const timer = setInterval(() => void tell(), EVERY_MS);
    const first = setTimeout(() => void tell(), 800);
    const leave = () => void meetInDraft(project, draftId, { tab, selected: null, leaving: true }).catch(() => undefined);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      clearTimeout(first);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [project, draftId, tab]);
  return others;
}
