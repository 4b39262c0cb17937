/** Frames: nodes that people put into one box. They belong to the drawing and are kept with its places; the template knows nothing of them. */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { NodeKey, StackGraph } from './model';

export type FrameKey = `frame:${string}`;

export interface Frame {
  key: FrameKey;
  title: string;
  /** In the order in which they were put in; only those that there are. */
  members: NodeKey[];
  /** Drawn as one node. */
  collapsed: boolean;
  /** Its tint; none of them is that of a state. */
  color: FrameColor | null;
}

export const FRAME_COLORS = ['sand', 'sage', 'mist', 'rose'] as const;
export type FrameColor = (typeof FRAME_COLORS)[number];

/** The frames of a drawing that have a member. A node is in the first frame that names it. */
export function framesOf(layout: JsonMap, graph: StackGraph): Frame[] {
  const taken = new Set<NodeKey>();
  return Object.entries(layout).flatMap(([key, value]): Frame[] => {
    if (!isFrameKey(key) || !isMap(value)) return [];
    const named = Array.isArray(value.members) ? value.members : [];
    const members = named.flatMap((name) => {
      const node = graph.nodes.find((each) => each.key === name);
      return node === undefined || taken.has(node.key) ? [] : [node.key];
    });
    for (const member of members) taken.add(member);
    return members.length === 0 ? [] : [{ key, title: typeof value.title === 'string' ? value.title : '', members, collapsed: value.collapsed === true, color: FRAME_COLORS.find((each) => each === value.color) ?? null }];
  });
}

export function isFrameKey(key: string): key is FrameKey {
  return key.startsWith('frame:');
}

export function frameValue({ title, members, collapsed, color }: Omit<Frame, 'key'>): JsonMap {
  return { title, members: [...members], collapsed, ...(color === null ? {} : { color }) };
}

/** What changes in a layout so that these nodes are a frame of their own: they leave the frames they were in, and a frame that is left empty goes. */
export function framed(frames: readonly Frame[], members: readonly NodeKey[], title: string): { key: FrameKey; changes: Record<string, Json> } {
  const changes = unframed(frames, members);
  let number = 1;
  while (frames.some(({ key }) => key === `frame:${number}`)) number += 1;
  const key: FrameKey = `frame:${number}`;
  return { key, changes: { ...changes, [key]: frameValue({ title, members: [...members], collapsed: false, color: null }) } };
}

/** What changes so that these nodes are in no frame; null takes an entry away. */
export function unframed(frames: readonly Frame[], members: readonly NodeKey[]): Record<string, Json> {
  return Object.fromEntries(frames.filter((frame) => frame.members.some((each) => members.includes(each))).map((frame): [string, Json] => {
    const left = frame.members.filter((each) => !members.includes(each));
    return [frame.key, left.length === 0 ? null : frameValue({ ...frame, members: left })];
  }));
}

/** What changes when nodes have other names; `renamed`: what they are called now, by what they were. */
export function renamedInFrames(frames: readonly Frame[], renamed: ReadonlyMap<NodeKey, NodeKey>): Record<string, Json> {
  return Object.fromEntries(frames.filter(({ members }) => members.some((each) => renamed.has(each))).map((frame) => [frame.key, frameValue({ ...frame, members: frame.members.map((each) => renamed.get(each) ?? each) })]));
}
