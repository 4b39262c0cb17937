'use client';
import type { MouseEvent } from 'react';
import Link from 'next/link';
import { ChevronRight, MoreHorizontal, PencilRuler, ShieldCheck, SlidersHorizontal, StepBack } from 'lucide-react';
import { roleRefusal } from '@/components/shell/role';
import { Progress } from '@/components/status/Progress';
import { Status } from '@/components/status/Status';
import { actionNoun, familyOf } from '@/components/status/families';
import { placeHref } from '@/components/shell/navigation';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { IconButton } from '@/components/ui/IconButton';
import { Menu, type MenuItem } from '@/components/ui/Menu';
import { Cell } from '@/components/ui/Table';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/time';
import type { StackRow } from '@/lib/wire/stack-board';
import type { Role } from '@/lib/wire/types';
import type { BulkRequest } from './BulkDialog';
import { Dots } from './Dots';

/** Between a telephone and a desk: without version, tags and age, so that the actions are in view. */
export const COLUMNS = 'md:max-lg:grid-cols-[14px_minmax(110px,140px)_minmax(120px,1.2fr)_152px_minmax(126px,1fr)_32px] lg:grid-cols-[14px_minmax(130px,170px)_minmax(150px,1.5fr)_minmax(190px,1fr)_minmax(190px,1.2fr)_minmax(84px,0.5fr)_minmax(90px,1fr)_72px_32px]';

export interface StackRowViewProps {
  project: string;
  row: StackRow;
  /** 1: a nested stack below its parent. */
  depth: number;
  role: Role;
  selected: boolean;
  expanded: boolean;
  onSelect: (event: MouseEvent) => void;
  onToggle: () => void;
  onTag: (tag: string) => void;
  onRequest: (request: BulkRequest) => void;
}

/** One stack: a row of the table, and a card where the window is narrow. */
export function StackRowView({ project, row, depth, role, selected, expanded, onSelect, onToggle, onTag, onRequest }: StackRowViewProps) {
  const href = `${placeHref(project, 'stacks')}/${row.id}/graph`;
  const changed = row.deletedAt ?? row.updatedAt ?? row.createdAt;
  const state = { action: row.action, status: row.status, waitingFor: row.heldFor };
  return (
    <div className={cn('group/row grid h-full items-center gap-4 max-md:grid-cols-[minmax(0,1fr)_auto_auto] max-md:gap-2', COLUMNS)}>
      <Cell className="relative z-[1] max-md:hidden">{depth === 0 ? <input type="checkbox" aria-label={`Choose ${row.name}`} checked={selected} onClick={onSelect} readOnly className="block size-3.5 accent-accent" /> : null}</Cell>
      <Cell title={row.heldFor ? `Waits for ${row.heldFor}` : row.statusReason} className="max-md:order-2 max-md:flex max-md:flex-col max-md:items-end"><Status {...state} /><Ago at={changed} className="text-xs text-muted md:hidden" /></Cell>
      <Cell className="flex items-center gap-1.5 max-md:order-1">
        {depth > 0 ? <span aria-hidden className="w-4 shrink-0 text-faint">└</span> : null}
        {row.nested > 0 ? (
          <button type="button" aria-expanded={expanded} aria-label={`${row.nested} nested stacks of ${row.name}`} onClick={onToggle} className="relative z-[1] -ms-1 flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-selected">
            <ChevronRight aria-hidden className={cn('size-4 transition-transform', expanded && 'rotate-90')} />
          </button>
        ) : null}
        {depth === 0 ? <Link href={href} data-stack={row.name} prefetch={false} className={cn('truncate rounded-sm font-medium after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2', row.deletedAt && 'text-muted line-through')}>{row.name}</Link> : <span className="truncate text-muted">{row.name}</span>}
        {row.protected ? <ShieldCheck aria-label="protected against deletion" className="size-3.5 shrink-0 text-muted" /> : null}
      </Cell>
      <Cell className="flex items-center gap-2 max-md:hidden"><Resources row={row} /></Cell>
      <Cell className="text-muted max-md:hidden">
        <span className="block truncate">{actionNoun(row.action)} <Ago at={changed} /><span className="max-lg:hidden"> by {row.actor}</span></span>
        <Duration row={row} />
      </Cell>
      <Cell className="tabular-nums text-muted max-lg:hidden" title={row.environments.join(', ') || undefined}>{row.revision === null ? '' : `v${row.revision}`}{row.environments.length > 0 ? <span className="block truncate text-xs text-faint">{row.environments.join(', ')}</span> : null}</Cell>
      <Cell className="flex max-h-11 flex-wrap content-center gap-x-1 gap-y-0.5 overflow-hidden max-lg:hidden">{row.tags.map((tag) => <button key={tag} type="button" aria-label={`Filter by the tag ${tag}`} className="relative z-[1]" onClick={() => onTag(tag)}><Badge className="hover:border-border-strong">{tag}</Badge></button>)}</Cell>
      <Cell className="text-muted max-lg:hidden"><Ago at={row.createdAt} /></Cell>
      <Cell className="relative z-[1] overflow-visible! max-md:order-3">{depth === 0 ? <Quick row={row} role={role} onRequest={onRequest} /> : null}{depth === 0 ? <Menu label={row.name} trigger={<IconButton label={`Actions for ${row.name}`} icon={<MoreHorizontal />} className="size-7" />} items={itemsOf(row, role, onRequest)} /> : null}</Cell>
    </div>
  );
}

function itemsOf(row: StackRow, role: Role, onRequest: (request: BulkRequest) => void): (MenuItem | 'separator')[] {
  const running = row.status === 'IN_PROGRESS';
  const suspended = row.action === 'SUSPEND' && row.status === 'COMPLETE';
  const general = row.deletedAt !== null ? 'The stack is deleted.' : roleRefusal(role);
  const busy = running ? 'An operation is running.' : null;
  const item = (action: BulkRequest['action'], label: string, refusal: string | null, danger = false): MenuItem => {
    const hint = general ?? refusal;
    return { id: action, label, danger, disabled: hint !== null, hint, onSelect: () => onRequest({ action, stacks: [row] }) };
  };
  return [
    item('update', 'Update...', busy),
    item('edit', 'Edit in designer', null),
    item('check', 'Check', busy),
    suspended ? item('resume', 'Resume', busy) : item('suspend', 'Suspend', busy),
    item('cancel', 'Stop and roll back', running ? null : 'Nothing is running.'),
    item('tag', 'Tags...', null),
    { ...item('export', 'Export', null), disabled: row.deletedAt !== null, hint: row.deletedAt === null ? undefined : 'The stack is deleted.' },
    'separator',
    item('delete', 'Delete...', row.protected ? 'The stack is protected against deletion.' : null, true),
  ];
}

/** The most frequent of the menu, beside it while the row has the pointer or the focus. */
function Quick({ row, role, onRequest }: Pick<StackRowViewProps, 'row' | 'role' | 'onRequest'>) {
  if (role === 'reader' || row.deletedAt !== null) return null;
  const running = row.status === 'IN_PROGRESS';
  return (
    <span className="absolute end-full top-1/2 hidden -translate-y-1/2 gap-0.5 rounded-md bg-surface ps-1 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 lg:flex">
      <IconButton label={`Edit ${row.name} in the designer`} keys="list:u" tabIndex={-1} icon={<PencilRuler />} className="size-7" onClick={() => onRequest({ action: 'edit', stacks: [row] })} />
      {running
        ? <IconButton label={`Stop ${row.name} and roll back`} tabIndex={-1} icon={<StepBack />} className="size-7" onClick={() => onRequest({ action: 'cancel', stacks: [row] })} />
        : <IconButton label={`Update ${row.name}`} tabIndex={-1} icon={<SlidersHorizontal />} className="size-7" onClick={() => onRequest({ action: 'update', stacks: [row] })} />}
    </span>
  );
}

function Resources({ row }: { row: StackRow }) {
  const { done, total } = row.progress;
  return (
    <>
      <Dots dots={row.dots} total={total} />
      {row.status === 'IN_PROGRESS' ? <Progress done={done} total={total} family={familyOf({ ...row, waitingFor: row.heldFor })} label={`${row.name}: ${done} of ${total}`} className="min-w-5 max-w-20 flex-1 max-lg:hidden" /> : null}
      <span className="shrink-0 text-xs tabular-nums text-muted">{row.status === 'IN_PROGRESS' ? `${done}/${total}` : total}</span>
    </>
  );
}

/** How long the last operation took, against what is usual for the stack: the tick is the middle of the earlier ones. */
function Duration({ row }: { row: StackRow }) {
  if (row.lastMs === null) return null;
  const longest = Math.max(row.lastMs, row.usualMs ?? 0, 1);
  return (
    <span className="flex items-center gap-2 text-xs tabular-nums text-faint" title={row.usualMs === null ? undefined : `Usually ${formatDuration(row.usualMs)}`}>
      <span aria-hidden className="relative h-1 w-16 rounded-full bg-selected">
        <span className="absolute inset-y-0 start-0 rounded-full bg-muted" style={{ width: `${(row.lastMs / longest) * 100}%` }} />
        {row.usualMs === null ? null : <span className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ insetInlineStart: `calc(${(row.usualMs / longest) * 100}% - 2px)` }} />}
      </span>
      {formatDuration(row.lastMs)}
    </span>
  );
}
