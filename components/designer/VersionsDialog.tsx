'use client';
import { useMemo, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GitCompareArrows, RotateCcw, Save } from 'lucide-react';
import { getDraftVersion, listDraftVersions, saveDraftVersion } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { DiffView } from '@/components/stack/DiffView';
import { RevisionGraph } from '@/components/stack/RevisionGraph';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Input } from '@/components/ui/Input';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Tabs } from '@/components/ui/Tabs';
import { toast } from '@/components/ui/Toast';
import { templateDifference } from '@/lib/graph';
import { readTemplateText } from '@/lib/hot/reading';
import type { DraftVersionView } from '@/lib/wire/drafts';
import type { Content } from './document/useAutosave';

export interface VersionsDialogProps {
  project: string;
  draftId: string;
  content: Content;
  readOnly: boolean;
  onClose: () => void;
  onRestore: (version: DraftVersionView) => void;
}

/** Versions of a draft: save one, compare any with what is drawn now, go back to it. */
export function VersionsDialog({ project, draftId, content, readOnly, onClose, onRestore }: VersionsDialogProps) {
  const client = useQueryClient();
  const queryKey = ['draft-versions', project, draftId];
  const query = useQuery({ queryKey, staleTime: 0, queryFn: async () => unwrap(await listDraftVersions(project, draftId)) });
  const [message, setMessage] = useState('');
  const [compared, setCompared] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: async () => unwrap(await saveDraftVersion(project, draftId, { message, text: content.text, files: { ...content.files }, environment: content.environment, layout: content.layout })),
    onSuccess: ({ number }) => { setMessage(''); toast(`Version ${number} saved`); void client.invalidateQueries({ queryKey }); },
    onError: (error) => toast.error('The version could not be saved', { description: error.message }),
  });
  return (
    <Dialog open width={compared === null ? 'lg' : 'xl'} onClose={onClose} title="Versions" description="A version is kept as it is. The draft goes on changing.">
      {readOnly ? null : (
        <form className="flex gap-2 pb-4" onSubmit={(event) => { event.preventDefault(); if (!save.isPending) save.mutate(); }}>
          <Input aria-label="What is new" value={message} placeholder="What is new (optional)" autoComplete="off" maxLength={500} onChange={(event) => setMessage(event.target.value)} />
          <Button variant="primary" type="submit" disabled={save.isPending}><Save aria-hidden />Save version</Button>
        </form>
      )}
      {query.isPending ? <SkeletonRows rows={3} label="Loading the versions" /> : query.error ? <ProblemView what="the versions" error={query.error} onRetry={() => void query.refetch()} /> : query.data.length === 0 ? <p className="rounded-md border border-dashed p-4 text-sm text-muted">No version yet. Save one before a large change: you can compare with it and go back to it.</p> : (
        <ol aria-label="Versions" className="flex max-h-56 flex-col overflow-y-auto rounded-md border">
          {query.data.map(({ number, message: words, savedBy, savedAt }) => (
            <li key={number} className="flex items-center gap-3 border-b px-3 py-2 last:border-b-0">
              <span className="w-10 shrink-0 text-sm font-medium tabular-nums">v{number}</span>
              <span className="min-w-0 flex-1"><span className="block truncate text-sm">{words || 'Without a message'}</span><span className="block text-xs text-muted">{savedBy}, <Ago at={savedAt} /></span></span>
              <Button size="sm" aria-label={`Compare version ${number} with now`} aria-pressed={compared === number} onClick={() => setCompared(compared === number ? null : number)}><GitCompareArrows aria-hidden />Compare</Button>
              {readOnly ? null : <Button size="sm" aria-label={`Go back to version ${number}`} onClick={async () => { const found = await getDraftVersion(project, draftId, number); if (found.ok) onRestore(found.value); else toast.error(found.problem.message); }}><RotateCcw aria-hidden />Restore</Button>}
            </li>
          ))}
        </ol>
      )}
      {compared === null ? null : <Comparison key={compared} project={project} draftId={draftId} number={compared} now={content.text} />}
    </Dialog>
  );
}

function Comparison({ project, draftId, number, now }: { project: string; draftId: string; number: number; now: string }) {
  const [tab, setTab] = useState('meaning');
  const version = useQuery({ queryKey: ['draft-version', project, draftId, number], staleTime: Infinity, queryFn: async () => unwrap(await getDraftVersion(project, draftId, number)) });
  const text = version.data?.text;
  const difference = useMemo(() => {
    const [before, after] = [text === undefined ? null : readTemplateText(text).template, readTemplateText(now).template];
    return before === null || after === null ? null : templateDifference(before, after).filter(({ kind }) => kind !== 'same');
  }, [text, now]);
  if (version.isPending) return <div className="pt-4"><SkeletonRows rows={5} label="Loading the version" /></div>;
  if (text === undefined) return <p role="alert" className="pt-4 text-sm">{version.error?.message}</p>;
  return (
    <section aria-label={`Version ${number} and now`} className="mt-4 flex h-[46vh] flex-col rounded-md border">
      <Tabs value={tab} onChange={setTab} label="How to compare" tabs={[{ value: 'meaning', label: 'Resources' }, { value: 'text', label: 'Text' }, { value: 'graph', label: 'Graph' }]}>
        {tab === 'text' ? <DiffView before={text} after={now} /> : tab === 'graph' ? <RevisionGraph before={text} after={now} /> : (
          <ul className="min-h-0 flex-1 overflow-y-auto p-3 text-sm" tabIndex={-1}>
            {difference === null ? <li className="text-muted">One of the two texts cannot be read as a template; compare them as text.</li> : difference.length === 0 ? <li className="text-muted">The resources mean the same.</li> : difference.map((each) => (
              <li key={each.name} className="flex items-baseline gap-2 py-0.5"><span className="w-16 shrink-0 text-xs text-muted">{each.kind}</span><span className="font-medium">{each.name}</span><span className="min-w-0 truncate font-mono text-xs text-muted">{each.kind === 'changed' ? each.paths.join(', ') : each.type}</span></li>
            ))}
          </ul>
        )}
      </Tabs>
    </section>
  );
}
