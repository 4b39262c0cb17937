/** What can be done with lines that are there, and with those that end where nothing is chosen any more. */
import { appendAt, disconnect, EditRefused, freeName, type GraphEdge, inDialect, isCfn, nameOf, type NodeKey, ownerOf, type Position, sectionOf, setAt } from '@/lib/graph';
import { connectionInto } from '@/lib/graph/into-field';
import { beginElsewhere } from '@/lib/graph/retarget';
import type { DocumentPath, Json } from '@/lib/hot/types';
import { type Offer, offersFor } from './connect/offers';
import type { DesignerSession } from './document/session';
import { literalOf } from './inspector/value';
import type { Asking } from './useCommands';

export interface LineSurroundings {
  attempt: (action: () => void) => boolean;
  said: (label: string) => void;
  ask: (asking: Asking | null) => void;
  focus: (key: NodeKey | null) => void;
  screenPlaceOf: (key: NodeKey | null) => Position;
}

/** What stands in the place of a line that fed a property which has to have a value. */
export type Instead = { kind: 'nothing' } | { kind: 'literal'; text: string } | { kind: 'parameter'; name: string | null };

export function lineCommands(session: DesignerSession, { attempt, said, ask, focus, screenPlaceOf }: LineSurroundings) {
  const edgeOf = (id: string): GraphEdge | undefined => session.read().graph.edges.find((each) => each.id === id);
  const removed = (edge: GraphEdge): void => {
    session.select(null);
    said(edge.kind === 'order' ? 'Removed the order' : `Removed ${edge.label}`);
    focus(edge.to);
  };
  return {
    /** A property that has to have a value is asked about; everything else goes with its key or list item. */
    removeEdge: (id: string) => attempt(() => {
      const edge = edgeOf(id);
      if (!edge) return;
      if (requiredBy(session, edge)) { ask({ kind: 'unlink', edge, at: screenPlaceOf(edge.to) }); return; }
      session.edit('Remove a line', (text) => disconnect(text, edge));
      removed(edge);
    }),
    unlink: (edge: GraphEdge, instead: Instead) => attempt(() => {
      const schema = propertyOf(session, edge);
      session.edit(`Remove ${edge.label} of ${nameOf(edge.to)}`, (text) => {
        if (instead.kind === 'nothing') return disconnect(text, edge);
        if (instead.kind === 'literal') return setAt(text, edge.path, schema === null ? instead.text : literalOf(instead.text, schema));
        if (instead.name !== null) return setAt(text, edge.path, inDialect(text, { get_param: instead.name }));
        const name = freeName(text, edge.label);
        const made = setAt(text, [sectionOf(text, 'parameter'), name], { [isCfn(text) ? 'Type' : 'type']: isCfn(text) ? 'String' : 'string' });
        return setAt(made, edge.path, inDialect(text, { get_param: name }));
      });
      ask(null);
      removed(edge);
    }),
    /** One end of a line is put on another node: the same reference begins elsewhere, or something else refers. */
    askEnd: (id: string) => { const edge = edgeOf(id); if (edge) ask({ kind: 'end', edge, at: screenPlaceOf(edge.to) }); },
    moveEnd: (id: string, end: 'from' | 'to', other: NodeKey, at?: Position) => attempt(() => {
      const { graph } = session.read();
      const [edge, node] = [edgeOf(id), graph.byKey.get(other)];
      if (!edge || !node || edge[end] === other) return;
      // Refuses what could not be drawn anew: itself, a circle.
      const offers = offersFor(session.read(), session.catalogue, end === 'from' ? other : edge.from, end === 'from' ? edge.to : other);
      if (end === 'from') {
        session.edit(`Let ${edge.label || 'the order'} of ${nameOf(edge.to)} come from ${node.name}`, (text) => beginElsewhere(text, edge, node, session.catalogue));
        session.select(edge.to);
        said(`${nameOf(edge.to)}: ${edge.label || 'the order'} comes from ${node.name}`);
        return;
      }
      const moved = offers.map((offer): Offer => ({ ...offer, command: (text) => offer.command(disconnect(text, edge)) }));
      const same = moved.find(({ id: place, taken }) => !taken && (edge.kind === 'order' ? place === 'order' : place === edge.label.replace(/\.\d+(?=\.|$)/g, '')));
      if (same === undefined) { ask({ kind: 'offers', from: edge.from, to: other, offers: moved, at: at ?? screenPlaceOf(other) }); return; }
      session.edit(`Move ${edge.label || 'the order'} to ${node.name}`, same.command);
      session.select(other);
      said(same.preview);
    }),
    /** A line that ends at a field of the form: nothing is left to choose. */
    connectInto: (from: NodeKey, path: DocumentPath) => attempt(() => {
      const { graph, template } = session.read();
      const to = ownerOf(path);
      const [source, target] = [graph.byKey.get(from), to === null ? undefined : graph.byKey.get(to)];
      if (!source || !target) throw new EditRefused('A line can end at a property or at the value of an output.');
      // Refuses itself and circles.
      offersFor(session.read(), session.catalogue, from, target.key);
      const own: Json = source.kind === 'parameter' ? { get_param: source.name } : { get_resource: source.name };
      const into = source.kind === 'resource' && target.kind === 'resource' && /^properties$/i.test(String(path[2])) ? connectionInto({ template, catalogue: session.catalogue, from: source.name, to: target.name, field: path.slice(3) }) : null;
      const at = into === null ? path : [...path.slice(0, 3), ...into.path];
      const value = into?.value ?? own;
      session.edit(`Connect ${source.name} to ${at.slice(3).join('.') || 'value'} of ${target.name}`, (text) => (into?.append === true ? appendAt(text, at, inDialect(text, value)) : setAt(text, at, inDialect(text, value))));
      said(`${target.name}: ${at.slice(3).join('.') || 'value'} comes from ${source.name}`);
    }),
  };
}

/** The property of a resource that a line feeds as a whole; null where it feeds a part of one. */
function propertyOf(session: DesignerSession, { kind, to, path }: GraphEdge) {
  if ((kind !== 'ref' && kind !== 'attr' && kind !== 'param') || !to.startsWith('resource:') || path.length !== 4 || !/^properties$/i.test(String(path[2]))) return null;
  const type = session.read().graph.byKey.get(to)?.type;
  return (type === undefined ? undefined : session.catalogue.get(type)?.properties[String(path[3])]) ?? null;
}

function requiredBy(session: DesignerSession, edge: GraphEdge): boolean {
  const schema = propertyOf(session, edge);
  return schema?.required === true && schema.type !== 'List' && schema.type !== 'Map';
}
