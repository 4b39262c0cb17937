'use client';
import { buttonLooks } from '@/components/ui/buttonLooks';

/** A page broke. The digest finds the fault in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main role="alert" className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="max-w-lg break-words font-mono text-xs text-muted">{error.message}</p>
      <p className="text-xs text-muted">{error.digest ? <>Request <code className="select-all font-mono">{error.digest}</code>: the log of the server has more under it. </> : null}What is being deployed goes on.</p>
      <button type="button" className={buttonLooks('primary')} onClick={reset}>Try again</button>
    </main>
  );
}
