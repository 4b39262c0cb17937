'use client';
import { useEffect, useRef, type RefObject } from 'react';
import { standardKey } from '@/components/shell/keymap';
import { isTyping } from '@/components/shell/useGlobalKeys';
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
      const modified = event.ctrlKey || event.metaKey;
      const inDialog = target instanceof Element && target.closest('[role="dialog"]') !== null;
      if (inDialog || event.defaultPrevented) return;
      if (event.key === 'F8') { event.preventDefault(); onNextProblem(event.shiftKey ? -1 : 1); return; }
      if (modified && event.key === 'Enter') { event.preventDefault(); onDeploy(); return; }
      if (modified && !event.shiftKey && event.key.toLowerCase() === 'i') { event.preventDefault(); onForm(); return; }
      if (modified && !event.shiftKey && event.key.toLowerCase() === 'j') { event.preventDefault(); onProblems(); return; }
      if (modified && !event.shiftKey && event.key.toLowerCase() === 's') { event.preventDefault(); onVersions(); return; }
      const field = target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
      if (modified && !field && !readOnly && event.key.toLowerCase() === 'z') {
        event.preventDefault();
        if (event.shiftKey) session.redo();
        else session.undo();
        return;
      }
      if (modified && !field && !readOnly && event.key.toLowerCase() === 'y') { event.preventDefault(); session.redo(); return; }
      const onCanvas = target instanceof Node && region.current?.contains(target) === true && !field;
      const standard = standardKey('designer', event.key);
      if (standard === 'o' && !modified && !event.altKey && !event.shiftKey && (onCanvas || !isTyping(target))) { event.preventDefault(); onOutline(); return; }
      const preset = standard === null ? undefined : PRESETS[standard];
      if (preset && !modified && !event.altKey && (onCanvas || !isTyping(target))) { event.preventDefault(); onPreset(preset); }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
