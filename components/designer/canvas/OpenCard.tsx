'use client';
import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { ChevronDown, ChevronRight, CornerRightDown } from 'lucide-react';
import { type GraphNode, nameOf, nodeKey } from '@/lib/graph';
import { arrowOf, standardKey } from '@/components/shell/keymap';
import { shownKeys } from '@/components/shell/shownKeys';
import { cn } from '@/components/ui/cn';
import { type InsidePlace, nameOfPlace, useInsideChoice, wayTo } from '../inside/useInside';
import { DRAGGED_TYPE } from '../palette/draggedType';
import { TypeIcon } from '../TypeIcon';
import { shortType } from '../typeNames';
import { useCanvasActions } from './actions';
import { neighbour } from './geometry';
import { type Inner, INNER_TITLE, type InnerCard } from './inner';
import { ProblemBadge } from './ProblemBadge';
import { DASHES } from './ReferenceEdge';
import { useInnerDrag } from './useInnerDrag';
import { type Farness, useFarness } from './useFarness';

/** By our keys for it. */
const ACTIONS = { Enter: 'form', F2: 'form', Delete: 'remove', Backspace: 'remove', e: 'connect', a: 'add', c: 'toggle', ContextMenu: 'menu', 'Shift+F10': 'menu', Escape: 'leave' } as const;

/** Names are read from as far as those of other cards. */
const NAME_SIZES: Readonly<Record<Farness, string>> = { near: 'text-sm leading-4.5', far: 'text-xl leading-6', farther: 'text-2xl leading-8', farthest: 'text-[30px] leading-9' };

/** A nested template or a group that is open: its name and file, and below them the drawing of what is inside, whose cards are chosen and changed there. */
export function OpenCard({ node, inner, reachable, onClose, onDescend }: { node: GraphNode; inner: Inner; reachable: boolean; onClose: () => void; onDescend: (() => void) | null }) {
  const { inside, readOnly } = useCanvasActions();
  const farness = useFarness();
  const place = { holder: node.key, steps: [] };
  return (
    <>
      <div className="flex shrink-0 items-center gap-1.5 border-b px-2" style={{ height: INNER_TITLE }}>
        <button type="button" tabIndex={-1} aria-label={`Close ${node.name}`} title={`Close (${shownKeys('designer:c')})`} className="nodrag rounded-sm p-1 hover:bg-hover" onClick={(event) => { event.stopPropagation(); onClose(); }}><ChevronDown aria-hidden className="size-4 text-muted" /></button>
        <span className={cn('truncate font-medium', NAME_SIZES[farness])}>{node.name}</span>
        <span className="min-w-0 flex-1 truncate text-xs text-muted">{farness === 'near' ? <>{shortType(inner.title)}{node.shape === 'group' ? ', for each member' : ''}</> : null}</span>
        {onDescend && farness === 'near' ? <button type="button" tabIndex={-1} title={`Go down into it (${shownKeys('designer:Alt+ArrowDown')})`} className="nodrag flex shrink-0 items-center gap-1 rounded-sm border bg-surface px-1.5 py-0.5 text-xs hover:bg-hover" onClick={(event) => { event.stopPropagation(); onDescend(); }}><CornerRightDown aria-hidden className="size-3.5" />Edit</button> : null}
        <ProblemBadge node={node} />
      </div>
      {inner.cards.length === 0 && !readOnly ? <p className="flex min-h-0 flex-1 items-center justify-center px-4 text-center text-xs text-muted"><button type="button" className="nodrag relative z-10 rounded-sm px-2 py-1 underline decoration-border-strong underline-offset-2 hover:text-ink" onClick={(event) => { event.stopPropagation(); inside({ ...place, name: '' }, 'add'); }}>Put the first resource into it</button></p> : null}
      <Drawing inner={inner} place={place} reachable={reachable} />
    </>
  );
}

/** What is inside of one open card; what is open in it is drawn in the same way. */
function Drawing({ inner, place, reachable }: { inner: Inner; place: InsidePlace; reachable: boolean }) {
  const { enter, descend, inside, moveInside, addInside, select, open, readOnly } = useCanvasActions();
  const drag = useInnerDrag((name, by) => moveInside({ ...place, name }, by));
  const choice = useInsideChoice();
  const here = choice?.holder === place.holder && choice.steps.join('/') === place.steps.join('/') ? choice.name : null;
  const farness = useFarness();
  const hasFile = inner.file !== null;
  const onKey = (event: KeyboardEvent<HTMLElement>, card: InnerCard) => {
    const keys = standardKey('designer', event);
    const arrow = keys === null ? null : arrowOf(keys);
    if (keys === null || arrow?.alt) return;
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    if (arrow?.ctrl) {
      if (!hasFile || readOnly) return;
      done();
      const step = arrow.shift ? 40 : 8;
      moveInside({ ...place, name: card.name }, { x: arrow.direction === 'left' ? -step : arrow.direction === 'right' ? step : 0, y: arrow.direction === 'up' ? -step : arrow.direction === 'down' ? step : 0 });
      return;
    }
    if (arrow) {
      done();
      const next = neighbour({ x: card.x, y: card.y }, inner.cards.map(({ name, x, y }) => ({ key: nodeKey('resource', name), x, y })), arrow.direction);
      const target = next === null ? null : event.currentTarget.closest('ul')?.querySelector<HTMLElement>(`[data-inner="${CSS.escape(wayTo({ steps: place.steps, name: nameOf(next) }))}"]`);
      if (next === null || !target) return;
      if (hasFile) enter({ ...place, name: nameOf(next) });
      target.focus();
      return;
    }
    if (!hasFile) return;
    const action = Object.entries(ACTIONS).find(([each]) => each === keys)?.[1];
    if (action === undefined) return;
    done();
    if (here !== card.name && action !== 'leave') enter({ ...place, name: card.name });
    inside({ ...place, name: card.name }, action);
  };
  const dropped = {
    onDragOver: (event: DragEvent<HTMLElement>) => { if (event.dataTransfer.types.includes(DRAGGED_TYPE)) { event.preventDefault(); event.stopPropagation(); event.dataTransfer.dropEffect = 'copy'; event.currentTarget.dataset.over = ''; } },
    onDragLeave: (event: DragEvent<HTMLElement>) => { delete event.currentTarget.dataset.over; },
    onDrop: (event: DragEvent<HTMLElement>) => { delete event.currentTarget.dataset.over; },
  };
  const choose = (card: InnerCard) => (event: MouseEvent) => {
    event.stopPropagation();
    if (drag.wasDrag()) return;
    // What a group repeats is a property of it.
    const group = place.steps.at(-1);
    if (hasFile) enter({ ...place, name: card.name });
    else if (group !== undefined) inside({ holder: place.holder, steps: place.steps.slice(0, -1), name: group }, 'form');
    else {
      select(place.holder);
      requestAnimationFrame(() => open(place.holder));
    }
  };
  return (
    // The whole room of the card, its title included, so that places are those of the card.
    <div
      data-inside={place.steps.join('/')} data-origin={`${inner.origin.x},${inner.origin.y}`} {...(readOnly ? {} : dropped)}
      onDoubleClick={(event) => { if (event.target !== event.currentTarget || readOnly || !hasFile) return; event.stopPropagation(); addInside({ x: event.clientX, y: event.clientY }); }}
      className="absolute inset-0 rounded-md data-over:bg-selected" style={{ clipPath: `inset(${INNER_TITLE}px 0 0 0)` }}
    >
      <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible" fill="none">
        {inner.lines.map(({ d, order }) => <path key={d} d={d} stroke="var(--border-strong)" strokeWidth="1.5" strokeDasharray={order ? DASHES.order : undefined} />)}
      </svg>
      <ul aria-label={`Inside ${nameOfPlace(place)}`}>
        {inner.cards.map((card, index) => {
          const chosen = here === card.name;
          const button = {
            'data-inner': wayTo({ steps: place.steps, name: card.name }), tabIndex: chosen || (choice === null && reachable && index === 0) ? 0 : -1, 'aria-pressed': chosen, 'aria-label': `${card.name} of ${nameOfPlace(place)}`,
            ...(hasFile && !readOnly ? drag.handlers(card.name) : {}), onClick: choose(card), onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKey(event, card),
            onContextMenu: (event: MouseEvent) => { if (!hasFile || readOnly) return; event.preventDefault(); event.stopPropagation(); inside({ ...place, name: card.name }, 'menu'); },
          };
          const toggle = (event: MouseEvent) => { event.stopPropagation(); inside({ ...place, name: card.name }, 'toggle'); };
          return (
            <li key={card.name} className={cn('absolute rounded-md border', card.inner === null ? 'bg-surface' : 'bg-canvas', card.shape === 'nested' && 'border-4 border-double', card.shape === 'group' && 'shadow-[3px_3px_0_-1px_var(--surface),3px_3px_0_0_var(--border-strong)]', chosen && 'outline-solid outline-2 outline-offset-2 outline-ink')} style={{ left: card.x, top: card.y, width: card.width, height: card.height }}>
              {card.inner === null ? (
                <>
                  <button
                    type="button" {...button} title={hasFile ? (card.opens ? 'Click: its form. C: what is inside' : 'Click: its form. Double click: down into its template') : 'Change what each member is'}
                    className="nodrag flex size-full items-center gap-2.5 overflow-hidden rounded-md px-3 text-start hover:bg-hover"
                    onDoubleClick={(event) => { event.stopPropagation(); if (hasFile && place.steps.length === 0) descend(place.holder, card.name); }}
                  >
                    {farness === 'farthest' ? null : <TypeIcon type={card.type} shape={card.shape} className={cn('shrink-0 text-muted', farness === 'near' ? 'size-5' : 'size-7')} />}
                    <span className="flex min-w-0 flex-1 flex-col">
                      <span className={cn('truncate font-medium', NAME_SIZES[farness])}>{card.name}</span>
                      {farness === 'near' ? <span className="truncate text-[11px] leading-3.5 text-faint">{shortType(card.type)}</span> : null}
                      {card.holds.map((name, at) => <span key={name} className="truncate text-xs text-muted">{at + 1} {name}</span>)}
                    </span>
                  </button>
                  {card.opens && !readOnly ? <button type="button" tabIndex={-1} aria-label={`Open ${card.name} in place`} title={`Show what is inside (${shownKeys('designer:c')})`} className="nodrag absolute end-1.5 bottom-1.5 rounded-sm p-0.5 hover:bg-hover" onClick={toggle}><ChevronRight aria-hidden className="size-4 text-muted" /></button> : null}
                </>
              ) : (
                <>
                  <div className="flex items-center gap-1.5 border-b px-2" style={{ height: INNER_TITLE }}>
                    <button type="button" tabIndex={-1} aria-label={`Close ${card.name}`} title={`Close (${shownKeys('designer:c')})`} className="nodrag relative z-10 rounded-sm p-1 hover:bg-hover" onClick={toggle}><ChevronDown aria-hidden className="size-4 text-muted" /></button>
                    <button type="button" {...button} className="nodrag relative z-10 flex min-w-0 flex-1 items-center gap-2 rounded-sm px-1 py-1 text-start hover:bg-hover"><span className={cn('truncate font-medium', NAME_SIZES[farness])}>{card.name}</span>{farness === 'near' ? <span className="min-w-0 truncate text-xs text-muted">{shortType(card.inner.title)}{card.shape === 'group' ? ', for each member' : ''}</span> : null}</button>
                  </div>
                  <Drawing inner={card.inner} place={{ holder: place.holder, steps: [...place.steps, card.name] }} reachable={false} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
