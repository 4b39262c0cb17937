'use client';
import { useRouter } from 'next/navigation';
import { Command } from 'cmdk';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { CircleHelp, Contrast, Moon, Rows3, Settings, Sun, SquareTerminal, CornerDownRight } from 'lucide-react';
import { searchProject } from '@/app/actions/search';
import { unwrap } from '@/components/live/unwrap';
import { Dialog as Radix } from 'radix-ui';
import { Keys } from './Keys';
import { PLACES, placeHref, SETTINGS, VIEWS } from './navigation';
import { usePageCommands } from './paletteCommands';
import { usePreferences } from './preferences';
import { useSettled } from './useSettled';

export interface CommandPaletteProps {
  project: string;
  open: boolean;
  onClose: () => void;
  onHelp: () => void;
}

const ITEM = 'flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-sm px-2 text-sm data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:text-muted';

/** Everything the page and the product can do, by name. */
export function CommandPalette({ project, open, onClose, onHelp }: CommandPaletteProps) {
  const router = useRouter();
  const { preferences, change } = usePreferences();
  const [text, setText] = useState('');
  const asked = useSettled(text.trim(), 150);
  const found = useQuery({ queryKey: ['search', project, asked], queryFn: async () => unwrap(await searchProject(project, asked)), enabled: asked.length > 1, placeholderData: (before) => before, staleTime: 10_000 });
  const hits = asked.length > 1 ? (found.data ?? []) : [];
  const pageCommands = usePageCommands();
  const groups = [...new Set(pageCommands.map((command) => command.group))].map((group) => [group, pageCommands.filter((command) => command.group === group)] as const);
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  return (
    <Radix.Root open={open} onOpenChange={(now) => (now ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Radix.Content aria-describedby={undefined} className="fixed left-1/2 top-[12vh] z-50 w-[min(600px,calc(100vw-32px))] -translate-x-1/2 rounded-lg bg-raised shadow-raised">
          <Radix.Title className="sr-only">Search or do</Radix.Title>
          <Command loop label="Commands">
            <Command.Input autoFocus value={text} onValueChange={setText} placeholder="Go to, find, do..." className="h-11 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint" />
            <Command.List className="max-h-[50vh] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
              {hits.length > 0 ? null : <Command.Empty className="p-6 text-center text-sm text-muted">{found.isFetching ? 'Looking...' : 'Nothing of that name here.'}</Command.Empty>}
              {groups.map(([heading, commands]) => (
                <Command.Group key={heading} heading={heading}>
                  {commands.map((command) => (
                    <Command.Item key={command.id} value={`${command.label} ${command.id}`} onSelect={run(command.run)} className={ITEM}>
                      <SquareTerminal aria-hidden />
                      <span className="flex-1 truncate">{command.label}</span>
                      {command.keys ? <Keys of={command.keys} /> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {[...new Set(hits.map((hit) => hit.kind))].map((kind) => (
                <Command.Group key={kind} heading={kind} forceMount>
                  {hits.filter((hit) => hit.kind === kind).map((hit) => (
                    <Command.Item key={hit.path} value={`found ${hit.path}`} forceMount onSelect={run(() => router.push(hit.path.startsWith('/') ? hit.path : placeHref(project, hit.path)))} className={ITEM}>
                      <span className="min-w-0 flex-1 truncate">{hit.label}</span>
                      <span className="max-w-56 truncate text-xs text-muted">{hit.about}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              <Command.Group heading="Go to">
                {PLACES.map(({ id, label, icon: Icon, keys }) => (
                  <Command.Item key={id} value={`go ${label}`} onSelect={run(() => router.push(placeHref(project, id)))} className={ITEM}>
                    <Icon aria-hidden />
                    <span className="flex-1">{label}</span>
                    <Keys of={keys} />
                  </Command.Item>
                ))}
                {VIEWS.map(({ path, label, about }) => <Command.Item key={path} value={`view ${label} ${about}`} onSelect={run(() => router.push(placeHref(project, path)))} className={ITEM}><CornerDownRight aria-hidden /><span className="flex-1">{label}</span><span className="truncate text-xs text-muted">{about}</span></Command.Item>)}
              </Command.Group>
              <Command.Group heading="Settings">
                {SETTINGS.map(({ id, label, about }) => <Command.Item key={id} value={`settings ${label} ${about}`} onSelect={run(() => router.push(placeHref(project, id)))} className={ITEM}><Settings aria-hidden /><span className="flex-1">{label}</span><span className="truncate text-xs text-muted">{about}</span></Command.Item>)}
              </Command.Group>
              <Command.Group heading="Look">
                <Command.Item value="light theme" onSelect={run(() => change({ theme: 'light' }))} className={ITEM}><Sun aria-hidden />Light theme</Command.Item>
                <Command.Item value="dark theme" onSelect={run(() => change({ theme: 'dark' }))} className={ITEM}><Moon aria-hidden />Dark theme</Command.Item>
                <Command.Item value="high contrast theme" onSelect={run(() => change({ theme: 'contrast' }))} className={ITEM}><Contrast aria-hidden />High contrast theme</Command.Item>
                <Command.Item value="compact density comfortable" onSelect={run(() => change({ density: preferences.density === 'compact' ? 'comfortable' : 'compact' }))} className={ITEM}><Rows3 aria-hidden />{preferences.density === 'compact' ? 'Comfortable rows' : 'Compact rows'}</Command.Item>
                <Command.Item value="keys help shortcuts" onSelect={run(onHelp)} className={ITEM}><CircleHelp aria-hidden /><span className="flex-1">Keys and help</span><Keys of="all:?" /></Command.Item>
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
