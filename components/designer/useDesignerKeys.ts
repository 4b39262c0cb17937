'use client';
import { useEffect, useRef, type RefObject } from 'react';
import { chordOf, isPlain, isSingle, isTyping, standardKey } from '@/components/shell/keymap';
import { preferencesNow } from '@/components/shell/preferences';
import type { Preset } from './DesignerHeader';
import type { DesignerSession } from './document/session';

interface DesignerKeys {
  session: DesignerSession;
  region: RefObject<HTMLElement | null>;
  readOnly: boolean;
  onPreset: (preset: Preset) => void;
  onOutline: () => void;
  onNextProblem: (step?: 1 | -1) => void;
  onDeploy: () => void;
  onVersions: () => void;
  onProblems: () => void;
  onForm: () => void;
}

const PRESETS: Readonly<Record<string, Preset>> = { 1: 'canvas', 2: 'split', 3: 'code' };

/** Keys of the whole designer. Undo in the text is the editor's own key, of the same history; in a field it is the field's. */
export function useDesignerKeys(keys: DesignerKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { session, region, readOnly, onPreset, onOutline, onNextProblem, onDeploy, onVersions, onProblems, onForm } = latest.current;
      const { target } = event;
      const inDialog = target instanceof Element && target.closest('[role="dialog"]') !== null;
      if (inDialog || event.defaultPrevented) return;
      const field = target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
      const onCanvas = target instanceof Node && region.current?.contains(target) === true && !field;
      const keys = standardKey('designer', event);
      // What could be typed is for the canvas, or for nobody else; single characters away from the canvas can be turned off.
      const pressed = chordOf(event);
      const free = !isPlain(pressed) || onCanvas || (!isTyping(target) && !(isSingle(pressed) && preferencesNow().singleKeys === 'off'));
      const everywhere = standardKey('all', event);
      const preset = keys === null ? undefined : PRESETS[keys];
      if (everywhere === 'Ctrl+Enter' && free) onDeploy();
      else if (everywhere === 'Ctrl+s' && free) onVersions();
      else if (keys === 'F8' && free) onNextProblem(1);
      else if (keys === 'Shift+F8' && free) onNextProblem(-1);
      else if (keys === 'Ctrl+i' && free) onForm();
      else if (keys === 'Ctrl+j' && free) onProblems();
      else if (keys === 'Ctrl+z' && free && !field && !readOnly) session.undo();
      else if ((keys === 'Ctrl+Shift+z' || keys === 'Ctrl+y') && free && !field && !readOnly) session.redo();
      else if (keys === 'o' && free) onOutline();
      else if (preset && free) onPreset(preset);
      // With another key for it, the browser's own undo would take back what was typed last in some field, and put the focus there.
      else if (field || !/^Ctrl\+(Shift\+)?[zy]$/.test(pressed)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
