'use client';
import { memo, useEffect } from 'react';
import { type NodeProps, useUpdateNodeInternals } from '@xyflow/react';
import { Anchor, ChevronRight, Diamond, Lock } from 'lucide-react';
import type { GraphNode, NodeKey } from '@/lib/graph';
import { NODE_WIDTH } from '@/lib/graph';
import { shownKeys } from '@/components/shell/shownKeys';
import { cn } from '@/components/ui/cn';
import { TypeIcon } from '../TypeIcon';
import { shortType, spokenNode } from '../typeNames';
import { useCanvasActions } from './actions';
import type { CardFlowNode } from './flow';
import { CHIP_HEIGHT, heightOf } from './geometry';
import { NodeName } from './NodeName';
import { OpenCard } from './OpenCard';
import { elementId } from './handles';
import { OtherPerson } from './OtherPerson';
import { Ports } from './Port';
import { ProblemBadge } from './ProblemBadge';
import { type Farness, useFarness } from './useFarness';

const NAME_SIZES: Readonly<Record<Farness, string>> = { near: 'text-sm leading-4.5', far: 'text-[22px] leading-7', farther: 'text-[28px] leading-9', farthest: 'text-[34px] leading-10' };
const CHIP_NAME_SIZES: Readonly<Record<Farness, string>> = { near: 'text-xs', far: 'text-lg leading-6', farther: 'text-[22px] leading-7', farthest: 'text-[24px] leading-7' };

/** A resource. A server holds what is deployed to it, in the order in which it runs. */
export const CardNode = memo(function CardNode({ data }: NodeProps<CardFlowNode>) {
  const { node, chips, marked, renaming, current, opens, inner, stops, others, about } = data;
  const farness = useFarness();
  const far = farness !== 'near';
  const { focused, open, toggleInner, descend, readOnly } = useCanvasActions();
  const update = useUpdateNodeInternals();
  const order = chips.map(({ key }) => key).join();
  useEffect(() => update(node.key), [order, inner, node.key, update]);
  const chosen = marked.has(node.key);
  return (
    <div
      data-node={node.key}
      data-selected={chosen || undefined}
      id={elementId(node.key)}
      role="treeitem"
      aria-level={1}
      aria-label={[spokenNode(node), stops ? 'breakpoint' : '', about[0]].filter(Boolean).join(', ')}
      aria-selected={chosen}
      tabIndex={current === node.key ? 0 : -1}
      onFocus={(event) => { if (event.target === event.currentTarget) focused(node.key); }}
      onDoubleClick={() => (opens && node.shape === 'nested' ? descend(node.key) : open(node.key))}
      style={{ width: inner?.width ?? NODE_WIDTH, height: inner?.height ?? heightOf(node) }}
      className={cn(
        'group/node relative flex flex-col rounded-md border outline-none',
        inner === null ? 'bg-surface' : 'bg-sunken',
        node.shape === 'server' && 'border-2 border-border-strong',
        node.shape === 'config' && 'rounded-se-none border-s-4 border-s-border-strong',
        node.shape === 'nested' && 'border-4 border-double',
        node.shape === 'group' && 'shadow-[3px_3px_0_-1px_var(--surface),3px_3px_0_0_var(--border-strong)]',
        (node.condition !== null || node.external) && 'border-dashed border-border-strong',
        node.off && 'border-dotted bg-canvas',
        node.problems.worst === 'error' && 'border-status-failed',
        chosen && 'outline-solid outline-2 outline-offset-2 outline-ink',
      )}
    >
      {node.shape === 'config' ? <span aria-hidden className="absolute -end-px -top-px size-3 border-b border-s border-border-strong bg-canvas" /> : null}
      {stops ? <span title="A deployment stops here (breakpoint)" className="absolute -top-1.5 -start-1.5 size-3.5 rounded-full border-2 border-canvas bg-ink"><span className="sr-only">Breakpoint</span></span> : null}
      <Ports of={node.key} />
      {others[0]?.map((name, index) => <OtherPerson key={name} name={name} index={index} />)}
      {inner !== null ? <OpenCard node={node} inner={inner} reachable={chosen} onClose={() => toggleInner(node.key)} onDescend={inner.title.endsWith('.yaml') || inner.title.endsWith('.template') ? () => descend(node.key) : null} /> : (
      <div className="flex min-h-0 flex-1 items-center gap-2.5 overflow-hidden px-3">
        {farness === 'farthest' ? null : <TypeIcon type={node.type} shape={node.shape} className={cn('shrink-0 text-muted', far ? 'size-7' : 'size-5')} />}
        <div className="min-w-0 flex-1">
          <NodeName node={node} renaming={renaming === node.key} className={NAME_SIZES[farness]} />
          {far ? null : (
            <>
              <div className="truncate text-[11px] leading-3.5 text-faint" title={node.type}>{shortType(node.type)}</div>
              {node.details.length > 0 ? <div className="mt-1 flex gap-2 overflow-hidden text-xs text-muted">{node.details.map(({ name, value }) => <span key={name} className="truncate" title={`${name}: ${value}`}>{value}</span>)}</div> : null}
            </>
          )}
        </div>
        <span className="flex shrink-0 flex-col items-end gap-1">
          {far ? <span className="flex items-center gap-1.5 text-muted">{node.off ? <span className="text-lg">off</span> : null}{node.count === null ? null : <span className="text-lg tabular-nums">×{node.count.replace(' to ', '–')}</span>}<ProblemBadge node={node} far /></span> : (
          <>
          <span className="flex items-center gap-1">
            {node.external ? <Anchor role="img" aria-label="exists outside of the stack" className="size-3.5 text-muted" /> : null}
            {node.kept === null || node.external ? null : <span title={node.kept === 'Retain' ? 'It stays when the stack is deleted (deletion policy Retain)' : 'A snapshot of it stays when the stack is deleted'}><Lock role="img" aria-label={node.kept === 'Retain' ? 'stays when the stack is deleted' : 'leaves a snapshot when the stack is deleted'} className="size-3.5 text-muted" /></span>}
            {node.count === null ? null : <span title={`${node.count} members`} className="rounded-sm border px-1 text-[11px] leading-4 tabular-nums text-muted">×{node.count.replace(' to ', '–')}</span>}
            <ProblemBadge node={node} />
          </span>
          {opens && !readOnly ? <button type="button" tabIndex={-1} aria-label={`Open ${node.name} in place`} title={`Show what is inside (${shownKeys('designer:c')})`} className="nodrag rounded-sm p-0.5 hover:bg-hover" onClick={(event) => { event.stopPropagation(); toggleInner(node.key); }}><ChevronRight aria-hidden className="size-4 text-muted" /></button> : null}
          {node.off ? <span title={`Its condition does not hold with the environment of this draft: ${node.condition}`} className="rounded-sm border border-dotted px-1 text-[10px] leading-3.5 text-muted">off</span> : null}
          {node.condition !== null ? <span title={`Only if ${node.condition}`} className="flex max-w-20 items-center gap-0.5 text-[11px] text-muted"><Diamond aria-hidden className="size-3 shrink-0" /><span className="truncate">{node.condition}</span></span> : null}
          </>
          )}
        </span>
      </div>
      )}
      {chips.length > 0 ? (
        <ol role="group" aria-label={`Runs on ${node.name}`} className="flex shrink-0 flex-col gap-1 rounded-b-md border-t bg-sunken p-2 py-[7px]">
          {chips.map((chip, index) => <Chip key={chip.key} chip={chip} number={index + 1} chosen={marked.has(chip.key)} current={current === chip.key} renaming={renaming === chip.key} about={about[index + 1]} others={others[index + 1]} />)}
        </ol>
      ) : null}
    </div>
  );
});

function Chip({ chip, number, chosen, current, renaming, about, others }: { chip: GraphNode; number: number; chosen: boolean; current: boolean; renaming: boolean; about: string | undefined; others: readonly string[] | undefined }) {
  const { select, focused, clicked, open } = useCanvasActions();
  const farness = useFarness();
  const key: NodeKey = chip.key;
  return (
    <li
      data-node={key}
      data-selected={chosen || undefined}
      role="treeitem"
      aria-level={2}
      aria-label={[spokenNode(chip), about].filter(Boolean).join(', ')}
      aria-selected={chosen}
      tabIndex={current ? 0 : -1}
      onFocus={(event) => { event.stopPropagation(); if (event.target === event.currentTarget) focused(key); }}
      onClick={(event) => { event.stopPropagation(); clicked(key, event); }}
      onKeyDown={(event) => { if (event.key === ' ' && event.target === event.currentTarget) select(key); }}
      onDoubleClick={(event) => { event.stopPropagation(); open(key); }}
      style={{ height: CHIP_HEIGHT }}
      className={cn('group/node relative flex items-center gap-2 rounded-sm border bg-surface px-2 text-xs outline-none', chip.problems.worst === 'error' && 'border-status-failed', chip.condition !== null && 'border-dashed', chosen && 'outline-solid outline-2 outline-offset-1 outline-ink')}
    >
      <Ports of={key} />
      {others?.map((name, index) => <OtherPerson key={name} name={name} index={index} />)}
      <span aria-hidden className={cn('shrink-0 tabular-nums text-faint', CHIP_NAME_SIZES[farness])}>{number}</span>
      <NodeName node={chip} renaming={renaming} className={cn('min-w-0 flex-1', CHIP_NAME_SIZES[farness])} />
      <ProblemBadge node={chip} />
    </li>
  );
}
