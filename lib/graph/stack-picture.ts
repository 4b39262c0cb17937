/** A deployed stack as a picture for documents and reviews: what is there, in which state. It takes the colour of the text around it. */
import type { JsonMap } from '@/lib/hot/types';
import { NODE_HEIGHT, NODE_WIDTH } from './cards';
import { resourcePositions } from './layout';

export interface PictureNode {
  name: string;
  type: string;
  /** In words: "Created". */
  state: string;
  requires: readonly string[];
}

/** What each needs points at it, where both are in the diagram. */
function linesOf(nodes: readonly PictureNode[]): [PictureNode, PictureNode][] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return nodes.flatMap((node) => node.requires.flatMap((name): [PictureNode, PictureNode][] => {
    const need = byName.get(name);
    return need === undefined || need === node ? [] : [[need, node]];
  }));
}

const MARGIN = 24;

/** @param layout positions that people chose in the designer */
export function stackPicture(nodes: readonly PictureNode[], layout: JsonMap): string {
  const places = resourcePositions(nodes, layout);
  const all = [...places.values()];
  const left = Math.min(0, ...all.map(({ x }) => x)) - MARGIN;
  const top = Math.min(0, ...all.map(({ y }) => y)) - MARGIN;
  const width = Math.max(NODE_WIDTH, ...all.map(({ x }) => x + NODE_WIDTH)) - left + MARGIN;
  const height = Math.max(NODE_HEIGHT, ...all.map(({ y }) => y + NODE_HEIGHT)) - top + MARGIN;
  const at = (name: string): { x: number; y: number } => places.get(name) ?? { x: 0, y: 0 };
  const lines = linesOf(nodes).map(([from, to]) => {
    const [a, b] = [{ x: at(from.name).x + NODE_WIDTH, y: at(from.name).y + NODE_HEIGHT / 2 }, { x: at(to.name).x, y: at(to.name).y + NODE_HEIGHT / 2 }];
    const bend = Math.max(24, Math.abs(b.x - a.x) / 2);
    return `<path d="M${a.x} ${a.y} C${a.x + bend} ${a.y} ${b.x - bend} ${b.y} ${b.x} ${b.y}" fill="none" stroke="currentColor" stroke-opacity="0.5" marker-end="url(#end)"/>`;
  });
  const cards = nodes.map((node) => {
    const { x, y } = at(node.name);
    return `<g transform="translate(${x} ${y})"><rect width="${NODE_WIDTH}" height="${NODE_HEIGHT}" rx="6" fill="none" stroke="currentColor"/><text x="12" y="20" font-size="13" font-weight="600">${escaped(node.name)}</text><text x="12" y="36" font-size="11" opacity="0.75">${escaped(node.type)}</text><text x="12" y="51" font-size="11">${escaped(node.state)}</text></g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" fill="currentColor">`,
    '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...lines, ...cards, '</svg>', '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
