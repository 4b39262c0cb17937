'use client';
import Link from 'next/link';
import { Popover } from 'radix-ui';
import { useNow } from '@/components/live/useNow';
import { Progress } from '@/components/status/Progress';
import { Status } from '@/components/status/Status';
import { familyOf } from '@/components/status/families';
import { formatDuration } from '@/components/ui/time';
import type { StackRow } from '@/lib/wire/stack-board';
import { placeHref } from './navigation';
import type { Operations } from './useOperations';

export interface OperationsListProps {
  project: string;
  operations: Operations;
  onClose: () => void;
}

/** Below its button, which is its neighbour in the page. */
export function OperationsList({ project, operations: { running, ended }, onClose }: OperationsListProps) {
  return (
    <Popover.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Popover.Anchor className="absolute inset-0" />
      <Popover.Portal>
        <Popover.Content align="end" sideOffset={6} collisionPadding={8} aria-label="Operations" className="z-50 flex max-h-[70vh] w-[min(380px,calc(100vw-16px))] animate-appear flex-col overflow-y-auto rounded-md bg-raised p-1 shadow-raised outline-none">
          <p className="px-2 pb-1 pt-1.5 text-xs font-medium text-muted">{running.length === 0 ? 'Nothing runs in this project.' : `${running.length} running`}</p>
          <ul>{running.map((row) => <Row key={row.id} project={project} row={row} />)}</ul>
          {ended.length > 0 ? <><p className="border-t px-2 pb-1 pt-2 text-xs font-medium text-muted">Just ended</p><ul>{ended.map((row) => <Row key={row.id} project={project} row={row} />)}</ul></> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Row({ project, row }: { project: string; row: StackRow }) {
  const state = { action: row.action, status: row.status, waitingFor: row.heldFor };
  const runs = row.status === 'IN_PROGRESS';
  const now = useNow(runs ? 1000 : null);
  const since = row.updatedAt ?? row.createdAt;
  return (
    <li>
      <Popover.Close asChild>
        <Link href={`${placeHref(project, 'stacks')}/${row.id}/graph`} prefetch={false} className="flex flex-col gap-1.5 rounded-sm px-2 py-2 hover:bg-hover">
          <span className="flex items-center gap-2 text-sm"><span className="min-w-0 flex-1 truncate font-medium">{row.name}</span><Status {...state} className="shrink-0" /></span>
          {runs ? (
            <span className="flex items-center gap-2 text-xs tabular-nums text-muted">
              <Progress done={row.progress.done} total={row.progress.total} family={familyOf(state)} label={`${row.name}: ${row.progress.done} of ${row.progress.total}`} className="flex-1" />
              {row.progress.done}/{row.progress.total}<span className="min-w-14 whitespace-nowrap text-end">{now > 0 ? formatDuration(now - Date.parse(since)) : ''}</span>
            </span>
          ) : <span className="text-xs text-muted">by {row.actor}{row.lastMs === null ? '' : `, in ${formatDuration(row.lastMs)}`}</span>}
        </Link>
      </Popover.Close>
    </li>
  );
}
