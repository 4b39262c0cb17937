import { redirect } from 'next/navigation';
import { Logo } from '@/components/shell/Logo';
import { signedIn } from '@/lib/auth/caller';
import { localPath } from './local-path';
import { PasswordForm } from './password-form';

export const metadata = { title: 'Sign in · Hearth' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const query = await searchParams;
  const next = localPath(query.next);
  if (await signedIn()) redirect(next);
  return (
    <main className="flex min-h-dvh items-center justify-center p-6">
      <div className="w-full max-w-sm">
        <Logo className="mb-4 size-9" />
        <h1 className="mb-1 text-xl font-semibold tracking-tight">Hearth</h1>
        <p className="mb-6 text-sm text-muted">Draw infrastructure, deploy it, watch it, roll it back.</p>
        {query.problem === 'link' && (
          <p role="alert" className="mb-4 rounded-md border bg-surface p-3 text-sm">
            This link was used before, or is too old. Print a new one with <code className="font-mono text-xs">npm run sign-in-link</code> on the machine that runs Hearth.
          </p>
        )}
        <PasswordForm next={next} />
        <p className="mt-6 text-sm text-muted">
          No password? <code className="font-mono text-xs">npm start</code> prints a link that signs you in, and <code className="font-mono text-xs">npm run sign-in-link</code> prints another.
        </p>
      </div>
    </main>
  );
}
