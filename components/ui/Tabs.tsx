'use client';
import type { ReactNode } from 'react';
import { Tabs as Radix } from 'radix-ui';
import { cn } from './cn';
import { Kbd } from './Kbd';

export interface Tab {
  value: string;
  label: ReactNode;
  /** Small count or mark after the label. */
  badge?: ReactNode;
  /** Key that goes there, shown where there is room. */
  keys?: string;
}

export interface TabsProps {
  value: string;
  tabs: readonly Tab[];
  onChange: (value: string) => void;
  label: string;
  className?: string;
  /** Panel of the chosen tab. */
  children: ReactNode;
}

/** A row of tabs over the panel of the chosen one; arrows move, the panel changes at once. */
export function Tabs({ value, tabs, onChange, label, className, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className={cn('flex min-h-0 flex-1 flex-col', className)}>
      <Radix.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b px-4">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            aria-keyshortcuts={tab.keys}
            className="-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent px-2 text-sm font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.badge}
            {tab.keys ? <span aria-hidden className="max-2xl:hidden"><Kbd>{tab.keys}</Kbd></span> : null}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} className="flex min-h-0 flex-1 flex-col focus-visible:-outline-offset-2">{children}</Radix.Content>
    </Radix.Root>
  );
}
