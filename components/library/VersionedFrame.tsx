'use client';
import { type ReactNode, useState } from 'react';
import { MoreHorizontal, Save, Trash2 } from 'lucide-react';
import { usePageKeys } from '@/components/shell/pageKeys';
import { useShownKeys } from '@/components/shell/shownKeys';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { Menu } from '@/components/ui/Menu';

export interface VersionedFrameProps {
  /** The heading of the page. */
  heading: string;
  /** Name and what else stands before the state. */
  fields: ReactNode;
  /** What is said of the state: "version 3", "changed since version 3". */
  state: ReactNode;
  readOnly: boolean;
  /** Why the next version is saved. */
  message: string;
  onMessage: (message: string) => void;
  saveLabel: string;
  saving: boolean;
  /** There is something to save, and nothing is wrong with it. */
  savable: boolean;
  onSave: () => void;
  problem: string | null;
  /** How all of it is removed; null while there is nothing to remove. */
  removal: Removal | null;
  children: ReactNode;
}

export interface Removal {
  name: string;
  label: string;
  hint: string;
  /** What goes and what stays. */
  consequences: string;
  onRemove: () => Promise<void>;
}

const READ_ONLY = 'Your role in this project is reader; this needs member.';

/** The page of something that is kept in versions: what it is called, the next version with a word why, its removal. A key saves. */
export function VersionedFrame({ heading, fields, state, readOnly, message, onMessage, saveLabel, saving, savable, onSave, problem, removal, children }: VersionedFrameProps) {
  const [removing, setRemoving] = useState(false);
  const shown = useShownKeys();
  usePageKeys('all', (keys) => {
    if (keys === 'Ctrl+s') onSave();
    return keys === 'Ctrl+s';
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <h1 className="sr-only">{heading}</h1>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2.5">
        {fields}
        {state === null ? null : <span className="text-xs text-muted">{state}</span>}
        <span className="flex-1" />
        <Input aria-label="What has changed" placeholder="What has changed" disabled={readOnly} value={message} onChange={(event) => onMessage(event.target.value)} className="w-48" />
        <Button variant="primary" onClick={onSave} disabled={readOnly || saving || !savable} title={readOnly ? READ_ONLY : shown('all:Ctrl+s')}><Save aria-hidden />{saving ? 'Saving...' : saveLabel}</Button>
        {removal ? <Menu trigger={<IconButton label="More actions" icon={<MoreHorizontal />} />} items={[{ id: 'remove', label: removal.label, hint: removal.hint, icon: <Trash2 />, danger: true, disabled: readOnly, onSelect: () => setRemoving(true) }]} /> : null}
      </div>
      {problem === null ? null : <p role="alert" className="shrink-0 border-b border-status-failed px-4 py-2 text-sm">{problem}</p>}
      {children}
      {removing && removal ? (
        <Dialog
          open onClose={() => setRemoving(false)} title={`Remove ${removal.name}?`}
          footer={<><Button onClick={() => setRemoving(false)}>Keep it</Button><Button variant="danger" onClick={() => void removal.onRemove().finally(() => setRemoving(false))}>Remove</Button></>}
        >
          <p className="text-sm text-muted">{removal.consequences}</p>
        </Dialog>
      ) : null}
    </div>
  );
}
