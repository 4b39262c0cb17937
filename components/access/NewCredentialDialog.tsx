'use client';
import { useId, useState, type FormEvent } from 'react';
import type { Role } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { roleNamed, rolesUpTo } from '@/components/people/roles';

const ENDS = [{ value: '30', label: 'In 30 days' }, { value: '365', label: 'In a year' }, { value: 'never', label: 'Never' }];

export interface NewCredential {
  name: string;
  role: Role;
  days: number | null;
}

export function NewCredentialDialog({ role: own, busy, error, onClose, onCreate }: { role: Role; busy: boolean; error: string | null; onClose: () => void; onCreate: (input: NewCredential) => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(own);
  const [ends, setEnds] = useState('365');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCreate({ name, role, days: ends === 'never' ? null : Number(ends) });
  };
  return (
    <Dialog open onClose={onClose} title="New application credential" description="A program signs in with it instead of you: in this project only, and with no more than the role you give it."
      footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || name.trim() === ''}>Create</Button></>}>
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" htmlFor={`${id}-name`} required error={error} hint="What it is for: ci, laptop, monitoring.">
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} aria-describedby={describedBy(`${id}-name`)} aria-invalid={error !== null} autoComplete="off" />
        </Field>
        <Field label="Role" htmlFor={`${id}-role`}><Select id={`${id}-role`} value={role} options={rolesUpTo(own)} onChange={(value) => setRole(roleNamed(value) ?? role)} /></Field>
        <Field label="Ends" htmlFor={`${id}-ends`}><Select id={`${id}-ends`} value={ends} options={ENDS} onChange={setEnds} /></Field>
      </form>
    </Dialog>
  );
}
