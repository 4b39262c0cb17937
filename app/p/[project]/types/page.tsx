import { Blocks } from 'lucide-react';
import { EmptyState } from '@/components/ui/EmptyState';
import { pageCallerFor } from '@/lib/auth/caller';

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/types`);
  return <EmptyState className="h-full" icon={<Blocks />} page title="Resource types">Choose a type to see its properties, what a change of each does, and its attributes.</EmptyState>;
}
