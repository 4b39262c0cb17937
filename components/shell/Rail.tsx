'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { Tooltip } from '@/components/ui/Tooltip';
import { cn } from '@/components/ui/cn';
import { Logo } from './Logo';
import { isAt, PLACES, placeHref } from './navigation';
import { usePreferences } from './preferences';

/** The places of a project, left of everything: icons, and with `[` their words. Narrow windows have them in the top bar's menu. */
export function Rail({ project }: { project: string }) {
  const pathname = usePathname();
  const { preferences, change } = usePreferences();
  const wide = preferences.rail === 'wide';
  const Toggle = wide ? PanelLeftClose : PanelLeftOpen;
  const item = 'relative flex h-9 w-9 items-center gap-3 overflow-hidden rounded-md px-[9px] text-muted hover:bg-hover hover:text-ink rail-wide:w-full';
  const word = 'sr-only rail-wide:not-sr-only rail-wide:truncate rail-wide:text-sm';
  return (
    <nav aria-label="Places" className="flex w-14 shrink-0 flex-col gap-1 border-e bg-surface px-2.5 py-2 transition-[width] duration-200 max-md:hidden rail-wide:w-52">
      <Link prefetch={false} href={placeHref(project, 'stacks')} aria-label="Hearth, home" className="mb-2 flex h-9 items-center gap-2.5 rounded-md px-1.5 text-ink hover:bg-hover">
        <Logo className="size-6 shrink-0" />
        <span className="hidden text-sm font-semibold tracking-tight rail-wide:inline">Hearth</span>
      </Link>
      {PLACES.map((place) => {
        const { id, label, icon: Icon, keys } = place;
        const here = isAt(pathname, project, place);
        const link = (
          <Link
            key={id} prefetch={false} href={placeHref(project, id)} aria-current={here ? 'page' : undefined}
            className={cn(item, 'aria-[current]:bg-selected aria-[current]:text-ink aria-[current]:before:absolute aria-[current]:before:start-0 aria-[current]:before:h-5 aria-[current]:before:w-0.5 aria-[current]:before:rounded-full aria-[current]:before:bg-ink')}
          >
            <Icon className="size-4.5 shrink-0" aria-hidden />
            <span className={word}>{label}</span>
          </Link>
        );
        return wide ? link : <Tooltip key={id} label={label} keys={keys} side="right">{link}</Tooltip>;
      })}
      <span className="flex-1" />
      <button type="button" aria-expanded={wide} aria-keyshortcuts="[" onClick={() => change({ rail: wide ? 'narrow' : 'wide' })} className={item}>
        <Toggle className="size-4.5 shrink-0" aria-hidden />
        <span className={word}>{wide ? 'Icons only' : 'Show the words'}</span>
      </button>
    </nav>
  );
}
