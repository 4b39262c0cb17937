'use client';

import { useState, type FormEvent } from 'react';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Button } from '@/components/ui/Button';
import { Input } from '@/components/ui/Input';

/** User name and password. The server limits attempts, so a refusal may also say to wait. */
export function PasswordForm({ next }: { next: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const response = await fetch('/api/auth/sign-in/username', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: form.get('username'), password: form.get('password') }),
    }).catch(() => null);
    if (response?.ok) return window.location.assign(next);
    setBusy(false);
    setProblem(response ? refusalText(response.status) : 'The server does not answer. Is Hearth running?');
  }

  return (
    <form onSubmit={signIn} className="space-y-4">
      <div className="text-sm font-medium">
        <label htmlFor="username">User</label>
        <Input id="username" name="username" autoComplete="username" required defaultValue="admin" className="mt-1 h-9" />
      </div>
      <div className="text-sm font-medium">
        <label htmlFor="password">Password</label>
        <Input id="password" name="password" type="password" autoComplete="current-password" autoFocus required className="mt-1 h-9" />
      </div>
      {problem && <p role="alert" className="flex items-start gap-2 text-sm"><StatusIcon family="failed" className="mt-0.5 size-4 shrink-0" />{problem}</p>}
      <Button type="submit" variant="primary" disabled={busy} className="h-9 w-full justify-center">{busy ? 'Signing in…' : 'Sign in'}</Button>
    </form>
  );
}

function refusalText(status: number): string {
  if (status === 429) return 'Too many attempts. Wait ten seconds, then try again.';
  if (status === 401 || status === 403) return 'There is no such user, or the password is another one.';
  return `The server could not sign you in (status ${status}). Its log says more.`;
}
