import Link from 'next/link';
import { Button } from '@/components/ui/Button';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">There is no page at this address</h1>
      <p className="max-w-md text-sm text-muted">It was removed, the address has a mistake, or it belongs to a project of which you are not a member.</p>
      <Button asChild variant="primary"><Link href="/">Go to the stacks</Link></Button>
    </main>
  );
}
