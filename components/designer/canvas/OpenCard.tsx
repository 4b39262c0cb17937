'use client';
import { ChevronDown, CornerRightDown } from 'lucide-react';
import type { GraphNode } from '@/lib/graph';
import { NODE_WIDTH } from '@/lib/graph';
import { TypeIcon } from '../TypeIcon';
import { shortType } from '../typeNames';
import type { Inner } from './inner';
import { INNER_TITLE } from './inner';
import { useCanvasActions } from './actions';
import { ProblemBadge } from './ProblemBadge';

/** A nested template or a group that is open: its name and file, and below them the drawing of what is inside. */
export function OpenCard({ node, inner, onClose, onDescend }: { node: GraphNode; inner: Inner; onClose: () => void; onDescend: (() => void) | null }) {
  const { enter } = useCanvasActions();
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b px-2" style={{ height: INNER_TITLE }}>
        <button type="button" tabIndex={-1} aria-label={`Close ${node.name}`} className="nodrag rounded-sm p-1 hover:bg-hover" onClick={(event) => { event.stopPropagation(); onClose(); }}><ChevronDown aria-hidden className="size-4 text-muted" /></button>
        <span className="truncate text-sm font-medium">{node.name}</span>
        <span className="min-w-0 flex-1 truncate text-xs text-muted">{shortType(inner.title)}{node.shape === 'group' ? ', for each member' : ''}</span>
        {onDescend ? <button type="button" tabIndex={-1} title="Go down into it (Alt ↓)" className="nodrag flex shrink-0 items-center gap-1 rounded-sm border bg-surface px-1.5 py-0.5 text-xs hover:bg-hover" onClick={(event) => { event.stopPropagation(); onDescend(); }}><CornerRightDown aria-hidden className="size-3.5" />Edit</button> : null}
        <ProblemBadge node={node} />
      </div>
      <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible" fill="none">
        {inner.lines.map((d) => <path key={d} d={d} stroke="var(--border-strong)" strokeWidth="1.5" />)}
      </svg>
      <ul aria-label={`Inside ${node.name}`}>
        {inner.cards.map((card) => (
          <li key={card.name} className="absolute" style={{ left: card.x, top: card.y, width: NODE_WIDTH, height: card.height }}>
            <button
              type="button" tabIndex={-1} aria-label={`Edit ${card.name} of ${node.name}`} title={onDescend ? 'Change it in its template' : 'Change what each member is'} className="nodrag flex size-full items-center gap-2.5 overflow-hidden rounded-md border bg-surface px-3 text-left hover:border-border-strong hover:bg-hover"
              onClick={(event) => { event.stopPropagation(); enter(node.key, onDescend ? card.name : null); }}
            >
            <TypeIcon type={card.type} shape={card.shape} className="size-5 shrink-0 text-muted" />
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate text-sm leading-4.5 font-medium">{card.name}</span>
              <span className="truncate text-[11px] leading-3.5 text-faint">{shortType(card.type)}</span>
              {card.holds.map((name, index) => <span key={name} className="truncate text-xs text-muted">{index + 1} {name}</span>)}
            </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
