'use client';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { usePathname } from 'next/navigation';
import { useProjectStream } from '@/components/live/useProjectStream';
import { lazily } from '@/components/ui/lazily';
import type { Role } from '@/lib/wire/types';
import { Rail } from './Rail';
import { RoleContext } from './role';
import { TopBar } from './TopBar';
import { useGlobalKeys } from './useGlobalKeys';
import { useSystemLooks } from './useSystemLooks';

// Neither is needed to show a page.
const CommandPalette = lazily(async () => (await import('./CommandPalette')).CommandPalette);
const HelpOverlay = lazily(async () => (await import('./HelpOverlay')).HelpOverlay);

export interface AppShellProps {
  project: string;
  projects: readonly string[];
  userName: string;
  role: Role;
  children: ReactNode;
}

/**
 * The frame of every page inside a project. Its inside fills the window and scrolls by itself; the frame never does, whatever an address points at or a hidden
 * control (a file input, words for screen readers) would make room for.
 */
export function AppShell({ project, projects, userName, role, children }: AppShellProps) {
  const [over, setOver] = useState<'search' | 'help' | null>(null);
  const search = useCallback(() => setOver('search'), []);
  const help = useCallback(() => setOver('help'), []);
  useGlobalKeys(project, { onPalette: search, onHelp: help });
  useProjectStream(project);
  useSystemLooks();
  const pathname = usePathname();
  useEffect(() => {
    // Somebody follows one of the first steps.
    const { hash } = window.location;
    if (hash.startsWith('#step-')) void import('@/components/home/stepTarget').then(({ showStep, STEP_HASH }) => showStep(hash.slice(STEP_HASH.length)));
  }, [pathname]);
  return (
    <RoleContext value={role}>
      <div className="relative flex h-dvh overflow-clip">
        <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:start-16 focus:top-2 focus:z-50 focus:rounded-md focus:bg-ink focus:px-3 focus:py-1.5 focus:text-sm focus:text-surface">
          Skip to the content
        </a>
        <Rail project={project} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar project={project} projects={projects} userName={userName} role={role} onSearch={search} onHelp={help} />
          <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">{children}</main>
        </div>
        {over === 'search' ? <CommandPalette project={project} open onClose={() => setOver(null)} onHelp={help} /> : null}
        {over === 'help' ? <HelpOverlay project={project} onClose={() => setOver(null)} /> : null}
      </div>
    </RoleContext>
  );
}
