import { dotOf, framesOf, mermaidOf, notesOf, type Position } from '@/lib/graph';
import { download } from '@/components/ui/download';
import type { MenuItems } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import { zipOf } from '@/components/ui/zip';
import type { Snapshot } from '../document/session';
import type { Routes } from './lines';
import { coloursOf, type PictureTheme, pngOf, svgOf } from './picture';
import type { Scene } from './scene';

export interface Exported {
  name: string;
  snapshot: Snapshot;
  scene: Scene;
  routes: Routes;
  places: ReadonlyMap<string, Position>;
  docks: boolean;
}

/** Ways to take the drawing elsewhere. */
export function exportItems({ name, snapshot, scene, routes, places, docks }: Exported): MenuItems {
  const { layout, beside, text, analysis: { graph } } = snapshot;
  const file = name.replace(/\.(ya?ml|json|template)$/, '').replace(/[^\w.-]+/g, '-') || 'template';
  const frames = framesOf(layout, graph);
  const svg = (theme: PictureTheme) => svgOf({ scene, routes, notes: notesOf(layout), places, docks }, coloursOf(theme));
  const picture = (theme: PictureTheme) => () => {
    pngOf(svg(theme)).then((png) => download(`${file}.png`, png)).catch((error: unknown) => toast.error('The picture could not be made', { description: String(error) }));
  };
  const copied = (what: string, content: string) => () => { void navigator.clipboard.writeText(content).then(() => toast(`${what} is on the clipboard`)); };
  const files = Object.keys(beside.files).length;
  return [
    { id: 'png-light', label: 'PNG, light', onSelect: picture('light') },
    { id: 'png-dark', label: 'PNG, dark', onSelect: picture('dark') },
    { id: 'svg-light', label: 'SVG, light', onSelect: () => download(`${file}.svg`, svg('light'), 'image/svg+xml') },
    { id: 'svg-dark', label: 'SVG, dark', onSelect: () => download(`${file}.svg`, svg('dark'), 'image/svg+xml') },
    'separator',
    { id: 'mermaid', label: 'Copy as Mermaid', hint: 'GitHub, GitLab and many documents draw it', onSelect: () => copied('The Mermaid chart', mermaidOf(graph, frames))() },
    { id: 'dot', label: 'Graphviz DOT', onSelect: () => download(`${file}.dot`, dotOf(graph, frames)) },
    'separator',
    { id: 'yaml', label: 'Template', hint: `${file}.yaml`, onSelect: () => download(`${file}.yaml`, text, 'application/yaml') },
    {
      id: 'folder', label: 'Folder (zip)', hint: files === 0 ? 'template, environment and drawing' : `template, ${files} ${files === 1 ? 'file' : 'files'}, environment and drawing`,
      onSelect: () => download(`${file}.zip`, zipOf({
        [`${file}.yaml`]: text, ...beside.files, [`${file}.layout.json`]: `${JSON.stringify(sorted(layout), null, 2)}\n`,
        ...(Object.keys(beside.environment).length > 0 ? { 'environment.json': `${JSON.stringify(beside.environment, null, 2)}\n` } : {}),
      })),
    },
  ];
}

/** By key, so that what did not change reads the same in the next export. */
function sorted<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
