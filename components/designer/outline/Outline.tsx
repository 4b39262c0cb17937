'use client';
import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight, Frame as FrameIcon } from 'lucide-react';
import { framesOf, isFrameKey, type NodeKey } from '@/lib/graph';
import { cn } from '@/components/ui/cn';
import { readCopied, writeCopied } from '../clipboard';
import { isNodeKey } from '../canvas/handles';
import { ProblemBadge } from '../canvas/ProblemBadge';
import type { DesignerSession, Snapshot } from '../document/session';
import { TypeIcon } from '../TypeIcon';
import { shortType, spokenNode } from '../typeNames';
import type { Commands } from '../useCommands';
import { type OutlineRow, outlineRows } from './rows';
import { arrowOf, standardKey } from '@/components/shell/keymap';
import { useOutlineKeys } from './useOutlineKeys';

export interface OutlineProps {
  session: DesignerSession;
  snapshot: Snapshot;
  commands: Commands;
  region: RefObject<HTMLElement | null>;
  readOnly: boolean;
  /** Moves the focus into the form of the selected node. */
  onOpen: () => void;
}

const ROW = 32;

/** The template as a tree. Whatever can be done on the canvas can be done here, with the same keys: for readers of screens, small screens and large templates. */
export function Outline({ session, snapshot, commands, region, readOnly, onOpen }: OutlineProps) {
  const { analysis: { graph }, layout, selected, marked } = snapshot;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<OutlineRow['key'] | null>(null);
  const rows = useMemo(() => outlineRows(graph, framesOf(layout, graph), closed), [graph, layout, closed]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 15, getItemKey: (index) => rows[index]?.key ?? index });
  const wanted = selected ?? at ?? rows[0]?.key ?? null;
  const current = Math.max(0, rows.findIndex(({ key }) => key === (rows.some((row) => row.key === at && !isNodeKey(row.key)) ? at : wanted)));
  const show = (index: number, extend: boolean) => {
    const row = rows[index];
    if (!row) return;
    setAt(row.key);
    if (isNodeKey(row.key)) {
      if (extend) session.mark([...marked, row.key], row.key);
      else session.select(row.key);
    } else if (row.frame) session.mark(row.frame.members);
    else session.select(null);
    list.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)?.focus({ preventScroll: true }));
  };
  const fold = (key: string, open: boolean) => setClosed((before) => { const next = new Set(before); if (open) next.delete(key); else next.add(key); return next; });
  const commandKeys = useOutlineKeys({ session, commands, readOnly, onOpen });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const row = rows[current];
    const done = () => event.preventDefault();
    const keys = standardKey('designer', event);
    const arrow = keys === null ? null : arrowOf(keys);
    const plain = arrow !== null && !arrow.ctrl && !arrow.alt ? arrow.direction : null;
    if (plain === 'down') { done(); show(Math.min(rows.length - 1, current + 1), arrow?.shift === true); return; }
    if (plain === 'up') { done(); show(Math.max(0, current - 1), arrow?.shift === true); return; }
    if (keys === 'Home') { done(); show(0, false); return; }
    if (keys === 'End') { done(); show(rows.length - 1, false); return; }
    if (plain === 'right' && row) {
      done();
      if (row.open === false) fold(row.key, true);
      else if (row.open) show(current + 1, false);
      return;
    }
    if (plain === 'left' && row) {
      done();
      if (row.open) fold(row.key, false);
      else show(rows.findLastIndex((each, index) => index < current && each.level < row.level), false);
      return;
    }
    commandKeys(event);
  };
  return (
    <section
      ref={region}
      aria-label="Outline"
      className="flex min-h-0 flex-1 flex-col bg-surface outline-none"
      tabIndex={-1}
      onCopy={(event) => { const copied = commands.copied(); if (copied !== null && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); writeCopied(event.clipboardData, copied); } }}
      onPaste={(event) => { if (!readOnly && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); commands.pasteCopied(readCopied(event.clipboardData)); } }}
    >
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto py-1">
        <div role="tree" aria-label="Template" aria-multiselectable tabIndex={-1} className="relative" style={{ height: list.getTotalSize() }} onKeyDown={onKeyDown}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const chosen = row.node ? marked.has(row.node.key) : row.frame !== null && row.frame.members.every((member) => marked.has(member));
            return (
              <div
                key={row.key}
                role="treeitem"
                data-row={row.key}
                data-node={isNodeKey(row.key) ? row.key : undefined}
                aria-level={row.level}
                aria-setsize={row.of}
                aria-posinset={row.place}
                aria-expanded={row.open ?? undefined}
                aria-selected={chosen}
                aria-label={row.node ? spokenNode(row.node) : `${row.label}, ${row.frame?.members.length ?? countBelow(rows, item.index)}`}
                tabIndex={item.index === current ? 0 : -1}
                style={{ transform: `translateY(${item.start}px)`, height: ROW, paddingInlineStart: 8 + (row.level - 1) * 20 }}
                // A reader of screens moves the focus itself; for the pointer the click decides.
                onMouseDown={(event) => { if (!(event.target instanceof HTMLInputElement)) event.preventDefault(); }}
                onFocus={(event) => { if (event.target === event.currentTarget && row.node && !marked.has(row.node.key)) session.select(row.node.key); else if (event.target === event.currentTarget) setAt(row.key); }}
                onClick={(event) => { if (row.node && (event.shiftKey || event.ctrlKey || event.metaKey)) session.toggle(row.node.key); else show(item.index, false); }}
                onKeyDown={(event) => { if (event.key === ' ') event.preventDefault(); }}
                onDoubleClick={() => { if (row.node) onOpen(); }}
                className={cn('absolute inset-x-0 top-0 flex cursor-default items-center gap-2 pe-3 text-sm hover:bg-hover focus-visible:-outline-offset-2', chosen && 'bg-selected')}
              >
                <Fold open={row.open} onFold={() => fold(row.key, row.open === false)} />
                {row.node ? <TypeIcon type={row.node.type} shape={row.node.shape} className="size-4 shrink-0 text-muted" /> : isFrameKey(row.key) ? <FrameIcon aria-hidden className="size-4 shrink-0 text-muted" /> : null}
                <Name row={row} renaming={commands.renaming} onDone={commands.finishRename} />
                {row.node?.kind === 'resource' ? <span className="min-w-0 truncate text-xs text-muted">{shortType(row.node.type)}</span> : null}
                {row.node ? <span className="ms-auto shrink-0"><ProblemBadge node={row.node} /></span> : null}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function countBelow(rows: readonly OutlineRow[], index: number): number {
  const level = rows[index]?.level ?? 0;
  const below = rows.slice(index + 1);
  const end = below.findIndex((row) => row.level <= level);
  return (end < 0 ? below : below.slice(0, end)).filter((row) => row.level === level + 1).length;
}

/** For the pointer; keys use the arrows. */
function Fold({ open, onFold }: { open: boolean | null; onFold: () => void }) {
  if (open === null) return <span aria-hidden className="size-4 shrink-0" />;
  const Icon = open ? ChevronDown : ChevronRight;
  return <span aria-hidden className="shrink-0 rounded-sm hover:bg-hover" onClick={(event) => { event.stopPropagation(); onFold(); }}><Icon className="size-4 text-muted" /></span>;
}

function Name({ row, renaming, onDone }: { row: OutlineRow; renaming: NodeKey | null; onDone: (key: NodeKey, name: string | null) => void }) {
  const { node } = row;
  if (node === null || renaming !== node.key) return <span className={cn('min-w-0 truncate', row.node === null && 'font-medium')}>{row.label}</span>;
  return (
    <input
      autoFocus
      aria-label="Name"
      defaultValue={node.name}
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') onDone(node.key, null);
      }}
      onBlur={(event) => onDone(node.key, event.currentTarget.value.trim())}
      className="min-w-0 flex-1 rounded-sm border border-border-strong bg-surface px-1"
    />
  );
}
