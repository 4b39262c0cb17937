'use client';
import { useState } from 'react';
import { Camera, History, Trash2 } from 'lucide-react';
import type { Role, SnapshotView, StackView } from '@/lib/wire/types';
import { useDeleteSnapshot, useSnapshots } from '@/components/live/useSnapshots';
import { Status } from '@/components/status/Status';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Confirm } from '@/components/ui/Confirm';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { availableActions } from '../availableActions';

export interface SnapshotListProps {
  stack: StackView;
  project: string;
  role: Role;
  onTake: () => void;
  onRestore: (snapshot: SnapshotView) => void;
}

/** What the stack was at moments that somebody wanted to keep. */
export function SnapshotList({ stack, project, role, onTake, onRestore }: SnapshotListProps) {
  const snapshots = useSnapshots(project, stack.id, stack.eventSeq);
  const remove = useDeleteSnapshot(project, stack.id);
  const [leaving, setLeaving] = useState<SnapshotView | null>(null);
  const { refusal } = availableActions(stack, role).snapshot;
  if (stack.deletedAt !== null) return <EmptyState icon={<Camera />} title="No snapshots">They went with the stack.</EmptyState>;
  if (snapshots.error) return <ProblemView what="the snapshots" error={snapshots.error} onRetry={() => void snapshots.refetch()} />;
  if (!snapshots.data) return <SkeletonRows rows={4} label="Loading snapshots" />;
  const take = <Button disabled={refusal !== null} title={refusal ?? undefined} onClick={onTake}><Camera aria-hidden />Take a snapshot</Button>;
  if (snapshots.data.length === 0) {
    return <EmptyState icon={<Camera />} title="No snapshots yet" action={take}>A snapshot keeps the template, the parameters and what every resource says of itself. The stack can go back there at any time.</EmptyState>;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center justify-end border-b px-4">{take}</div>
      {remove.error ? <p role="alert" className="m-4 rounded-md border border-status-failed px-3 py-2 text-sm">{remove.error.message}</p> : null}
      <ol className="min-h-0 flex-1 overflow-y-auto" aria-label="Snapshots">
        {snapshots.data.map((snapshot) => (
          <li key={snapshot.id} className="flex items-center gap-3 border-b px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2 text-sm font-medium"><span className="truncate">{snapshot.name || 'Without a name'}</span>{snapshot.revision === null ? null : <Badge title="Revision">r{snapshot.revision}</Badge>}<Status action="SNAPSHOT" status={snapshot.status} className="text-xs" /></p>
              <p className="text-xs text-muted">{snapshot.resources} resources, <Ago at={snapshot.createdAt} /></p>
              {snapshot.status === 'FAILED' && snapshot.reason ? <p className="break-words font-mono text-xs text-muted">{snapshot.reason}</p> : null}
            </div>
            <Button size="sm" disabled={refusal !== null || snapshot.status !== 'COMPLETE'} title={refusal ?? undefined} onClick={() => onRestore(snapshot)} aria-label={`Restore snapshot ${snapshot.name || snapshot.id}`}><History aria-hidden />Restore...</Button>
            {role === 'reader' ? null : <IconButton label={`Delete snapshot ${snapshot.name || snapshot.id}`} icon={<Trash2 />} disabled={snapshot.status === 'IN_PROGRESS' || remove.isPending} onClick={() => setLeaving(snapshot)} />}
          </li>
        ))}
      </ol>
      {leaving === null ? null : <Confirm title={`Delete ${leaving.name === '' ? 'this snapshot' : `the snapshot ${leaving.name}`}?`} verb="Delete" onConfirm={() => remove.mutate(leaving.id)} onClose={() => setLeaving(null)}>The stack stays as it is; it cannot go back to that moment any more.</Confirm>}
    </div>
  );
}
