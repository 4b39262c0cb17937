'use client';
import { useEffect, useMemo, useRef } from 'react';
import { type PaletteCommand, usePaletteCommands } from '@/components/shell/paletteCommands';
import type { Preset } from './DesignerHeader';
import type { DesignerSession, Snapshot } from './document/session';
import { nodeActions } from './nodeActions';
import type { Commands } from './useCommands';

interface DesignerPalette {
  session: DesignerSession;
  snapshot: Snapshot;
  commands: Commands;
  readOnly: boolean;
  onDeploy: () => void;
  onNextProblem: () => void;
  onPreset: (preset: Preset) => void;
  onOutline: () => void;
  onDocks: () => void;
  onLibrary: () => void;
  onBring: () => void;
  onVersions: () => void;
  onHistory: () => void;
  /** Null: it is HOT already. */
  onConvert: (() => void) | null;
}

/** Everything the designer does, by name, in the command palette: what can be done with the selection first. */
export function useDesignerPalette(given: DesignerPalette): void {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  const { session, readOnly, snapshot: { selected, marked, layout, beside, analysis } } = given;
  const cfn = given.onConvert !== null;
  usePaletteCommands(useMemo((): PaletteCommand[] => {
    const possible = marked.size === 0 || readOnly ? [] : nodeActions({ selected, marked, layout, beside, analysis }).filter((action) => action.possible);
    const selection = possible.map(({ id, label, keys, run }): PaletteCommand => ({ id: `selection-${id}`, group: 'Selection', label, keys, run: () => requestAnimationFrame(() => run(latest.current.commands)) }));
    const views: PaletteCommand[] = [
      { id: 'view-canvas', group: 'View', label: 'Show the canvas', keys: 'designer:1', run: () => latest.current.onPreset('canvas') },
      { id: 'view-split', group: 'View', label: 'Show canvas and text', keys: 'designer:2', run: () => latest.current.onPreset('split') },
      { id: 'view-text', group: 'View', label: 'Show the text', keys: 'designer:3', run: () => latest.current.onPreset('code') },
      { id: 'view-outline', group: 'View', label: 'Canvas or outline', keys: 'designer:o', run: () => latest.current.onOutline() },
      { id: 'view-docks', group: 'View', label: 'Show or hide parameters and outputs', keys: 'designer:Shift+p', run: () => latest.current.onDocks() },
    ];
    const drawing: PaletteCommand[] = readOnly ? [] : [
      { id: 'add', group: 'Drawing', label: 'Add a resource…', keys: 'designer:a', run: () => requestAnimationFrame(() => latest.current.commands.askTypes(null)) },
      { id: 'add-parameter', group: 'Drawing', label: 'Add a parameter', run: () => void latest.current.commands.addPart('parameter') },
      { id: 'add-output', group: 'Drawing', label: 'Add an output', run: () => void latest.current.commands.addPart('output') },
      { id: 'add-config', group: 'Drawing', label: 'Add a config of the library…', run: () => requestAnimationFrame(() => latest.current.onLibrary()) },
      { id: 'bring', group: 'Drawing', label: 'Bring a template: text, files, an address…', run: () => requestAnimationFrame(() => latest.current.onBring()) },
      ...(cfn ? [{ id: 'convert', group: 'Drawing', label: 'Convert to HOT…', run: () => requestAnimationFrame(() => latest.current.onConvert?.()) }] : []),
      { id: 'lay-out', group: 'Drawing', label: 'Lay everything out anew', keys: 'designer:l', run: () => void latest.current.commands.layOutAll() },
      { id: 'undo', group: 'Drawing', label: 'Undo', keys: 'designer:Ctrl+z', run: () => void session.undo() },
      { id: 'redo', group: 'Drawing', label: 'Redo', keys: 'designer:Ctrl+Shift+z', run: () => void session.redo() },
      { id: 'deploy', group: 'Drawing', label: 'Deploy…', keys: 'all:Ctrl+Enter', run: () => latest.current.onDeploy() },
    ];
    const nodes = analysis.graph.nodes.slice(0, 500).map((node): PaletteCommand => ({ id: node.key, group: 'Go to', label: node.name, run: () => { session.select(node.key); latest.current.commands.show(node.key); } }));
    return [...selection, ...drawing, ...views, { id: 'versions', group: 'View', label: 'Versions: save, compare, restore…', keys: 'all:Ctrl+s', run: () => requestAnimationFrame(() => latest.current.onVersions()) }, { id: 'history', group: 'View', label: 'History: every step, and the way back to it', run: () => latest.current.onHistory() }, { id: 'problem', group: 'View', label: 'Go to the next problem', keys: 'designer:F8', run: () => latest.current.onNextProblem() }, ...nodes];
  }, [session, readOnly, cfn, selected, marked, layout, beside, analysis]));
}
