import { notFound } from 'next/navigation';
import { TypeReference } from '@/components/types/TypeReference';
import { pageCallerFor } from '@/lib/auth/caller';
import { catalogue } from '../catalogue';

export default async function Page({ params }: { params: Promise<{ project: string; type: string }> }) {
  const { project, type: encoded } = await params;
  await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/types/${encoded}`);
  const type = (await catalogue()).get(decodeURIComponent(encoded));
  if (!type) notFound();
  return <TypeReference type={type} />;
}
