'use client';
import type { KeyId } from '@/components/shell/keymapTable';
import { shownKeys } from '@/components/shell/shownKeys';
import type { Position } from '@/lib/graph';
import type { InsideAction } from '../canvas/actions';
import { ListPopover } from '../connect/ListPopover';

const ACTIONS: readonly { id: InsideAction; label: string; keys: KeyId | null }[] = [
  { id: 'form', label: 'Open its form', keys: null }, { id: 'connect', label: 'Connect to…', keys: 'designer:e' }, { id: 'add', label: 'Add a resource beside it…', keys: 'designer:a' },
  { id: 'toggle', label: 'Show or hide what is inside', keys: 'designer:c' }, { id: 'remove', label: 'Delete', keys: 'designer:Delete' },
];

/** What can be done with a resource inside of an open card. */
export function InsideMenu({ name, opens, at, onPick, onClose }: { name: string; opens: boolean; at: Position; onPick: (action: InsideAction) => void; onClose: () => void }) {
  return (
    <ListPopover
      label={`Actions for ${name}`} at={at} placeholder="What to do"
      choices={ACTIONS.filter(({ id }) => id !== 'toggle' || opens).map(({ id, label, keys }) => ({ id, label, hint: keys === null ? 'Enter' : shownKeys(keys) }))}
      onPick={(id) => { onClose(); const action = ACTIONS.find((each) => each.id === id); if (action) requestAnimationFrame(() => onPick(action.id)); }} onClose={onClose}
    />
  );
}
