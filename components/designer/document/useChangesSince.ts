'use client';
import { useEffect, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getDraftVersion, listDraftVersions } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { templateDifference } from '@/lib/graph';
import { readTemplateText } from '@/lib/hot/reading';
import type { Analysis } from './analyse';

/** A moment in which nothing is counted: what is drawn first does not wait for it. */
const PAUSE_MS = 900;

/** How many resources differ from the version that was saved last; null before there is one, or while the text cannot be read. */
export function useChangesSince(project: string, draftId: string, analysis: Analysis): { version: number; changes: number } | null {
  const list = useQuery({ queryKey: ['draft-versions', project, draftId], staleTime: 60_000, queryFn: async () => unwrap(await listDraftVersions(project, draftId)) });
  const version = list.data?.[0]?.number ?? null;
  const saved = useQuery({ queryKey: ['draft-version', project, draftId, version], enabled: version !== null, staleTime: Infinity, queryFn: async () => unwrap(await getDraftVersion(project, draftId, version ?? 0)) });
  const text = saved.data?.text;
  const before = useMemo(() => (text === undefined ? null : readTemplateText(text).template), [text]);
  const [settled, setSettled] = useState<Analysis | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(analysis), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [analysis]);
  return useMemo(() => {
    if (version === null || before === null || settled === null || !settled.current) return null;
    return { version, changes: settled.text === text ? 0 : templateDifference(before, settled.template).filter(({ kind }) => kind !== 'same').length };
  }, [version, before, settled, text]);
}
