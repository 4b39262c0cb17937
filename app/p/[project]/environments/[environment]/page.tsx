import { notFound } from 'next/navigation';
import { EnvironmentPage } from '@/components/environments/EnvironmentPage';
import { pageCallerFor } from '@/lib/auth/caller';
import { readEnvironment } from '@/lib/environments/environments';
import { services } from '@/lib/runtime/services';

export const metadata = { title: 'Environment' };

export default async function Page({ params }: { params: Promise<{ project: string; environment: string }> }) {
  const { project, environment } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/environments/${environment}`);
  const mayChange = caller.role !== 'reader';
  if (environment === 'new') return <EnvironmentPage key="new" project={caller.projectName} mayChange={mayChange} environment={null} />;
  const found = await readEnvironment(await services(), caller, environment);
  if (!found.ok) notFound();
  return <EnvironmentPage key={found.value.id} project={caller.projectName} mayChange={mayChange} environment={found.value} />;
}
