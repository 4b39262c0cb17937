'use client';
import { useEffect, useRef } from 'react';
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { editorTheme } from '../designer/code/theme';
import { type Language, languageSupport } from './languages';

export interface ScriptEditorProps {
  text: string;
  language: Language;
  readOnly: boolean;
  /** What it is called; default: the text of a config. */
  label?: string;
  onChange: (text: string) => void;
}

/** The text of a config in its own language. Tab indents; Escape and then Tab leaves. */
export function ScriptEditor({ text, language, readOnly, label = 'Text of the config', onChange }: ScriptEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const languagePart = useRef(new Compartment());
  const readOnlyPart = useRef(new Compartment());
  const latest = useRef({ text, label, onChange });
  useEffect(() => {
    latest.current = { text, label, onChange };
  });
  useEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const created = new EditorView({
      parent,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(), foldGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }),
          languagePart.current.of([]), readOnlyPart.current.of([]), indentUnit.of('  '), EditorView.lineWrapping, editorTheme,
          EditorView.contentAttributes.of({ 'aria-label': latest.current.label, tabindex: '0' }),
          EditorView.updateListener.of((update) => { if (update.docChanged) latest.current.onChange(update.state.doc.toString()); }),
          keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, indentWithTab, ...defaultKeymap]),
        ],
      }),
    });
    view.current = created;
    return () => {
      view.current = null;
      created.destroy();
    };
  }, []);
  useEffect(() => view.current?.dispatch({ effects: languagePart.current.reconfigure(languageSupport(language)) }), [language]);
  useEffect(() => view.current?.dispatch({ effects: readOnlyPart.current.reconfigure(EditorState.readOnly.of(readOnly)) }), [readOnly]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  return <div ref={host} dir="ltr" className="min-h-0 flex-1 overflow-hidden bg-code" />;
}
