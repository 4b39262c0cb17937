'use client';
import { useRouter } from 'next/navigation';
import { Command } from 'cmdk';
import { Moon, Sun, SquareTerminal } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { Kbd } from '@/components/ui/Kbd';
import { PLACES, placeHref } from './navigation';
import { usePageCommands } from './paletteCommands';
import { useTheme } from './useTheme';

export interface CommandPaletteProps {
  project: string;
  open: boolean;
  onClose: () => void;
}

const ITEM = 'flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-sm px-2 text-sm data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:text-muted';

/** Everything the page and the product can do, by name. */
export function CommandPalette({ project, open, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const { choose } = useTheme();
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
            <Command.Input autoFocus placeholder="Go to, find, do..." className="h-11 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint" />
            <Command.List className="max-h-[50vh] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
              <Command.Empty className="p-6 text-center text-sm text-muted">Nothing of that name here.</Command.Empty>
              {groups.map(([heading, commands]) => (
                <Command.Group key={heading} heading={heading}>
                  {commands.map((command) => (
                    <Command.Item key={command.id} value={`${command.label} ${command.id}`} onSelect={run(command.run)} className={ITEM}>
                      <SquareTerminal aria-hidden />
                      <span className="flex-1 truncate">{command.label}</span>
                      {command.keys ? <Kbd>{command.keys}</Kbd> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              <Command.Group heading="Go to">
                {PLACES.map(({ id, label, icon: Icon, key }) => (
                  <Command.Item key={id} value={`go ${label}`} onSelect={run(() => router.push(placeHref(project, id)))} className={ITEM}>
                    <Icon aria-hidden />
                    <span className="flex-1">{label}</span>
                    <Kbd>{`g ${key}`}</Kbd>
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading="Look">
                <Command.Item value="light theme" onSelect={run(() => choose('light'))} className={ITEM}><Sun aria-hidden />Light theme</Command.Item>
                <Command.Item value="dark theme" onSelect={run(() => choose('dark'))} className={ITEM}><Moon aria-hidden />Dark theme</Command.Item>
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
