'use client';
import { useState } from 'react';
import type { Role, SnapshotView, StackView } from '@/lib/wire/types';
import { Segments } from '@/components/ui/Segments';
import { RevisionsTab } from './RevisionsTab';
import { SnapshotList } from './SnapshotList';

export interface VersionsTabProps {
  stack: StackView;
  project: string;
  role: Role;
  onRollback: (revision: number) => void;
  onTake: () => void;
  onRestore: (snapshot: SnapshotView) => void;
}

/** What the stack was and can be again: every version that was deployed, and the snapshots that people took. */
export function VersionsTab({ stack, project, role, onRollback, onTake, onRestore }: VersionsTabProps) {
  const [shown, setShown] = useState<'versions' | 'snapshots'>('versions');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center border-b px-4">
        <Segments label="What is listed" value={shown} onChange={setShown} options={[{ value: 'versions', label: 'Versions' }, { value: 'snapshots', label: 'Snapshots' }]} />
      </div>
      {shown === 'versions' ? <RevisionsTab stack={stack} project={project} onRollback={onRollback} /> : <SnapshotList stack={stack} project={project} role={role} onTake={onTake} onRestore={onRestore} />}
    </div>
  );
}
