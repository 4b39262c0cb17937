'use client';
import { useId, useState, type FormEvent } from 'react';
import type { Role } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { ROLE_CHOICES, roleNamed } from './roles';

export interface NewPerson {
  name: string;
  password: string;
  role: Role;
}

export function NewPersonDialog({ busy, error, onClose, onCreate }: { busy: boolean; error: string | null; onClose: () => void; onCreate: (input: NewPerson) => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('member');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCreate({ name, password, role });
  };
  return (
    <Dialog open onClose={onClose} title="New person" description="They belong to this project with the role you give."
      footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={busy || name.trim() === ''}>Add</Button></>}>
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" htmlFor={`${id}-name`} required error={error}>
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} aria-describedby={describedBy(`${id}-name`)} aria-invalid={error !== null} autoComplete="off" />
        </Field>
        <Field label="Password" htmlFor={`${id}-password`} hint="At least 8 characters. Without one, you get a link to hand on that signs in once.">
          <Input id={`${id}-password`} type="password" value={password} onChange={(event) => setPassword(event.target.value)} aria-describedby={describedBy(`${id}-password`)} autoComplete="new-password" />
        </Field>
        <Field label="Role" htmlFor={`${id}-role`}><Select id={`${id}-role`} value={role} options={ROLE_CHOICES} onChange={(value) => setRole(roleNamed(value) ?? role)} /></Field>
      </form>
    </Dialog>
  );
}
