'use client';
import { CircleAlert, Clock, GitCompareArrows, Pause, ServerOff, type LucideIcon } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { type Attention, ATTENTION, type Facets, parseStackQuery } from '@/lib/wire/stack-board';

const WORDS: Readonly<Record<Attention, { icon: LucideIcon; one: string; many: string }>> = {
  failed: { icon: CircleAlert, one: 'failed', many: 'failed' },
  paused: { icon: Pause, one: 'waits for somebody', many: 'wait for somebody' },
  waiting: { icon: Clock, one: 'waits unusually long', many: 'wait unusually long' },
  offline: { icon: ServerOff, one: 'has a host offline', many: 'have hosts offline' },
  drifted: { icon: GitCompareArrows, one: 'has drifted', many: 'have drifted' },
};

/** What wants somebody's eye; nothing while there is nothing. Each of them filters the list. */
export function NeedsAttention({ facets, text, onToggle }: { facets: Facets; text: string; onToggle: (word: Attention) => void }) {
  const chosen = parseStackQuery(text).keys.is ?? [];
  const shown = ATTENTION.filter((word) => facets.attention[word] || chosen.includes(word));
  if (shown.length === 0) return null;
  return (
    <section aria-label="Needs attention" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-canvas px-5 py-2 max-md:px-3">
      <h2 className="text-xs font-medium">Needs attention</h2>
      {shown.map((word) => {
        const { icon: Icon, one, many } = WORDS[word];
        const count = facets.attention[word] ?? 0;
        return (
          <button key={word} type="button" aria-pressed={chosen.includes(word)} onClick={() => onToggle(word)} className={cn('flex h-7 items-center gap-1.5 rounded-md border bg-surface px-2 text-xs hover:bg-hover', chosen.includes(word) && 'border-ink bg-selected')}>
            <Icon aria-hidden className={cn('size-3.5', word === 'failed' || word === 'drifted' ? 'text-status-failed' : 'text-status-held')} />
            <span className="font-medium tabular-nums">{count}</span> {count === 1 ? one : many}
          </button>
        );
      })}
    </section>
  );
}
