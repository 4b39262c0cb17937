/** What is done to everything that is selected: each is one step of the history. */
import { arranged, type Arrangement, arrivedAt, type Frame, type FrameColor, framed, framesOf, fragmentOf, frameValue, freeNoteKey, type NodeKey, type Note, NOTE_HEIGHT, NOTE_WIDTH, noteValue, paste, type Position, unframed } from '@/lib/graph';
import { drawnAs } from './canvas/geometry';
import { type Scene, sceneOf } from './canvas/scene';
import type { Copied } from './clipboard';
import { resourceKey } from './connect/offers';
import type { DesignerSession } from './document/session';

export function selectionCommands(session: DesignerSession) {
  const scene = (): Scene => {
    const { layout, places } = session.getSnapshot();
    return sceneOf(session.read().graph, layout, places);
  };
  const frames = (): Frame[] => framesOf(session.getSnapshot().layout, session.read().graph);
  const resources = (): string[] => {
    const { marked } = session.getSnapshot();
    // In the order of the template, so that a copy reads like it.
    return session.read().graph.nodes.flatMap(({ kind, key, name }) => (kind === 'resource' && marked.has(key) ? [name] : []));
  };
  const boxes = () => {
    const { graph, boxes: all } = scene();
    const keys = new Set(resources().map((name) => drawnAs(graph, resourceKey(name))));
    return [...keys].flatMap((key) => all.get(key) ?? []);
  };
  /** Every card keeps its place from now on: what moves is what people moved. */
  const place = (changed: Record<string, Position>, label: string): void => {
    if (Object.keys(changed).length > 0) session.place({ ...Object.fromEntries(session.getSnapshot().places), ...changed }, label);
  };
  const insert = (fragment: string, stands: readonly (Position | undefined)[], label: string): string[] => {
    let names: string[] = [];
    const pasted = paste(session.read().text, fragment);
    const stand = Object.fromEntries(pasted.names.flatMap((name, index) => { const at = stands[index]; return at ? [[resourceKey(name), at]] : []; }));
    session.edit(label, (text) => {
      const result = paste(text, fragment);
      names = result.names;
      return result.text;
    }, stand);
    session.mark(names.map(resourceKey));
    return names;
  };
  const copied = (): Copied | null => {
    const names = resources();
    const yaml = fragmentOf(session.read().text, names);
    const { boxes: all } = scene();
    return yaml === null ? null : { yaml, layout: Object.fromEntries(names.flatMap((name) => { const box = all.get(resourceKey(name)); return box === undefined ? [] : [[name, { x: box.x, y: box.y, width: box.width, height: box.height }]]; })) };
  };
  /** As they stood to each other; what is drawn on another card has no place of its own. */
  const put = ({ yaml, layout }: Copied, label: string): string[] => {
    const { originals } = paste(session.read().text, yaml);
    const stood = new Map(Object.entries(layout).filter(([name]) => originals.includes(name)));
    const now = arrivedAt([...stood.values()], [...scene().boxes.values()]);
    const stands = new Map([...stood.keys()].map((name, index) => [name, now[index]]));
    return insert(yaml, originals.map((name) => stands.get(name)), label);
  };
  return {
    copied,
    paste: (what: Copied) => put(what, 'Paste'),
    duplicate: (): string[] => {
      const what = copied();
      return what === null ? [] : put(what, 'Duplicate');
    },
    markAll: () => session.mark(session.read().graph.nodes.filter(({ kind }) => kind === 'resource').map(({ key }) => key)),
    /** With what depends on the selected, or what they depend on, however far. */
    markReach: (direction: 'requires' | 'required by') => {
      const { edges } = session.read().graph;
      const reach = new Set<NodeKey>(session.getSnapshot().marked);
      for (const key of reach) {
        for (const edge of edges) {
          const [at, next] = direction === 'requires' ? [edge.to, edge.from] : [edge.from, edge.to];
          if (at === key && next.startsWith('resource:')) reach.add(next);
        }
      }
      session.mark(reach);
    },
    moveBy: (x: number, y: number) => place(Object.fromEntries(boxes().map((box) => [box.key, { x: box.x + x, y: box.y + y }])), 'Move'),
    arrange: (how: Arrangement) => place(arranged(boxes(), how), 'Arrange'),
    frame: () => {
      const { graph } = session.read();
      const members = [...new Set(resources().map((name) => drawnAs(graph, resourceKey(name))))];
      if (members.length > 0) session.place(framed(frames(), members, '').changes, 'Frame');
    },
    unframe: () => session.place(unframed(frames(), [...session.getSnapshot().marked]), 'Take out of the frame'),
    /** Of the frames that have something selected: all collapsed, or all open again. */
    collapseMarked: () => {
      const { marked } = session.getSnapshot();
      const concerned = frames().filter(({ members }) => members.some((member) => marked.has(member)));
      const collapsed = concerned.some((frame) => !frame.collapsed);
      session.place(Object.fromEntries(concerned.map((frame) => [frame.key, frameValue({ ...frame, collapsed })])), collapsed ? 'Collapse' : 'Open');
    },
    collapse: (frame: Frame) => session.place({ [frame.key]: frameValue({ ...frame, collapsed: !frame.collapsed }) }, frame.collapsed ? 'Open' : 'Collapse'),
    titleFrame: (frame: Frame, title: string) => { if (title !== frame.title) session.place({ [frame.key]: frameValue({ ...frame, title }) }, 'Title a frame'); },
    colorFrame: (frame: Frame, color: FrameColor | null) => { if (color !== frame.color) session.place({ [frame.key]: frameValue({ ...frame, color }) }, 'Colour a frame'); },
    /** Its key; it is empty, to be written. */
    addNote: (at: Position): string => {
      const key = freeNoteKey(session.getSnapshot().layout);
      session.place({ [key]: noteValue({ text: '', at: { x: Math.round(at.x / 8) * 8, y: Math.round(at.y / 8) * 8 }, width: NOTE_WIDTH, height: NOTE_HEIGHT }) }, 'Add a note');
      return key;
    },
    changeNote: (note: Note, next: Note | null, label: string) => {
      const value = next === null ? null : noteValue(next);
      if (JSON.stringify(value) !== JSON.stringify(noteValue(note))) session.place({ [note.key]: value }, label);
    },
  };
}
