'use client';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { EditRefused, nameOf, type NodeKey, nodeKey, remove, removalOf } from '@/lib/graph';
import { toast } from '@/components/ui/Toast';
import { fileOf, insideOf } from '../canvas/inner';
import { type Found, readText, withFound } from '../document/analyse';
import type { Checker } from '../document/checker';
import type { DesignerSession, Snapshot } from '../document/session';
import type { DesignerDocument, Edit, Select } from '../types';

const AGAIN_MS = 150;
const ATTEMPTS = 5;

/** What is chosen inside of an open card. */
export interface InsideChoice {
  holder: NodeKey;
  /** Of a resource of its template. */
  name: string;
}

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

/**
 * One resource of a template that is open in the place of its card. What is changed is the file, as a step of the history of what is drawn: one undo gives it
 * back, wherever one is. The choice ends when something else is selected.
 */
export function useInside(session: DesignerSession, snapshot: Snapshot, checker: Checker, readOnly: boolean): { inside: Inside | null; choose: (choice: InsideChoice | null) => void } {
  const [chosen, setChosen] = useState<InsideChoice | null>(null);
  const { analysis: { graph, template }, beside: { files }, selected, marked } = snapshot;
  const choice = chosen !== null && selected === chosen.holder && marked.size === 1 ? chosen : null;
  const holder = choice === null ? undefined : graph.byKey.get(choice.holder);
  const type = holder === undefined ? null : insideOf(holder, template);
  const file = type === null ? null : fileOf(type, files);
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

  const edit = useCallback<Edit>((label, command) => {
    if (readOnly || file === null) return;
    const { files: now } = session.getSnapshot().beside;
    try {
      session.put({ files: { ...now, [file]: command(now[file] ?? '') } }, `${label}, in ${file}`);
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      toast.error(error.message);
    }
  }, [session, readOnly, file]);
  const choose = useCallback((next: InsideChoice | null) => {
    if (next !== null) session.select(next.holder);
    setChosen(next);
  }, [session]);
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
  return { inside, choose };
}
