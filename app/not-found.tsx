import { buttonLooks } from '@/components/ui/buttonLooks';

/** What this page needs comes with every other, so it does without the program of a link. */
const START = '/';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">There is no page at this address</h1>
      <p className="max-w-md text-sm text-muted">It was removed, the address has a mistake, or it belongs to a project of which you are not a member.</p>
      <a href={START} className={buttonLooks('primary')}>Go to the stacks</a>
    </main>
  );
}
