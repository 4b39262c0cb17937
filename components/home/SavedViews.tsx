'use client';
import { useState } from 'react';
import { Bookmark, ChevronDown, Plus, Rows2, Rows4, X } from 'lucide-react';
import { usePreferences } from '@/components/shell/preferences';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { lazily } from '@/components/ui/lazily';
import { useSavedViews } from './savedViews';
import { addressOf, type BoardView, viewOf } from './boardView';

const SaveViewDialog = lazily(async () => (await import('./SaveViewDialog')).SaveViewDialog);

const OURS: readonly { name: string; address: string }[] = [
  { name: 'All stacks', address: '' },
  { name: 'Running now', address: '?q=status%3Aprogress%2Cheld' },
  { name: 'Failed', address: '?q=status%3Afailed' },
  { name: 'Deleted, with their history', address: '?q=is%3Adeleted' },
];

/** Filters with names: some that everybody has, and one's own. */
export function SavedViews({ project, view, onOpen }: { project: string; view: BoardView; onOpen: (view: BoardView) => void }) {
  const { preferences: { density }, change: changeTo } = usePreferences();
  const compact = density === 'compact';
  const here = addressOf(view);
  const ours = OURS.find(({ address }) => address === here);
  const [opened, setOpened] = useState(false);
  const { views, save, remove } = useSavedViews(project, opened || ours === undefined);
  const [naming, setNaming] = useState(false);
  const own = views.find(({ address }) => address === here);
  const current = own ?? ours;
  const open = (address: string) => onOpen(viewOf(new URLSearchParams(address)));
  return (
    <>
      <span onPointerEnter={() => setOpened(true)} onFocus={() => setOpened(true)}><Menu
        trigger={<Button size="sm" className="h-8"><Bookmark aria-hidden /><span className="max-w-40 truncate">{current?.name ?? 'Views'}</span><ChevronDown aria-hidden /></Button>}
        items={[
          ...OURS.map(({ name: label, address }) => ({ id: label, label, onSelect: () => open(address) })),
          ...(views.length > 0 ? ['separator' as const] : []),
          ...views.map(({ name: label, address }) => ({ id: `own-${label}`, label, onSelect: () => open(address) })),
          'separator' as const,
          { id: 'save', label: 'Save this view...', icon: <Plus aria-hidden />, disabled: current !== undefined, hint: current === undefined ? undefined : 'It has a name already.', onSelect: () => setNaming(true) },
          ...(own !== undefined ? [{ id: 'remove', label: `Forget ${own.name}`, icon: <X aria-hidden />, onSelect: () => remove(own.name) }] : []),
        ]}
      /></span>
      <IconButton label={compact ? 'Comfortable rows' : 'Compact rows'} icon={compact ? <Rows2 /> : <Rows4 />} onClick={() => changeTo({ density: compact ? 'comfortable' : 'compact' })} className="max-md:hidden" />
      {naming ? <SaveViewDialog onClose={() => setNaming(false)} onSave={(name) => save({ name, address: here })} /> : null}
    </>
  );
}
