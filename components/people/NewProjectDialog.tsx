'use client';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';

export function NewProjectDialog({ busy, error, onClose, onCreate }: { busy: boolean; error: string | null; onClose: () => void; onCreate: (input: { name: string; description: string }) => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCreate({ name, description });
  };
  return (
    <Dialog open onClose={onClose} title="New project" description="Stacks, drafts and hosts of one project are not seen from another. You are its first admin."
      footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || name.trim() === ''}>Create</Button></>}>
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" htmlFor={`${id}-name`} required error={error}>
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} aria-describedby={describedBy(`${id}-name`)} aria-invalid={error !== null} autoComplete="off" />
        </Field>
        <Field label="Description" htmlFor={`${id}-description`}><Input id={`${id}-description`} value={description} onChange={(event) => setDescription(event.target.value)} autoComplete="off" /></Field>
      </form>
    </Dialog>
  );
}
