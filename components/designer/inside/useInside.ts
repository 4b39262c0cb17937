'use client';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { addResource, EditRefused, freeName, nameForType, nameOf, type NodeKey, nodeKey, NODE_HEIGHT, NODE_WIDTH, type Position, remove, removalOf } from '@/lib/graph';
import { toast } from '@/components/ui/Toast';
import { freeSpot } from '../canvas/geometry';
import { drawingIn, drawingKey, fileWithin, type Inners, openKey } from '../canvas/inner';
import { movedIn, roomAround, toggledIn } from '../canvas/innerRoom';
import { type Found, readText, withFound } from '../document/analyse';
import type { Checker } from '../document/checker';
import type { DesignerSession, Snapshot } from '../document/session';
import { noteType } from '../palette/recentTypes';
import type { DesignerDocument, Edit, Select } from '../types';

const AGAIN_MS = 150;
const ATTEMPTS = 5;

/** An open card: the one on the drawing, and the names on the way down from it; none is the card itself. */
export interface InsidePlace {
  holder: NodeKey;
  steps: readonly string[];
}

/** What is chosen inside of an open card: a resource of the template there. */
export interface InsideChoice extends InsidePlace {
  name: string;
}

/** Of what is chosen, for elements: the way to it. */
export const wayTo = ({ steps, name }: Pick<InsideChoice, 'steps' | 'name'>): string => [...steps, name].join('/');

/** What it is in, by name. */
export const nameOfPlace = ({ holder, steps }: InsidePlace): string => steps.at(-1) ?? nameOf(holder);

/** For the cards: which of theirs is chosen. */
export const InsideContext = createContext<InsideChoice | null>(null);
export const useInsideChoice = (): InsideChoice | null => useContext(InsideContext);

export interface Inside {
  choice: InsideChoice;
  file: string;
  document: DesignerDocument;
  edit: Edit;
  select: Select;
  remove: (key: NodeKey) => void;
}

export interface InsideOf {
  inside: Inside | null;
  choose: (choice: InsideChoice | null) => void;
  /** Puts a resource into the template of an open card, at a place of the card or beside what is chosen there; the new one, or null where that is not possible. */
  add: (type: string, place: InsidePlace, spot: Position | null) => InsideChoice | null;
  /** Opens what is inside of a card in an open card, or closes it. */
  toggle: (choice: InsideChoice) => void;
  /** Puts a card of an open card elsewhere on its drawing. */
  move: (choice: InsideChoice, by: Position) => void;
}

/**
 * One resource of a template that is open in the place of its card, or further down. What is changed is the file, as a step of the history of what is drawn:
 * one undo gives it back, wherever one is. The choice ends when something else is selected.
 */
export function useInside({ session, snapshot, inners, checker, readOnly }: { session: DesignerSession; snapshot: Snapshot; inners: Inners; checker: Checker; readOnly: boolean }): InsideOf {
  const [chosen, setChosen] = useState<InsideChoice | null>(null);
  const { analysis: { graph, template }, beside: { files }, selected, marked } = snapshot;
  const choice = chosen !== null && selected === chosen.holder && marked.size === 1 ? chosen : null;
  const file = choice === null ? null : fileWithin(inners, graph.byKey.get(choice.holder), template, choice.steps, files);
  const text = file === null ? undefined : files[file];
  const catalogue = session.catalogue;
  const [checked, setChecked] = useState<{ text: string; found: Found } | null>(null);
  useEffect(() => {
    if (text === undefined) return;
    const gone = { now: false };
    const ask = (attempts: number): void => void checker.check(text, { files, environment: {} }).then((found) => {
      if (gone.now) return;
      if (found !== null) setChecked({ text, found });
      // What is drawn was asked about meanwhile.
      else if (attempts > 0) setTimeout(() => { if (!gone.now) ask(attempts - 1); }, AGAIN_MS);
    });
    const timer = setTimeout(() => ask(ATTEMPTS), AGAIN_MS);
    return () => { gone.now = true; clearTimeout(timer); };
  }, [checker, text, files]);
  const document = useMemo((): DesignerDocument | null => {
    if (text === undefined) return null;
    const read = readText(text, { ...session.getSurroundings(), files, catalogue, environment: {} }, null);
    return { ...(checked?.text === text ? withFound(read, checked.found) : read), catalogue };
  }, [session, text, files, catalogue, checked]);

  const attempt = useCallback(<T>(action: () => T): T | null => {
    if (readOnly) return null;
    try {
      return action();
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      toast.error(error.message);
      return null;
    }
  }, [readOnly]);
  /** The file as another text, and the drawings around it with the room that this needs. */
  const put = useCallback((place: InsidePlace, inFile: string, command: (text: string) => string, label: string, at: Record<string, Position> = {}) => {
    const { layout, beside, places, analysis } = session.getSnapshot();
    const before = { files: beside.files, layout };
    const after = { files: { ...beside.files, [inFile]: command(beside.files[inFile] ?? '') }, layout: Object.keys(at).length === 0 ? layout : { ...layout, [drawingKey(inFile)]: { ...drawingIn(layout, inFile), ...at } } };
    session.put({ files: after.files }, label, { places: roomAround(inners, { ...analysis, places }, place.holder, place.steps, before, after) });
  }, [session, inners]);
  const edit = useCallback<Edit>((label, command) => {
    if (choice !== null && file !== null) attempt(() => put(choice, file, command, `${label}, in ${file}`));
  }, [attempt, put, choice, file]);
  const choose = useCallback((next: InsideChoice | null) => {
    if (next !== null) session.select(next.holder);
    setChosen(next);
  }, [session]);
  const add = useCallback((type: string, place: InsidePlace, spot: Position | null) => attempt((): InsideChoice => {
    const { analysis, beside, layout } = session.getSnapshot();
    const target = fileWithin(inners, analysis.graph.byKey.get(place.holder), analysis.template, place.steps, beside.files);
    const read = target === null ? null : inners.read(beside.files[target] ?? '');
    if (target === null || read === null) throw new EditRefused(`Nothing can be put into ${nameOfPlace(place)}: each of its members is one resource. Move that to a nested template first.`);
    if (target === type) throw new EditRefused(`${type} cannot be put into itself.`);
    const around = { files: beside.files, layout };
    const places = inners.places(target, around);
    const name = freeName(beside.files[target] ?? '', nameForType(type));
    const near = chosen !== null && chosen.holder === place.holder && chosen.steps.join() === place.steps.join() ? places.get(nodeKey('resource', chosen.name)) : undefined;
    const right = [...places.values()].reduce<Position | null>((most, at) => (most === null || at.x > most.x ? at : most), null);
    const neighbour = near ?? right;
    // There is little room in a card: what is dropped on another goes below it.
    const at = freeSpot(spot ?? (neighbour === null ? { x: 0, y: 0 } : { x: neighbour.x + NODE_WIDTH + 72, y: neighbour.y }), read.graph, places);
    noteType(type);
    put(place, target, (before) => addResource(before, type, name), `Add ${name}, in ${target}`, { ...Object.fromEntries(places), [nodeKey('resource', name)]: { x: Math.round(at.x / 8) * 8, y: Math.round(at.y / 8) * 8 } });
    const made = { ...place, name };
    choose(made);
    return made;
  }), [attempt, session, inners, chosen, put, choose]);
  const toggle = useCallback(({ name, ...place }: InsideChoice) => {
    const { analysis, beside, layout, places } = session.getSnapshot();
    const target = fileWithin(inners, analysis.graph.byKey.get(place.holder), analysis.template, place.steps, beside.files);
    const before = { files: beside.files, layout };
    const drawing = target === null ? null : toggledIn(inners, target, name, before);
    if (target === null || drawing === null) return;
    const after = { ...before, layout: { ...layout, [drawingKey(target)]: drawing } };
    session.place(roomAround(inners, { ...analysis, places }, place.holder, place.steps, before, after), `${drawing[openKey(nodeKey('resource', name))] === true ? 'Open' : 'Close'} ${name}, in ${target}`);
  }, [session, inners]);
  const move = useCallback(({ name, ...place }: InsideChoice, by: Position) => {
    const { analysis, beside, layout, places } = session.getSnapshot();
    const target = fileWithin(inners, analysis.graph.byKey.get(place.holder), analysis.template, place.steps, beside.files);
    const before = { files: beside.files, layout };
    const drawing = target === null || readOnly ? null : movedIn(inners, target, name, by, before);
    if (target === null || drawing === null) return;
    session.place(roomAround(inners, { ...analysis, places }, place.holder, place.steps, before, { ...before, layout: { ...layout, [drawingKey(target)]: drawing } }), `Move ${name}, in ${target}`);
  }, [session, inners, readOnly]);
  const select = useCallback<Select>((key) => setChosen((before) => (before === null || key === null || !key.startsWith('resource:') ? before : { ...before, name: nameOf(key) })), []);
  const inside = useMemo((): Inside | null => {
    if (choice === null || file === null || document === null || !document.current || !document.graph.byKey.has(nodeKey('resource', choice.name))) return null;
    return {
      choice, file, document, edit, select,
      remove: (key) => {
        const removal = removalOf(document.graph, key);
        edit(`Remove ${nameOf(key)}`, (before) => remove(before, removal));
        setChosen(null);
        const references = removal.edges.length;
        toast(`Removed ${removal.nodes.map(({ name }) => name).join(', ')}${references > 0 ? ` and ${references} ${references === 1 ? 'reference' : 'references'}` : ''}`, { action: { label: 'Undo', onClick: () => void session.undo() } });
      },
    };
  }, [session, choice, file, document, edit, select]);
  return { inside, choose, add, toggle, move };
}

/** The open card at a place of the screen, and where on its drawing that is, the middle of a new card. Null where there is none. */
export function insideAt(at: Position): (InsidePlace & { spot: Position }) | null {
  const area = window.document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-inside]');
  const holder = area?.closest<HTMLElement>('[data-node]')?.dataset.node;
  if (!area || holder === undefined || !holder.startsWith('resource:')) return null;
  const box = area.getBoundingClientRect();
  const scale = box.width / area.offsetWidth || 1;
  const [x = 0, y = 0] = (area.dataset.origin ?? '').split(',').map(Number);
  const way = area.dataset.inside ?? '';
  return { holder: nodeKey('resource', holder.slice('resource:'.length)), steps: way === '' ? [] : way.split('/'), spot: { x: (at.x - box.left) / scale + x - NODE_WIDTH / 2, y: (at.y - box.top) / scale + y - NODE_HEIGHT / 2 } };
}
