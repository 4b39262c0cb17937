'use client';
import type { KeyboardEvent } from 'react';
import { ChevronDown, CornerRightDown } from 'lucide-react';
import { type GraphNode, nameOf, nodeKey, NODE_WIDTH } from '@/lib/graph';
import { cn } from '@/components/ui/cn';
import { useInsideChoice } from '../inside/useInside';
import { TypeIcon } from '../TypeIcon';
import { shortType } from '../typeNames';
import { neighbour } from './geometry';
import { type Inner, INNER_TITLE, type InnerCard } from './inner';
import { useCanvasActions } from './actions';
import { ProblemBadge } from './ProblemBadge';

const DIRECTIONS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** A nested template or a group that is open: its name and file, and below them the drawing of what is inside, whose cards are chosen and changed there. */
export function OpenCard({ node, inner, reachable, onClose, onDescend }: { node: GraphNode; inner: Inner; reachable: boolean; onClose: () => void; onDescend: (() => void) | null }) {
  const { enter, descend, inside } = useCanvasActions();
  const choice = useInsideChoice();
  const chosen = choice?.holder === node.key ? choice.name : null;
  const hasFile = onDescend !== null;
  const onKey = (event: KeyboardEvent<HTMLElement>, card: InnerCard) => {
    const direction = DIRECTIONS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    if (direction !== undefined) {
      done();
      const next = neighbour({ x: card.x, y: card.y }, inner.cards.map(({ name, x, y }) => ({ key: nodeKey('resource', name), x, y })), direction);
      const target = next === null ? null : event.currentTarget.closest('ul')?.querySelector<HTMLElement>(`[data-inner="${CSS.escape(nameOf(next))}"]`);
      if (next === null || !target) return;
      if (hasFile) enter(node.key, nameOf(next));
      target.focus();
      return;
    }
    if (!hasFile) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = ({ Enter: 'form', F2: 'form', Delete: 'remove', Backspace: 'remove', e: 'connect', Escape: 'leave' } as const)[key];
    if (action === undefined) return;
    done();
    if (chosen !== card.name && action !== 'leave') enter(node.key, card.name);
    inside(node.key, card.name, action);
  };
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
        {inner.cards.map((card, index) => (
          <li key={card.name} className="absolute" style={{ left: card.x, top: card.y, width: NODE_WIDTH, height: card.height }}>
            <button
              type="button" data-inner={card.name} tabIndex={chosen === card.name || (chosen === null && reachable && index === 0) ? 0 : -1} aria-pressed={chosen === card.name} aria-label={`${card.name} of ${node.name}`} title={hasFile ? 'Click: its form. Double click: down into its template' : 'Change what each member is'}
              className={cn('nodrag flex size-full items-center gap-2.5 overflow-hidden rounded-md border bg-surface px-3 text-left hover:border-border-strong hover:bg-hover', chosen === card.name && 'outline-solid outline-2 outline-offset-2 outline-ink')}
              onClick={(event) => { event.stopPropagation(); enter(node.key, hasFile ? card.name : null); }}
              onDoubleClick={(event) => { event.stopPropagation(); if (hasFile) descend(node.key, card.name); }}
              onKeyDown={(event) => onKey(event, card)}
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
