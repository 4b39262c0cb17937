'use client';
import { useCallback, useState, type ReactNode } from 'react';
import { CommandPalette } from './CommandPalette';
import { Rail } from './Rail';
import { TopBar } from './TopBar';
import { useGlobalKeys } from './useGlobalKeys';

export interface AppShellProps {
  project: string;
  projects: readonly string[];
  userName: string;
  role: string;
  children: ReactNode;
}

/** The frame of every page inside a project. Its inside fills the window and scrolls by itself. */
export function AppShell({ project, projects, userName, role, children }: AppShellProps) {
  const [searching, setSearching] = useState(false);
  useGlobalKeys(project, useCallback(() => setSearching(true), []));
  return (
    <div className="flex h-dvh overflow-hidden">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:left-16 focus:top-2 focus:z-50 focus:rounded-md focus:bg-ink focus:px-3 focus:py-1.5 focus:text-sm focus:text-surface">
        Skip to the content
      </a>
      <Rail project={project} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar project={project} projects={projects} userName={userName} role={role} onSearch={() => setSearching(true)} />
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">{children}</main>
      </div>
      <CommandPalette project={project} open={searching} onClose={() => setSearching(false)} />
    </div>
  );
}
