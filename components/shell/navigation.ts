import { Blocks, FileCode2, Layers, PencilRuler, Plug, Server, type LucideIcon } from 'lucide-react';

export interface Place {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Letter after `g`. */
  key: string;
}

export const PLACES: readonly Place[] = [
  { id: 'stacks', label: 'Stacks', icon: Layers, key: 's' },
  { id: 'designer', label: 'Designer', icon: PencilRuler, key: 'd' },
  { id: 'configs', label: 'Configs', icon: FileCode2, key: 'c' },
  { id: 'hosts', label: 'Hosts', icon: Server, key: 'h' },
  { id: 'connections', label: 'Connections', icon: Plug, key: 'n' },
  { id: 'types', label: 'Resource types', icon: Blocks, key: 't' },
];

export function placeHref(project: string, place: string): string {
  return `/p/${encodeURIComponent(project)}/${place}`;
}
