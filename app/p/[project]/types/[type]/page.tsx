import { notFound } from 'next/navigation';
import { TypeReference } from '@/components/types/TypeReference';
import { pageCallerFor } from '@/lib/auth/caller';
import { quirksOf } from '@/lib/graph/quirks';
import { connectionsOf, typeAsTemplate } from '@/lib/graph/type-text';
import { readExamples } from '../../stacks/read-examples';
import { missingConnection } from '@/components/designer/palette/typeSearch';
import { catalogue, connectedWith } from '../catalogue';

export default async function Page({ params }: { params: Promise<{ project: string; type: string }> }) {
  const { project, type: encoded } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/types/${encoded}`);
  const [known, connected] = await Promise.all([catalogue(), connectedWith(caller)]);
  const type = known.get(decodeURIComponent(encoded));
  if (!type) notFound();
  const examples = (await readExamples()).filter(({ graph }) => graph.nodes.some((node) => node.type === type.name)).map(({ id, title }) => ({ id, title }));
  return (
    <TypeReference
      project={decodeURIComponent(project)} type={type} minimal={typeAsTemplate(type, 'required')} full={typeAsTemplate(type, 'all')} connections={connectionsOf(type.name, known)} quirks={quirksOf(type)}
      examples={examples} needs={missingConnection(type, connected)} base={`/p/${project}/types`}
    />
  );
}
