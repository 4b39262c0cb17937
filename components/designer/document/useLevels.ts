'use client';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { nodeKey, type NodeKey } from '@/lib/graph';
import type { JsonMap } from '@/lib/hot/types';
import { drawingIn, drawingKey, insideOf } from '../canvas/inner';
import type { Checker } from './checker';
import { DesignerSession, type Snapshot } from './session';

interface Level {
  file: string;
  session: DesignerSession;
}

export interface Levels {
  /** What is being drawn: the draft, or a template among its files. */
  session: DesignerSession;
  snapshot: Snapshot;
  /** Of the draft itself, which holds everything that is changed further down. */
  top: Snapshot;
  /** Files on the way down. */
  path: readonly string[];
  /** `name`: a resource of it that is selected there. */
  descend: (key: NodeKey, name?: string) => boolean;
  /** To so many levels below the draft; 0 is the draft. */
  ascend: (depth: number) => void;
}

/**
 * The way down into nested templates and back. Each level is a document with a history of its own; what is changed there is written to the files of the
 * draft at once, where it is one step for each change.
 */
export function useLevels(root: DesignerSession, checker: Checker): Levels {
  const [levels, setLevels] = useState<readonly Level[]>([]);
  const session = levels.at(-1)?.session ?? root;
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
  const top = useSyncExternalStore(root.subscribe, root.getSnapshot, root.getSnapshot);
  const written = useRef<Snapshot | null>(null);

  const file = levels.at(-1)?.file ?? null;
  useEffect(() => {
    if (file === null) return;
    written.current = session.getSnapshot();
    return session.subscribe(() => {
      const [before, now] = [written.current, session.getSnapshot()];
      written.current = now;
      if (before === null) return;
      if (now.text !== before.text || now.beside !== before.beside) root.put({ files: { ...(now.beside === before.beside ? root.getSnapshot().beside.files : now.beside.files), [file]: now.text }, environment: now.beside.environment }, `Change ${file}`);
      if (now.layout !== before.layout) root.place({ ...drawingsOf(now.layout), [drawingKey(file)]: withoutDrawings(now.layout) }, `Move in ${file}`);
    });
  }, [root, session, file]);

  const descend = useCallback((key: NodeKey, inner?: string): boolean => {
    const { analysis, beside } = session.getSnapshot();
    const node = analysis.graph.byKey.get(key);
    const type = node ? insideOf(node, analysis.template) : null;
    const name = type === null ? undefined : [type, type.replace(/^\.\//, '')].find((each) => beside.files[each] !== undefined);
    if (name === undefined || levels.some((level) => level.file === name)) return false;
    const made = new DesignerSession({ checker, text: beside.files[name] ?? '', layout: { ...drawingIn(root.getSnapshot().layout, name), ...drawingsOf(root.getSnapshot().layout) }, surroundings: { ...root.getSurroundings(), ...beside } });
    void made.check();
    if (inner !== undefined) made.select(nodeKey('resource', inner));
    setLevels([...levels, { file: name, session: made }]);
    return true;
  }, [session, levels, root, checker]);

  const ascend = useCallback((depth: number) => {
    // What a deeper level wrote is in the files of the draft; the one above is told.
    const { beside } = root.getSnapshot();
    const target = levels[depth - 1]?.session;
    target?.put(beside, 'Change files below');
    setLevels((before) => before.slice(0, depth));
  }, [levels, root]);

  const path = useMemo(() => levels.map((level) => level.file), [levels]);
  return { session, snapshot, top, path, descend, ascend };
}

/** Those of nested templates: the draft keeps one of each file, wherever it is drawn. */
function drawingsOf(layout: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(layout).filter(([key]) => key.startsWith(drawingKey(''))));
}

function withoutDrawings(layout: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(layout).filter(([key]) => !key.startsWith(drawingKey(''))));
}
