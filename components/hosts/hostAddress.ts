import { placeHref } from '@/components/shell/navigation';

export function hostHref(project: string, serverId: string): string {
  return `${placeHref(project, 'hosts')}/${encodeURIComponent(serverId)}`;
}
