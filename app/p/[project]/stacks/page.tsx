import { StackList } from '@/components/home/StackList';
import { viewOf } from '@/components/home/boardView';
import { pageCallerFor } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';
import { readBoard } from '@/lib/stacks/board';
import { readExamples } from './read-examples';

export const metadata = { title: 'Stacks' };

export default async function Page({ params, searchParams }: { params: Promise<{ project: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { project } = await params;
  const asked = await searchParams;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/stacks`);
  const view = viewOf({ get: (name) => [asked[name]].flat()[0] ?? null });
  const board = await readBoard(await services(), caller, { ...view, limit: 100, facets: true });
  const first = board.ok ? board.value : null;
  // Somebody who has nothing yet sees the examples at once; others ask for them.
  const examples = first?.facets?.total === 0 ? await readExamples() : null;
  return <StackList project={caller.projectName} role={caller.role} first={first} examples={examples} />;
}
