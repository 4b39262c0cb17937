/** The drawing as a picture of its own, for documents. */
import { type Note, pathOf, type Position } from '@/lib/graph';
import { shortType } from '../typeNames';
import { kindOf, textOf } from './flow';
import { CHIP_HEIGHT, dockPlaces, PILL_HEIGHT, PILL_WIDTH, portOf } from './geometry';
import { isNodeKey } from './handles';
import { lineId, type Routes } from './lines';
import { FRAME_TITLE, type Scene } from './scene';

export type PictureTheme = 'light' | 'dark';

export interface Picture {
  scene: Scene;
  routes: Routes;
  notes: readonly Note[];
  places: ReadonlyMap<string, Position>;
  /** With parameters and outputs beside it. */
  docks: boolean;
}

/** Colours of a theme by the names of their tokens, whichever theme the page has. */
export type Colours = (token: string) => string;

const MARGIN = 32;
const LETTER = 0.56;

export function svgOf({ scene, routes, notes, places, docks }: Picture, colour: Colours): string {
  const parts: string[] = [];
  const boxes: { x: number; y: number; width: number; height: number }[] = [...scene.boxes.values(), ...notes.map(({ at, width, height }) => ({ ...at, width, height }))];
  const text = (x: number, y: number, value: string, { size = 12, weight = 400, fill = '--ink', room = 1e9, anchor = 'start' }: { size?: number; weight?: number; fill?: string; room?: number; anchor?: 'start' | 'middle' } = {}): void => {
    const most = Math.floor(room / (size * LETTER));
    parts.push(`<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour(fill)}" text-anchor="${anchor}">${escaped(value.length > most ? `${value.slice(0, Math.max(1, most - 1))}…` : value)}</text>`);
  };
  const rect = (box: { x: number; y: number; width: number; height: number }, { fill = '--surface', stroke = '--border', width = 1, dash = '', radius = 6 }: { fill?: string; stroke?: string; width?: number; dash?: string; radius?: number } = {}): void => {
    parts.push(`<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="${radius}" fill="${colour(fill)}" stroke="${colour(stroke)}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`);
  };
  for (const frame of scene.frames) {
    const box = scene.boxes.get(frame.key);
    if (!box) continue;
    rect(box, { fill: frame.color ? `--frame-${frame.color}` : '--sunken', stroke: '--border-strong', dash: frame.collapsed ? '' : '4 3', radius: 8 });
    text(box.x + 12, box.y + FRAME_TITLE / 2 + 5, `${frame.title || 'Frame'} (${frame.members.length})`, { weight: 500, room: box.width - 24 });
  }
  const drawn = new Set<string>();
  for (const edge of scene.graph.edges) {
    if (edge.kind === 'condition' || edge.kind === 'param' || edge.kind === 'output') continue;
    const kind = kindOf(edge, { scene });
    const [source, target] = [scene.shownAs(edge.from), scene.shownAs(edge.to)];
    const [from, to] = [portOf(scene, edge.from, 'out'), portOf(scene, edge.to, 'in')];
    const id = lineId(scene, edge);
    if (kind === null || source === target || from === null || to === null || drawn.has(`${id}|${kind}`)) continue;
    drawn.add(`${id}|${kind}`);
    const path = pathOf(from, routes.get(id) ?? [], to);
    parts.push(`<path d="${path}" fill="none" stroke="${colour('--border-strong')}" stroke-width="${kind === 'deploy' ? 5 : 1.5}"${kind === 'order' ? ' stroke-dasharray="6 4"' : ''}${kind === 'deploy' ? '' : ' marker-end="url(#arrow)"'}><title>${escaped(textOf(edge))}</title></path>`);
    if (kind === 'deploy') parts.push(`<path d="${path}" fill="none" stroke="${colour('--canvas')}" stroke-width="2.5"/>`);
  }
  for (const node of scene.cards) {
    const box = scene.boxes.get(node.key);
    if (!box) continue;
    rect(box, { stroke: node.shape === 'server' || node.condition !== null ? '--border-strong' : '--border', width: node.shape === 'server' ? 2 : 1, dash: node.off ? '2 3' : node.condition !== null ? '4 3' : '' });
    text(box.x + 14, box.y + 26, node.name, { size: 13, weight: 500, room: box.width - 28 });
    text(box.x + 14, box.y + 42, shortType(node.type), { size: 11, fill: '--faint', room: box.width - 28 });
    if (node.details.length > 0) text(box.x + 14, box.y + 60, node.details.map(({ value }) => value).join('  '), { size: 12, fill: '--muted', room: box.width - 28 });
    node.holds.forEach((key, index) => {
      const y = box.y + box.height - 8 - (node.holds.length - index) * (CHIP_HEIGHT + 4) + 4;
      rect({ x: box.x + 8, y, width: box.width - 16, height: CHIP_HEIGHT }, { fill: '--sunken', radius: 4 });
      text(box.x + 18, y + 19, `${index + 1}  ${scene.graph.byKey.get(key)?.name ?? key}`, { room: box.width - 40 });
    });
  }
  if (docks) {
    for (const [key, at] of dockPlaces(scene.graph, places)) {
      const node = isNodeKey(key) ? scene.graph.byKey.get(key) : undefined;
      if (!node) continue;
      const box = { ...at, width: PILL_WIDTH, height: PILL_HEIGHT };
      boxes.push(box);
      rect(box, { radius: node.kind === 'parameter' ? PILL_HEIGHT / 2 : 4 });
      text(at.x + 14, at.y + 20, node.name, { room: PILL_WIDTH - 28 });
    }
  }
  for (const { at, width, height, text: words } of notes) {
    rect({ ...at, width, height }, { fill: '--frame-sand', stroke: '--border-strong' });
    wrapped(words.replace(/^#+ |\*\*|`/gm, ''), Math.floor((width - 20) / (12 * LETTER))).slice(0, Math.floor((height - 12) / 18)).forEach((line, index) => text(at.x + 10, at.y + 22 + index * 18, line));
  }
  const [left, top] = [Math.min(0, ...boxes.map(({ x }) => x)) - MARGIN, Math.min(...boxes.map(({ y }) => y), Infinity) - MARGIN];
  const [right, bottom] = [Math.max(...boxes.map(({ x, width }) => x + width), 1) + MARGIN, Math.max(...boxes.map(({ y, height }) => y + height), 1) + MARGIN];
  const x = Math.min(...boxes.map((box) => box.x), Infinity) - MARGIN;
  const [across, down] = [right - (Number.isFinite(x) ? x : left), bottom - (Number.isFinite(top) ? top : 0)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}" viewBox="${Number.isFinite(x) ? x : left} ${Number.isFinite(top) ? top : 0} ${across} ${down}" font-family="Inter, system-ui, sans-serif"><defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 1 9 5 0 9z" fill="${colour('--border-strong')}"/></marker></defs><rect x="${Number.isFinite(x) ? x : left}" y="${Number.isFinite(top) ? top : 0}" width="${across}" height="${down}" fill="${colour('--canvas')}"/>${parts.join('')}</svg>`;
}

/** Of a theme that the page need not have at the moment: as its style sheets say. */
export function coloursOf(theme: PictureTheme): Colours {
  const found = new Map<string, string>();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) collect(rule, theme, found);
  }
  return (token) => found.get(token) ?? '#888888';
}

function collect(rule: CSSRule, theme: PictureTheme, into: Map<string, string>): void {
  if ('cssRules' in rule && rule.cssRules instanceof CSSRuleList && !(rule instanceof CSSStyleRule)) for (const inner of rule.cssRules) collect(inner, theme, into);
  if (!(rule instanceof CSSStyleRule)) return;
  const dark = /^\[data-theme=["']?dark["']?\]$/.test(rule.selectorText);
  if (rule.selectorText !== ':root' && !(dark && theme === 'dark')) return;
  for (const name of rule.style) if (name.startsWith('--')) into.set(name, rule.style.getPropertyValue(name).trim());
}

function escaped(value: string): string {
  return value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function wrapped(text: string, most: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [''];
    for (const word of line.split(' ')) {
      const last = lines.at(-1) ?? '';
      if (last !== '' && last.length + word.length + 1 > most) lines.push(word);
      else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return lines;
  });
}

/** Browsers draw nothing larger than this. */
const LARGEST = 12_000;

/** The picture as PNG, twice as fine as it is large where that is possible. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const loaded = new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('The picture could not be drawn.'));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await loaded;
  const scale = Math.min(2, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => { canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn.'))), 'image/png'); });
}

