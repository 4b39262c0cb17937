'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { placeHref, SETTINGS } from '@/components/shell/navigation';

/** The pages under Settings. */
export function SettingsMenu({ project }: { project: string }) {
  const pathname = usePathname();
  const here = SETTINGS.find(({ id }) => pathname === placeHref(project, id));
  useBreadcrumb(here ? [{ label: here.label }] : []);
  return (
    <nav aria-label="Settings" className="flex w-60 shrink-0 flex-col gap-0.5 overflow-y-auto border-e bg-surface p-3 max-md:w-full max-md:flex-row max-md:overflow-x-auto max-md:border-b max-md:border-e-0 max-md:p-2">
      {SETTINGS.map(({ id, label, about }) => (
        <Link key={id} prefetch={false} href={placeHref(project, id)} aria-current={here?.id === id ? 'page' : undefined} className="shrink-0 rounded-md px-2.5 py-1.5 hover:bg-hover aria-[current]:bg-selected">
          <span className="block whitespace-nowrap text-sm font-medium">{label}</span>
          <span className="block text-xs text-muted max-md:hidden">{about}</span>
        </Link>
      ))}
    </nav>
  );
}
