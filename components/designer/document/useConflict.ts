'use client';
import { useEffect, useEffectEvent, useMemo } from 'react';
import type { DraftView } from '@/lib/wire/types';
import { mergeDrafts } from './mergeDrafts';
import { type Content, contentOf, type SaveState } from './useAutosave';

/** What somebody else saved meanwhile. Where nothing was changed by both, the two are put together at once; else somebody has to choose. */
export function useConflict(save: SaveState, content: Content, onMerge: (merged: Content, newer: DraftView) => void): { newer: DraftView; base: Content; clean: boolean } | null {
  const found = save.kind === 'conflict' ? save : null;
  const merged = useMemo(() => (found === null ? null : mergeDrafts(found.base, content, contentOf(found.newer))), [found, content]);
  const clean = merged !== null && merged.conflicts.length === 0;
  const merge = useEffectEvent(() => { if (merged !== null && found !== null) onMerge(merged.content(() => 'mine'), found.newer); });
  useEffect(() => { if (clean) merge(); }, [clean, found]);
  return found === null ? null : { newer: found.newer, base: found.base, clean };
}
