/** How much of what there may be a project uses, and how long things are kept. */
import { MOST_RESOURCES } from '@/lib/engine/children';
import { projectUsage } from '@/lib/store/usage';
import type { Usage } from '@/lib/wire/usage';
import { MOST_STACKS } from './limits';
import type { Caller, StackPorts } from './ports';

export async function readUsage({ pool }: StackPorts, { projectId }: Caller): Promise<Usage> {
  const { counts, largest } = await projectUsage(pool, projectId);
  return {
    quotas: [
      { label: 'Stacks', used: counts.stacks, most: MOST_STACKS, about: 'Root stacks that are not deleted. Administrators may go beyond.' },
      { label: 'Resources of the largest stack', used: largest[0]?.resources ?? 0, most: MOST_RESOURCES, about: 'With everything nested in it.' },
      { label: 'Resources in all', used: counts.resources, most: null, about: '' },
      { label: 'Configs', used: counts.configs, most: null, about: 'Of the library, of stacks and of clients.' },
      { label: 'Snapshots', used: counts.snapshots, most: null, about: '' },
      { label: 'Environments', used: counts.environments, most: null, about: '' },
      { label: 'Secrets', used: counts.secrets, most: null, about: '' },
      { label: 'Hosts', used: counts.hosts, most: null, about: '' },
      { label: 'Events', used: counts.events, most: null, about: 'Of all stacks, deleted ones included.' },
    ],
    largest,
  };
}
