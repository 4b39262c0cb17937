'use client';
import Link from 'next/link';
import { ListChecks } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useNow } from '@/components/live/useNow';
import { Progress } from '@/components/status/Progress';
import { Status } from '@/components/status/Status';
import { familyOf } from '@/components/status/families';
import { formatDuration } from '@/components/ui/time';
import type { StackRow } from '@/lib/wire/stack-board';
import { placeHref } from './navigation';
import { useOperations } from './useOperations';

/** What runs now, in any stack of the project; and what has just ended. */
export function OperationsTray({ project }: { project: string }) {
  const { running, ended } = useOperations(project);
  const count = running.length;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" aria-label={count === 0 ? 'Operations: nothing runs' : `Operations: ${count} running`} className="flex h-8 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-hover hover:text-ink">
          <ListChecks className="size-4" aria-hidden />
          {count > 0 ? <span className="min-w-4 rounded-full bg-accent px-1 text-center text-[11px] font-semibold leading-4 tabular-nums text-on-accent">{count}</span> : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="end" sideOffset={6} collisionPadding={8} aria-label="Operations" className="z-50 flex max-h-[70vh] w-[min(380px,calc(100vw-16px))] animate-appear flex-col overflow-y-auto rounded-md bg-raised p-1 shadow-raised outline-none">
          <p className="px-2 pb-1 pt-1.5 text-xs font-medium text-muted">{count === 0 ? 'Nothing runs in this project.' : `${count} running`}</p>
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
              {row.progress.done}/{row.progress.total}<span className="w-14 text-right">{now > 0 ? formatDuration(now - Date.parse(since)) : ''}</span>
            </span>
          ) : <span className="text-xs text-muted">by {row.actor}{row.lastMs === null ? '' : `, in ${formatDuration(row.lastMs)}`}</span>}
        </Link>
      </Popover.Close>
    </li>
  );
}
