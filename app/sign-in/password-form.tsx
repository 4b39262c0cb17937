'use client';

import { useState, type FormEvent } from 'react';

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

  const field = 'mt-1 block w-full rounded border border-border bg-surface px-3 py-2';
  return (
    <form onSubmit={signIn} className="space-y-4">
      <label className="block text-sm">
        User
        <input name="username" autoComplete="username" required defaultValue="admin" className={field} />
      </label>
      <label className="block text-sm">
        Password
        <input name="password" type="password" autoComplete="current-password" required className={field} />
      </label>
      {problem && <p role="alert" className="text-sm text-status-failed">{problem}</p>}
      <button type="submit" disabled={busy} className="w-full rounded bg-accent px-3 py-2 font-medium text-on-accent disabled:opacity-60">
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}

function refusalText(status: number): string {
  if (status === 429) return 'Too many attempts. Wait ten seconds, then try again.';
  if (status === 401 || status === 403) return 'There is no such user, or the password is another one.';
  return `The server could not sign you in (status ${status}). Its log says more.`;
}
