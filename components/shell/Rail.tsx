'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Tooltip } from '@/components/ui/Tooltip';
import { Logo } from './Logo';
import { PLACES, placeHref } from './navigation';

/** The places of a project, left of everything. */
export function Rail({ project }: { project: string }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Places" className="flex w-14 shrink-0 flex-col items-center gap-1 border-r bg-surface py-2">
      <Link href={placeHref(project, 'stacks')} aria-label="Hearth, home" className="mb-2 flex size-9 items-center justify-center rounded-md text-ink hover:bg-hover">
        <Logo className="size-6" />
      </Link>
      {PLACES.map(({ id, label, icon: Icon, key }) => {
        const href = placeHref(project, id);
        const here = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Tooltip key={id} label={label} keys={`g ${key}`} side="right">
            <Link
              href={href}
              aria-current={here ? 'page' : undefined}
              className="relative flex size-9 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink aria-[current]:bg-selected aria-[current]:text-ink aria-[current]:before:absolute aria-[current]:before:-left-2.5 aria-[current]:before:h-5 aria-[current]:before:w-0.5 aria-[current]:before:rounded-full aria-[current]:before:bg-ink"
            >
              <Icon className="size-4.5" aria-hidden />
              <span className="sr-only">{label}</span>
            </Link>
          </Tooltip>
        );
      })}
    </nav>
  );
}
