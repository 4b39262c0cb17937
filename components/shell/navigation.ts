import { Activity, Blocks, FileCode2, Layers, PencilRuler, Server, Settings, SlidersHorizontal, type LucideIcon } from 'lucide-react';

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
  { id: 'environments', label: 'Environments', icon: SlidersHorizontal, key: 'e' },
  { id: 'types', label: 'Catalogue', icon: Blocks, key: 't' },
  { id: 'activity', label: 'Activity', icon: Activity, key: 'a' },
  { id: 'settings', label: 'Settings', icon: Settings, key: ',' },
];

export function placeHref(project: string, place: string): string {
  return `/p/${encodeURIComponent(project)}/${place}`;
}
