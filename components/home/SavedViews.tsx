'use client';
import { useState } from 'react';
import { Bookmark, ChevronDown, Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Menu } from '@/components/ui/Menu';
import { useSavedViews } from './savedViews';
import { addressOf, type BoardView, viewOf } from './boardView';

const OURS: readonly { name: string; address: string }[] = [
  { name: 'All stacks', address: '' },
  { name: 'Running now', address: '?q=status%3Aprogress%2Cheld' },
  { name: 'Failed', address: '?q=status%3Afailed' },
  { name: 'Deleted, with their history', address: '?q=is%3Adeleted' },
];

/** Filters with names: some that everybody has, and one's own. */
export function SavedViews({ project, view, onOpen }: { project: string; view: BoardView; onOpen: (view: BoardView) => void }) {
  const { views, save, remove } = useSavedViews(project);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const here = addressOf(view);
  const current = [...views, ...OURS].find(({ address }) => address === here);
  const open = (address: string) => onOpen(viewOf(new URLSearchParams(address)));
  const close = () => { setNaming(false); setName(''); };
  return (
    <>
      <Menu
        trigger={<Button size="sm" className="h-8"><Bookmark aria-hidden /><span className="max-w-40 truncate">{current?.name ?? 'Views'}</span><ChevronDown aria-hidden /></Button>}
        items={[
          ...OURS.map(({ name: label, address }) => ({ id: label, label, onSelect: () => open(address) })),
          ...(views.length > 0 ? ['separator' as const] : []),
          ...views.map(({ name: label, address }) => ({ id: `own-${label}`, label, onSelect: () => open(address) })),
          'separator' as const,
          { id: 'save', label: 'Save this view...', icon: <Plus aria-hidden />, disabled: current !== undefined, hint: current === undefined ? undefined : 'It has a name already.', onSelect: () => setNaming(true) },
          ...(current !== undefined && views.includes(current) ? [{ id: 'remove', label: `Forget ${current.name}`, icon: <X aria-hidden />, onSelect: () => remove(current.name) }] : []),
        ]}
      />
      <Dialog open={naming} onClose={close} title="Save this view" footer={<><Button onClick={close}>Cancel</Button><Button variant="primary" type="submit" form="save-view" disabled={name.trim() === ''}>Save</Button></>}>
        <form id="save-view" onSubmit={(event) => { event.preventDefault(); save({ name: name.trim(), address: here }); close(); }}>
          <Field label="Name" htmlFor="view-name" hint="Filter and order of the list, kept in this browser."><Input id="view-name" value={name} onChange={(event) => setName(event.target.value)} /></Field>
        </form>
      </Dialog>
    </>
  );
}
