'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';

export function SaveViewDialog({ onClose, onSave }: { onClose: () => void; onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <Dialog open onClose={onClose} title="Save this view" footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form="save-view" disabled={name.trim() === ''}>Save</Button></>}>
      <form id="save-view" onSubmit={(event) => { event.preventDefault(); onSave(name.trim()); onClose(); }}>
        <Field label="Name" htmlFor="view-name" hint="Filter and order of the list. Only you see it."><Input id="view-name" value={name} onChange={(event) => setName(event.target.value)} /></Field>
      </form>
    </Dialog>
  );
}
