'use client';
import { useState, type ReactNode } from 'react';
import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { cn } from '@/components/ui/cn';
import { matchesWords, wordsOf } from '@/components/ui/matchesWords';

export interface Choice {
  id: string;
  label: string;
  /** Words by which it is found beside its label. */
  keywords?: string;
  /** The YAML it writes, or its type. */
  code?: string;
  hint?: string;
  icon?: ReactNode;
  /** Begins another kind of choices: a line stands before it while nothing is filtered. */
  apart?: boolean;
}

export interface ListPopoverProps {
  /** Name of the dialog. */
  label: string;
  /** On the screen, in pixels. */
  at: { x: number; y: number };
  heading?: ReactNode;
  placeholder: string;
  /** Said where there is nothing to choose. */
  empty?: string;
  /** All of them, to be filtered here; or those for what was typed, best first. */
  choices: readonly Choice[] | ((search: string) => readonly Choice[]);
  onPick: (id: string) => void;
  onClose: () => void;
}

/** A list at a place: typing filters it, arrows and Enter choose. */
export function ListPopover({ label, at, heading, placeholder, empty = 'Nothing matches.', choices, onPick, onClose }: ListPopoverProps) {
  const [search, setSearch] = useState('');
  const shown = (typeof choices === 'function' ? choices(search) : matching(choices, search)).slice(0, 60);
  return (
    <Popover.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Popover.Anchor className="fixed size-px" style={{ left: at.x, top: at.y }} />
      <Popover.Portal>
        <Popover.Content aria-label={label} align="start" side="bottom" sideOffset={6} collisionPadding={12} className="z-50 w-96 max-w-[calc(100vw-24px)] animate-appear overflow-hidden rounded-md bg-raised shadow-raised outline-none">
          {heading ? <p className="px-3 pt-2.5 text-xs text-muted">{heading}</p> : null}
          <Command shouldFilter={false} label={label} loop>
            <Command.Input value={search} onValueChange={setSearch} placeholder={placeholder} className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-faint" />
            <Command.List className="max-h-[min(26rem,calc(var(--radix-popover-content-available-height)-5rem))] overflow-y-auto p-1">
              <Command.Empty className="px-2 py-3 text-sm text-muted">{empty}</Command.Empty>
              {shown.map((choice, index) => (
                <Command.Item key={choice.id} value={choice.id} onSelect={() => onPick(choice.id)} className={cn('relative flex cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted', choice.apart && index > 0 && search === '' && 'mt-2.25 before:absolute before:inset-x-0 before:-top-1.25 before:border-t before:border-border')}>
                  {choice.icon}
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{choice.label}</span>
                    {choice.code ? <span className="block truncate font-mono text-xs text-muted">{choice.code}</span> : null}
                  </span>
                  {choice.hint ? <span className="shrink-0 text-xs text-faint">{choice.hint}</span> : null}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Those with every word, the ones that begin with what was typed first. */
function matching(choices: readonly Choice[], search: string): readonly Choice[] {
  if (wordsOf(search).length === 0) return choices;
  const found = choices.filter((choice) => matchesWords(search, `${choice.label} ${choice.code ?? ''} ${choice.keywords ?? ''}`));
  const typed = search.trim().toLowerCase();
  const rank = ({ label }: Choice): number => { const name = label.toLowerCase(); return name === typed ? 0 : name.startsWith(typed) ? 1 : name.includes(typed) ? 2 : 3; };
  return found.toSorted((a, b) => rank(a) - rank(b));
}
