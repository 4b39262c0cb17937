'use client';
import { memo } from 'react';
import { FAMILIES, FAMILY_WORD, familyOf, type Family, type StatusInput } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { cn } from '@/components/ui/cn';

export interface FamilyChipsProps {
  counts: ReadonlyMap<Family, number>;
  chosen: ReadonlySet<Family>;
  onChange: (chosen: ReadonlySet<Family>) => void;
}

/** How many are in each kind of state; a click shows those only. */
export const FamilyChips = memo(function FamilyChips({ counts, chosen, onChange }: FamilyChipsProps) {
  const toggle = (family: Family) => {
    const next = new Set(chosen);
    if (!next.delete(family)) next.add(family);
    onChange(next);
  };
  return (
    <div role="group" aria-label="Filter by state" className="flex flex-wrap gap-1.5">
      {FAMILIES.filter((family) => counts.has(family) || chosen.has(family)).map((family) => (
        <button
          key={family}
          type="button"
          aria-pressed={chosen.has(family)}
          onClick={() => toggle(family)}
          className={cn('flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs hover:bg-hover', chosen.has(family) ? 'border-ink bg-selected text-ink' : 'text-muted')}
        >
          <StatusIcon family={family} className="size-3.5" />
          {FAMILY_WORD[family]}
          <span className="tabular-nums text-ink">{counts.get(family) ?? 0}</span>
        </button>
      ))}
    </div>
  );
});

/** @param items each with how often it is there */
export function familyCounts(items: Iterable<readonly [StatusInput, number]>): ReadonlyMap<Family, number> {
  const counts = new Map<Family, number>();
  for (const [item, times] of items) {
    const family = familyOf(item);
    counts.set(family, (counts.get(family) ?? 0) + times);
  }
  return counts;
}
