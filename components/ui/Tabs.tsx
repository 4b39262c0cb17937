'use client';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { KeyId } from '@/components/shell/keymapTable';
import { useShownKeys } from '@/components/shell/shownKeys';
import { cn } from './cn';
import { Kbd } from './Kbd';

export interface Tab {
  value: string;
  label: ReactNode;
  /** Small count or mark after the label. */
  badge?: ReactNode;
  /** Key that goes there, shown where there is room. */
  keys?: KeyId;
}

export interface TabsProps {
  value: string;
  tabs: readonly Tab[];
  onChange: (value: string) => void;
  /** Somebody is about to choose a tab: its panel can be got ready. */
  onNear?: (value: string) => void;
  label: string;
  className?: string;
  /** Panel of the chosen tab. */
  children: ReactNode;
}

/** A row of tabs over the panel of the chosen one; arrows move, the panel changes at once. */
export function Tabs({ value, tabs, onChange, onNear, label, className, children }: TabsProps) {
  const id = useId();
  const shown = useShownKeys();
  const row = useRef<HTMLDivElement>(null);
  // In a narrow window the chosen one may be beyond the edge.
  useEffect(() => {
    const list = row.current;
    const tab = list?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (!list || !tab || (tab.offsetLeft >= list.scrollLeft && tab.offsetLeft + tab.offsetWidth <= list.scrollLeft + list.clientWidth)) return;
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }, [value]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const here = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined || event.ctrlKey || event.metaKey || event.altKey ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus();
  };
  return (
    <div className={cn('flex min-h-0 flex-1 flex-col', className)}>
      <div ref={row} role="tablist" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown} className="relative flex shrink-0 gap-1 overflow-x-auto border-b px-4 outline-none">
        {tabs.map((tab) => (
          <button
            key={tab.value} type="button" role="tab" id={`${id}-${tab.value}`} data-tab={tab.value} aria-selected={tab.value === value} aria-controls={`${id}-panel`} aria-keyshortcuts={tab.keys && shown(tab.keys).replaceAll(' ', '+').replace('Ctrl', 'Control')} tabIndex={tab.value === value ? 0 : -1}
            onPointerDown={(event) => { if (event.button === 0 && !event.ctrlKey && tab.value !== value) onChange(tab.value); }}
            onClick={() => { if (tab.value !== value) onChange(tab.value); }}
            onPointerEnter={onNear && (() => onNear(tab.value))} onFocus={onNear && (() => onNear(tab.value))}
            className="-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent px-2 text-sm font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-ink aria-selected:text-ink"
          >
            {tab.label}
            {tab.badge}
            {tab.keys ? <span aria-hidden className="max-2xl:hidden"><Kbd>{shown(tab.keys)}</Kbd></span> : null}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} tabIndex={0} className="flex min-h-0 flex-1 flex-col focus-visible:-outline-offset-2">{children}</div>
    </div>
  );
}
