'use client';
import { useMemo, useState } from 'react';
import { Undo2 } from 'lucide-react';
import type { OperationView, ResourceView, StackView } from '@/lib/wire/types';
import { useRevisionText } from '@/components/live/useRevisionText';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { ProblemView } from '@/components/ui/Problem';
import { Select } from '@/components/ui/Select';
import { Skeleton } from '@/components/ui/Skeleton';
import { SplitPane } from '@/components/ui/SplitPane';
import { cn } from '@/components/ui/cn';
import { Segments } from '@/components/ui/Segments';
import { lazily } from '@/components/ui/lazily';
import { DiffView } from '../DiffView';
import { TemplateText } from './TemplateText';

type Comparison = 'text' | 'resources' | 'graph';
const COMPARISONS = [{ value: 'text', label: 'Text' }, { value: 'resources', label: 'What is declared' }, { value: 'graph', label: 'Graph' }] as const;

const SemanticDiff = lazily(async () => (await import('./SemanticDiff')).SemanticDiff);
const RevisionGraph = lazily(async () => (await import('../RevisionGraph')).RevisionGraph);

export interface RevisionsTabProps {
  stack: StackView;
  project: string;
  onRollback: (revision: number) => void;
}

/** Every revision that was deployed, its text, and what any two differ in. */
export function RevisionsTab({ stack, project, onRollback }: RevisionsTabProps) {
  const revisions = stack.revisions.toSorted((a, b) => b.number - a.number);
  const current = stack.revision?.number ?? null;
  const [chosen, setChosen] = useState(current ?? revisions[0]?.number ?? 1);
  const [against, setAgainst] = useState('none');
  const [as, setAs] = useState<Comparison>('text');
  // States belong to what is deployed; beside another version they would be wrong.
  const statuses = useMemo(() => (chosen === current ? new Map(stack.resources.filter(({ stackId, replacedBy }) => stackId === stack.id && replacedBy === null).map((resource) => [resource.name, resource])) : null), [chosen, current, stack]);
  return (
    <SplitPane
      id="revisions"
      panes={[
        {
          id: 'list',
          defaultSize: '320px',
          minSize: 220,
          content: (
            <ol className="min-h-0 flex-1 overflow-y-auto" aria-label="Revisions">
              {revisions.map((revision) => (
                <li key={revision.id} className={cn('border-b', revision.number === chosen && 'bg-selected')}>
                  <div className="flex items-start gap-2 px-4 py-2.5">
                    <button type="button" aria-current={revision.number === chosen} onClick={() => setChosen(revision.number)} className="min-w-0 flex-1 rounded-sm text-start">
                      <span className="flex items-center gap-2 text-sm font-medium">r{revision.number}{revision.number === current ? <Badge>deployed</Badge> : null}<Outcome operation={stack.operations.find((each) => each.toRevision === revision.number && each.action !== 'ROLLBACK')} /></span>
                      <span className="block truncate text-xs text-muted">{revision.message || 'No message'}</span>
                      <span className="block text-xs text-faint">{revision.createdBy}, <Ago at={revision.createdAt} /></span>
                    </button>
                    {revision.number !== current ? <Button size="sm" onClick={() => onRollback(revision.number)} aria-label={`Restore revision ${revision.number}`} title="See first what it will do"><Undo2 aria-hidden />Restore...</Button> : null}
                  </div>
                </li>
              ))}
            </ol>
          ),
        },
        {
          id: 'text',
          content: (
            <div className="flex min-h-0 flex-1 flex-col">
              <div className="flex h-11 shrink-0 items-center gap-2 border-b px-4 text-sm">
                <span className="font-medium">r{chosen}</span>
                <span className="text-muted">compared with</span>
                <Select aria-label="Compare with" value={against} onChange={setAgainst} className="h-7 w-40 text-xs" options={[{ value: 'none', label: 'nothing' }, ...revisions.filter((each) => each.number !== chosen).map((each) => ({ value: String(each.number), label: `r${each.number}` }))]} />
                {against === 'none' ? null : <Segments label="Compare as" value={as} onChange={setAs} options={COMPARISONS} />}
              </div>
              <RevisionText stackId={stack.id} project={project} number={chosen} against={against === 'none' ? null : Number(against)} as={as} statuses={statuses} />
            </div>
          ),
        },
      ]}
    />
  );
}

function Outcome({ operation }: { operation: OperationView | undefined }) {
  if (!operation || (operation.status !== 'FAILED' && operation.status !== 'COMPLETE')) return null;
  return <Status action={operation.action} status={operation.status} show="icon" />;
}

function RevisionText({ stackId, project, number, against, as, statuses }: { stackId: string; project: string; number: number; against: number | null; as: Comparison; statuses: ReadonlyMap<string, ResourceView> | null }) {
  const text = useRevisionText(project, stackId, number);
  const other = useRevisionText(project, stackId, against);
  const error = text.error ?? other.error;
  if (error) return <ProblemView what="the revision" error={error} onRetry={() => { void text.refetch(); void other.refetch(); }} />;
  if (text.data === undefined || (against !== null && other.data === undefined)) return <div role="status" aria-label="Loading" className="flex flex-col gap-2 p-4"><Skeleton className="h-3 w-64" /><Skeleton className="h-3 w-80" /><Skeleton className="h-3 w-48" /></div>;
  if (against !== null && other.data !== undefined) {
    const [before, after] = against < number ? [other.data, text.data] : [text.data, other.data];
    switch (as) {
      case 'text':
        return <DiffView before={before} after={after} />;
      case 'resources':
        return <SemanticDiff before={before} after={after} />;
      case 'graph':
        return <RevisionGraph before={before} after={after} />;
    }
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <CopyButton text={text.data} label="Copy the template" className="absolute end-4 top-2 z-10 bg-surface" />
      <TemplateText text={text.data} label={`Template of revision ${number}`} statuses={statuses} />
    </div>
  );
}
