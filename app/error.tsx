'use client';
import { buttonLooks } from '@/components/ui/buttonLooks';

/** What browsers and bundlers say when a piece of the program is not there: the server has a newer one since the page was opened, or could not be reached. */
const MISSING_PIECE = /load chunk|ChunkLoadError|dynamically imported module|module script failed/i;

/** A page broke. The digest finds the fault in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  // What it was opened with is gone: trying again would ask for the same piece.
  const outdated = MISSING_PIECE.test(`${error.name} ${error.message}`);
  return (
    <main role="alert" className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">{outdated ? 'This page is older than the server' : 'This page could not be shown'}</h1>
      {outdated ? <p className="max-w-lg text-sm text-muted">The server was updated, or could not be reached, while the page was open. Load it anew: drafts are kept.</p> : null}
      <p className="max-w-lg break-words font-mono text-xs text-muted">{error.message}</p>
      <p className="text-xs text-muted">{error.digest ? <>Request <code className="select-all font-mono">{error.digest}</code>: the log of the server has more under it. </> : null}What is being deployed goes on.</p>
      <button type="button" className={buttonLooks('primary')} onClick={outdated ? () => window.location.reload() : reset}>{outdated ? 'Load it anew' : 'Try again'}</button>
    </main>
  );
}
