'use client';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useReactFlow } from '@xyflow/react';
import { addMissingParameter, addResource, EditRefused, freeName, type Ghost, type GraphEdge, isCfn, nameForType, nameOf, type NodeKey, NODE_HEIGHT, NODE_WIDTH, type Position, referInstead, remove, removeAt, type Removal, removalOf, replaceByParameter, removeReferences, renameNode, sectionOf, setAt, shapeOf } from '@/lib/graph';
import type { DocumentPath, JsonMap } from '@/lib/hot/types';
import { toast } from '@/components/ui/Toast';
import { freeSpot, placesOf } from './canvas/geometry';
import { FIT, UNDER_TOOLBAR } from './canvas/useFit';
import type { Mending } from './canvas/ghosts';
import { type Copied, withPlaces } from './clipboard';
import { type Fits, typesThatTake } from './connect/fits';
import { isObvious, type Offer, offersFor, resourceKey } from './connect/offers';
import { breakpointsOf, toggledBreakpoint } from './document/breakpoints';
import type { DesignerSession } from './document/session';
import { refined } from './layout/refine';
import { noteType } from './palette/recentTypes';
import type { Instead } from './lineCommands';
import { reshapeCommands } from './reshapeCommands';
import { selectionCommands } from './selectionCommands';
import type { InsidePlace } from './inside/useInside';

interface At {
  /** On the screen. */
  at: Position;
}

/** What the canvas asks at the moment. */
export type Asking =
  | (At & { kind: 'offers'; from: NodeKey; to: NodeKey; offers: Offer[] })
  | (At & { kind: 'targets'; from: NodeKey })
  /** What a new output tells of it; where else in the other one it goes. */
  | (At & { kind: 'output'; from: NodeKey })
  | (At & { kind: 'path'; from: NodeKey; to: NodeKey })
  | (At & { kind: 'lines'; of: NodeKey })
  | (At & { kind: 'end'; edge: GraphEdge })
  | (At & { kind: 'unlink'; edge: GraphEdge })
  | (At & { kind: 'types'; spot: Position | null; from: NodeKey | null; fitting: Fits | null; retype: NodeKey | null; named: string | null; into?: Into })
  | (At & { kind: 'instead'; ghost: Ghost })
  | (At & { kind: 'after' | 'condition'; of: NodeKey })
  | (At & { kind: 'actions' })
  | { kind: 'snippet'; yaml: string; suggested: string }
  | { kind: 'removal'; removal: Removal };

/** The open card that a resource is put into, and where on its drawing; null: beside what is there. */
export type Into = InsidePlace & { spot: Position | null };

export type Commands = ReturnType<typeof useCommands>;

/** Ways from a node to elsewhere: down into its template, to its lines in the text, to the reference of its type. */
export interface Ways {
  descend: (key: NodeKey) => void;
  showText: (key: NodeKey) => void;
  showReference: (type: string) => void;
}

/** Everything that can be done on the canvas. A refusal is shown with its reason. */
export function useCommands(session: DesignerSession, region: RefObject<HTMLElement | null>, ways: Ways) {
  const flow = useReactFlow();
  const [asking, ask] = useState<Asking | null>(null);
  const [renaming, setRenaming] = useState<NodeKey | null>(null);
  const flowRef = useRef(flow);
  useEffect(() => {
    flowRef.current = flow;
  });
  const commands = useMemo(() => {
    const attempt = (action: () => void): boolean => {
      try {
        action();
        return true;
      } catch (error) {
        if (!(error instanceof EditRefused)) throw error;
        toast.error(error.message);
        return false;
      }
    };
    const said = (label: string) => toast(label, { action: { label: 'Undo', onClick: () => void session.undo() } });
    const elementOf = (key: NodeKey) => region.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(key)}"]`) ?? null;
    const focus = (key: NodeKey | null) => requestAnimationFrame(() => (key === null ? region.current : (elementOf(key) ?? region.current))?.focus({ preventScroll: true }));
    const screenPlaceOf = (key: NodeKey | null): Position => {
      const box = (key === null ? region.current : (elementOf(key) ?? region.current))?.getBoundingClientRect();
      if (!box) return { x: 0, y: 0 };
      return key === null ? { x: box.left + box.width / 2 - 190, y: box.top + box.height / 3 } : { x: box.left + box.width / 2, y: box.bottom };
    };
    /** Brings nodes into view, with what they were put beside, if one of them is not there. */
    const reveal = (keys: readonly NodeKey[], beside: string | null = null) => setTimeout(() => {
      const room = region.current?.getBoundingClientRect();
      const isShown = (key: NodeKey): boolean => {
        const box = elementOf(key)?.getBoundingClientRect();
        return box !== undefined && room !== undefined && box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom - UNDER_TOOLBAR;
      };
      if (!room || keys.every(isShown)) return;
      const { fitView, getZoom } = flowRef.current;
      const together = beside === null ? keys : [...keys, beside];
      void fitView({ nodes: together.length === 1 ? undefined : together.map((id) => ({ id })), ...FIT, maxZoom: getZoom(), duration: 150 });
    }, 60);
    const middle = (): Position => {
      const box = region.current?.getBoundingClientRect();
      const at = flowRef.current.screenToFlowPosition({ x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 2 });
      return { x: at.x - NODE_WIDTH / 2, y: at.y - 32 };
    };
    const apply = (offer: Offer, from: NodeKey, to: NodeKey, quietly: boolean) => attempt(() => {
      const before = new Set(session.read().graph.byKey.keys());
      session.edit(`Connect: ${offer.preview}`, offer.command);
      const made = session.read().graph.nodes.find(({ key }) => !before.has(key))?.key;
      session.select(made ?? to);
      focus(made ?? to);
      if (!quietly) return;
      const change = () => { session.undo(); ask({ kind: 'offers', from, to, offers: offersFor(session.read(), session.catalogue, from, to), at: screenPlaceOf(to) }); };
      toast(offer.preview, { cancel: { label: 'Change…', onClick: () => void attempt(change) }, action: { label: 'Undo', onClick: () => void session.undo() } });
    });
    const connect = (from: NodeKey, to: NodeKey, at?: Position): boolean => attempt(() => {
      let offers: Offer[];
      try {
        offers = offersFor(session.read(), session.catalogue, from, to);
      } catch (refused) {
        if (!(refused instanceof EditRefused) || !isPossible(session, to, from)) throw refused;
        toast.error(refused.message, { action: { label: 'Draw it the other way', onClick: () => void connect(to, from) } });
        return;
      }
      const [first] = offers;
      if (first === undefined) throw new EditRefused('Nothing there takes a value.');
      if (isObvious(offers)) apply(first, from, to, true);
      else ask({ kind: 'offers', from, to, offers, at: at ?? screenPlaceOf(to) });
    });
    const add = (type: string, { spot, connectTo = null, named = null, properties = {} }: { spot?: Position | null; connectTo?: NodeKey | null; named?: string | null; properties?: JsonMap } = {}) => attempt(() => {
      const { places, selected } = session.getSnapshot();
      const { graph, text } = session.read();
      const name = freeName(text, named ?? nameForType(type));
      const beside = selected === null ? undefined : places.get(graph.byKey.get(selected)?.inside ?? selected);
      const position = spot ?? freeSpot(beside ? { x: beside.x + (shapeOf(type) === 'config' ? -1 : 1) * (NODE_WIDTH + 88), y: beside.y } : middle(), graph, places);
      noteType(type);
      session.edit(`Add ${name}`, (before) => addResource(before, type, name, properties), { ...Object.fromEntries(places), [resourceKey(name)]: { x: Math.round(position.x / 8) * 8, y: Math.round(position.y / 8) * 8 } });
      session.select(resourceKey(name));
      // Where somebody has put it, it is in view: the drawing stays under the pointer.
      if (!spot) reveal([resourceKey(name)], selected === null ? null : (graph.byKey.get(selected)?.inside ?? selected));
      if (connectTo !== null) requestAnimationFrame(() => connect(connectTo, resourceKey(name)));
    });
    const addPart = (kind: 'parameter' | 'output') => attempt(() => {
      const { selected } = session.getSnapshot();
      const source = selected?.startsWith('resource:') ? nameOf(selected) : null;
      const { text, template } = session.read();
      let name = kind === 'parameter' ? freeName(text, 'parameter') : (source ?? 'output');
      for (let number = 2; kind === 'output' && Object.hasOwn(template.outputs, name); number += 1) name = `${source ?? 'output'}_${number}`;
      session.edit(`Add ${name}`, (before) => setAt(before, [sectionOf(before, kind), name], isCfn(before) ? (kind === 'parameter' ? { Type: 'String' } : { Value: source === null ? '' : { Ref: source } }) : kind === 'parameter' ? { type: 'string' } : { value: source === null ? '' : { get_resource: source } }));
      session.select(`${kind}:${name}`);
    });
    /** They come with the first of them. */
    const lines = async () => (await import('./lineCommands')).lineCommands(session, { attempt, said, ask, focus, screenPlaceOf });
    const selection = selectionCommands(session);
    const shown = (names: readonly string[]) => {
      const [first] = names;
      if (first === undefined) return;
      focus(resourceKey(first));
      reveal(names.map(resourceKey));
    };
    const removeNow = (removal: Removal) => attempt(() => {
      session.edit(`Remove ${removal.nodes.map(({ name }) => name).join(', ')}`, (text) => remove(text, removal));
      ask(null);
      focus(null);
      const references = removal.edges.length;
      said(`Removed ${removal.nodes.map(({ name }) => name).join(', ')}${references > 0 ? ` and ${references} ${references === 1 ? 'reference' : 'references'} to ${removal.nodes.length === 1 ? 'it' : 'them'}` : ''}`);
    });
    return {
      ...selection,
      /** Brings a node into view and gives it the focus. */
      show: (key: NodeKey) => { focus(key); reveal([key]); },
      /** The node goes, and what took its values takes those of parameters. */
      removeForParameter: (removal: Removal) => attempt(() => {
        const name = removal.nodes[0]?.name ?? '';
        let parameters: string[] = [];
        session.edit(`Replace ${name} by a parameter`, (text) => {
          const replaced = replaceByParameter(text, removal);
          ({ parameters } = replaced);
          return replaced.text;
        });
        ask(null);
        const [first] = parameters;
        if (first !== undefined) session.select(`parameter:${first}`);
        focus(first === undefined ? null : `parameter:${first}`);
        said(parameters.length === 1 && first === name ? `${name} is a parameter now` : `${name} is asked for as ${parameters.join(' and ')} now`);
      }),
      ...ways, ask, attempt, focus, connect, add, addPart, apply, removeNow, screenPlaceOf,
      /** At a place of the screen; nothing where there is no canvas. */
      addAt: (type: string, at: Position): boolean => {
        const box = region.current?.getBoundingClientRect();
        if (!box || at.x < box.left || at.x > box.right || at.y < box.top || at.y > box.bottom) return false;
        const spot = flowRef.current.screenToFlowPosition(at);
        return add(type, { spot: { x: spot.x - NODE_WIDTH / 2, y: spot.y - NODE_HEIGHT / 2 } });
      },
      startRename: setRenaming,
      finishRename: (key: NodeKey, name: string | null) => {
        const node = session.read().graph.byKey.get(key);
        setRenaming(null);
        let now = key;
        if (node && name !== null && name !== node.name && attempt(() => session.edit(`Rename ${node.name}`, (text) => renameNode(text, node.kind, node.name, name)))) {
          now = `${node.kind}:${name}`;
          said(`${node.name} is now ${name}, everywhere`);
        }
        session.select(now);
        focus(now);
      },
      remove: (...keys: readonly NodeKey[]) => attempt(() => {
        const { graph, current } = session.read();
        if (!current) throw new EditRefused('The text cannot be read at the moment. Mend it first, or undo.');
        const removal = removalOf(graph, ...keys);
        if (removal.nodes.length > keys.length || removal.edges.length > 0) ask({ kind: 'removal', removal });
        else removeNow(removal);
      }),
      removeEdge: (id: string) => void lines().then((each) => each.removeEdge(id)),
      unlink: (edge: GraphEdge, instead: Instead) => void lines().then((each) => each.unlink(edge, instead)),
      /** The lines of a node, to choose one with keys. */
      askLines: (key: NodeKey) => ask({ kind: 'lines', of: key, at: screenPlaceOf(key) }),
      askEnd: (id: string) => void lines().then((each) => each.askEnd(id)),
      moveEnd: (id: string, end: 'from' | 'to', other: NodeKey, at?: Position) => void lines().then((each) => each.moveEnd(id, end, other, at)),
      connectInto: (from: NodeKey, path: DocumentPath) => void lines().then((each) => each.connectInto(from, path)),
      startConnect: (from: NodeKey) => ask({ kind: 'targets', from, at: screenPlaceOf(from) }),
      askTypes: (at: Position | null, from: NodeKey | null = null) => {
        const spot = at === null ? null : flowRef.current.screenToFlowPosition(at);
        ask({ kind: 'types', at: at ?? screenPlaceOf(session.getSnapshot().selected), spot, from, fitting: from === null ? null : typesThatTake(session.read(), session.catalogue, from), retype: null, named: null });
      },
      askTypesInto: (at: Position, into: Into) => ask({ kind: 'types', at, spot: null, from: null, fitting: null, retype: null, named: null, into }),
      askRetype: (key: NodeKey) => ask({ kind: 'types', at: screenPlaceOf(key), spot: null, from: null, fitting: null, retype: key, named: null }),
      mend: (ghost: Ghost, how: Mending) => attempt(() => {
        const at = screenPlaceOf(null);
        if (how === 'remove') {
          session.edit(`Remove the references to ${ghost.name}`, (text) => removeReferences(text, ghost));
          said(`Nothing refers to ${ghost.name} any more`);
        } else if (how === 'replace') ask({ kind: 'instead', at, ghost });
        else if (ghost.kind === 'parameter') session.edit(`Add ${ghost.name}`, (text) => addMissingParameter(text, ghost));
        else ask({ kind: 'types', at, spot: null, from: null, fitting: null, retype: null, named: ghost.name });
      }),
      mendBy: (ghost: Ghost, other: string) => attempt(() => {
        session.edit(`Use ${other} for ${ghost.name}`, (text) => referInstead(text, ghost, other));
        session.select(`${ghost.kind}:${other}`);
      }),
      ...reshapeCommands(session, attempt, said),
      toggleBreakpoints: (names: readonly string[]) => {
        const { environment } = session.getSnapshot().beside;
        const has = breakpointsOf(environment);
        const every = names.every((name) => has.has(name));
        const next = names.filter((name) => has.has(name) === every).reduce(toggledBreakpoint, environment);
        session.put({ environment: next }, every ? 'Remove a breakpoint' : 'Set a breakpoint');
        said(every ? `${names.join(', ')} no longer stops a deployment` : `A deployment stops before ${names.join(', ')}, until you let it go on`);
      },
      /** Switches resources off by a condition that never holds, or on again. */
      toggleOff: (names: readonly string[]) => attempt(() => {
        const { template } = session.read();
        const off = names.filter((name) => template.resources[name]?.condition === false);
        const guarded = names.filter((name) => { const condition = template.resources[name]?.condition; return condition !== undefined && condition !== false; });
        if (off.length === 0 && guarded.length > 0) throw new EditRefused(`${guarded.join(', ')} ${guarded.length === 1 ? 'has a condition' : 'have conditions'} already. Change ${guarded.length === 1 ? 'it' : 'them'} in the form, under Meta.`);
        session.edit(off.length > 0 ? 'Switch on' : 'Switch off', (text) => (off.length > 0 ? off : names).reduce((before, name) => {
          const path = [sectionOf(before, 'resource'), name, isCfn(before) ? 'Condition' : 'condition'];
          return off.length > 0 ? removeAt(before, path) : setAt(before, path, false);
        }, text));
      }),
      note: (at: Position | null) => {
        const { places } = session.getSnapshot();
        selection.addNote(at === null ? freeSpot(middle(), session.read().graph, places) : flowRef.current.screenToFlowPosition(at));
      },
      askAfter: (key: NodeKey) => ask({ kind: 'after', of: key, at: screenPlaceOf(key) }),
      askCondition: (key: NodeKey) => ask({ kind: 'condition', of: key, at: screenPlaceOf(key) }),
      /** What is in the clipboard of the browser, where it may be read. */
      pasteClipboard: async () => {
        const text = await navigator.clipboard?.readText().catch(() => null);
        if (typeof text === 'string') attempt(() => shown(selection.paste(withPlaces(text))));
        else toast('The browser does not let this page read the clipboard', { description: 'Press Ctrl V instead.' });
      },
      /** Asks for a title under which what is selected is kept. */
      askSnippet: () => {
        const yaml = selection.copied()?.yaml ?? null;
        const { selected } = session.getSnapshot();
        if (yaml !== null) ask({ kind: 'snippet', yaml, suggested: selected === null ? '' : nameOf(selected) });
      },
      askActions: (at: Position | null) => ask({ kind: 'actions', at: at ?? screenPlaceOf(session.getSnapshot().selected) }),
      paste: (yaml: string) => attempt(() => shown(selection.paste({ yaml, layout: {} }))),
      pasteCopied: (copied: Copied) => attempt(() => shown(selection.paste(copied))),
      duplicate: () => attempt(() => shown(selection.duplicate())),
      /** Everything anew, people's places included: the quick places at once, better ones when they are found. One step of the history. */
      layOutAll: async () => {
        const { graph } = session.read();
        const better = await refined(graph);
        if (session.read().graph.nodes.length === graph.nodes.length) session.place(Object.fromEntries(better ?? placesOf(graph, {}, new Map())), 'Lay out');
      },
    };
  }, [session, region, ways]);
  return { ...commands, asking, renaming };
}

/** Whether a line can be drawn from one to the other. */
function isPossible(session: DesignerSession, from: NodeKey, to: NodeKey): boolean {
  try {
    return from !== to && offersFor(session.read(), session.catalogue, from, to).length > 0;
  } catch (refused) {
    if (!(refused instanceof EditRefused)) throw refused;
    return false;
  }
}
