import { notFound } from 'next/navigation';
import { getLibraryConfig, getStoredConfig } from '@/app/actions/library';
import { ConfigPage } from '@/components/library/ConfigPage';
import { pageCallerFor } from '@/lib/auth/caller';

export const metadata = { title: 'Config' };

/** `new`, a config of the library, or one that a stack or a client of the API has stored. */
export default async function Page({ params }: { params: Promise<{ project: string; config: string }> }) {
  const { project, config } = await params;
  const id = decodeURIComponent(config);
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/configs/${config}`);
  const common = { project: caller.projectName, mayChange: caller.role !== 'reader' };
  if (id === 'new') return <ConfigPage {...common} library={null} stored={null} />;
  const library = await getLibraryConfig(caller.projectName, id);
  if (library.ok) return <ConfigPage key={id} {...common} library={library.value} stored={null} />;
  const stored = await getStoredConfig(caller.projectName, id);
  if (stored.ok) return <ConfigPage key={id} {...common} library={null} stored={stored.value} />;
  notFound();
}
