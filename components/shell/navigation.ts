import { Activity, Blocks, FileCode2, Layers, PencilRuler, Server, Settings, SlidersHorizontal, type LucideIcon } from 'lucide-react';
import type { KeyId } from './keymapTable';

export interface Place {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Keys that go there. */
  keys: KeyId;
  /** Other addresses that belong to it. */
  also?: readonly string[];
}

export const PLACES: readonly Place[] = [
  { id: 'stacks', label: 'Stacks', icon: Layers, keys: 'all:g s' },
  { id: 'designer', label: 'Designer', icon: PencilRuler, keys: 'all:g d' },
  { id: 'configs', label: 'Configs', icon: FileCode2, keys: 'all:g c' },
  { id: 'hosts', label: 'Hosts', icon: Server, keys: 'all:g h' },
  { id: 'environments', label: 'Environments', icon: SlidersHorizontal, keys: 'all:g e' },
  { id: 'types', label: 'Catalogue', icon: Blocks, keys: 'all:g t', also: ['functions'] },
  { id: 'activity', label: 'Activity', icon: Activity, keys: 'all:g a' },
  { id: 'settings', label: 'Settings', icon: Settings, keys: 'all:g ,', also: ['people', 'access', 'connections'] },
];

/** Pages under Settings, in the order of its menu. */
export const SETTINGS: readonly { id: string; label: string; about: string }[] = [
  { id: 'settings', label: 'Profile', about: 'Theme, density, keys, motion' },
  { id: 'settings/project', label: 'Project', about: 'What is used of what there may be; retention' },
  { id: 'people', label: 'People and projects', about: 'Members and their roles' },
  { id: 'access', label: 'API access', about: 'Tokens, credentials, files for clients' },
  { id: 'connections', label: 'Connections', about: 'Clouds, Docker Engines and hosts over SSH' },
  { id: 'settings/about', label: 'About and health', about: 'Version, database, queue, workers' },
];

/** Views inside of places, found by the search. */
export const VIEWS: readonly { path: string; label: string; about: string }[] = [
  { path: 'configs?view=deployments', label: 'Deployments', about: 'Every run of a config on a server' },
  { path: 'environments?view=matrix', label: 'Matrix of environments', about: 'Parameters across environments' },
  { path: 'environments?view=effective', label: 'Effective values', about: 'What a template gets from environments' },
  { path: 'environments?view=secrets', label: 'Secrets', about: 'Values that nobody can read back' },
  { path: 'functions', label: 'Functions', about: 'The functions of the language, tried on the page' },
];

export function placeHref(project: string, place: string): string {
  return `/p/${encodeURIComponent(project)}/${place}`;
}

/** Whether an address is a place or inside of it. */
export function isAt(pathname: string, project: string, { id, also = [] }: Pick<Place, 'id' | 'also'>): boolean {
  return [id, ...also].some((each) => pathname === placeHref(project, each) || pathname.startsWith(`${placeHref(project, each)}/`));
}
