'use client';
import { startTransition, useEffect, useRef, useState } from 'react';
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, showDialog } from '@codemirror/view';
import { EditRefused, ownerOf, renameNode, sectionOf } from '@/lib/graph';
import { chordOf, standardKey } from '@/components/shell/keymap';
import { toast } from '@/components/ui/Toast';
import type { DesignerSession, Snapshot } from '../document/session';
import { completions } from './completion';
import { documentation } from './hover';
import { locatedAt, nextReference } from './navigation';
import { formatted } from './format';
import { markNode, marks } from './marks';
import { pathAt } from './place';
import { attachEditor, beginningOf } from './sessionEditor';
import { signatures } from './signature';
import type { StackStates } from '../useStackStates';
import { showStates, stateBar } from './states';
import { stickyHeader } from './sticky';
import { editorTheme } from './theme';

const CURSOR_PAUSE_MS = 150;

/** The template as text. Shares its history with the canvas, and its selection: a resource is selected here and there. */
export function CodePane({ session, snapshot, readOnly, states = null, onMade }: { session: DesignerSession; snapshot: Snapshot; readOnly: boolean; states?: StackStates | null; onMade: (view: EditorView | null) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const [made, setMade] = useState<{ view: EditorView; session: DesignerSession } | null>(null);
  const editor = made?.session === session ? made.view : null;
  /** What the cursor selected: its lines are in view already. */
  const fromCursor = useRef<string | null>(null);

  useEffect(() => {
    const parent = host.current;
    if (!parent) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = EditorView.updateListener.of((update) => {
      if (!update.selectionSet || !update.view.hasFocus) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        // Somebody may have chosen on the canvas since.
        if (!update.view.hasFocus) return;
        const key = ownerOf(pathAt(update.view.state.doc.toString(), update.view.state.selection.main.head));
        if (key === null || !session.read().graph.byKey.has(key)) return;
        fromCursor.current = key;
        session.select(key);
      }, CURSOR_PAUSE_MS);
    });
    const extensions: Extension = [
      stateBar, lineNumbers(), foldGutter(), codeFolding(), lintGutter(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }),
      yaml(), indentUnit.of('  '), EditorState.tabSize.of(2), EditorState.readOnly.of(readOnly), EditorView.lineWrapping, editorTheme, marks, follow,
      autocompletion({ override: [completions(session)], icons: false }), documentation(session), signatures, stickyHeader,
      EditorView.contentAttributes.of({ 'aria-label': 'Template', tabindex: '0' }),
      EditorView.domEventHandlers({ keydown: (event, editor) => pressed(session, editor, event) }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...foldKeymap, indentWithTab, ...defaultKeymap]),
    ];
    // Its state, its view, and what is marked in it are tasks of their own: whatever somebody does meanwhile is heard between them.
    const beginning = beginningOf(session, extensions);
    let detach = (): void => undefined;
    const starts = setTimeout(() => {
      const attached = attachEditor(session, parent, beginning, extensions);
      detach = attached.detach;
      startTransition(() => { setMade({ view: attached.view, session }); onMade(attached.view); });
    });
    return () => {
      clearTimeout(starts);
      clearTimeout(timer);
      setMade(null);
      onMade(null);
      detach();
    };
  }, [session, readOnly, onMade]);

  const { analysis, selected } = snapshot;
  useEffect(() => {
    if (editor === null || editor.state.doc.toString() !== analysis.text) return;
    const found = analysis.diagnostics.flatMap(({ range, severity, message }) => (range ? [{ from: Math.min(range.start, editor.state.doc.length), to: Math.min(Math.max(range.end, range.start), editor.state.doc.length), severity, message }] : []));
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [editor, analysis]);

  useEffect(() => {
    if (editor === null || states === null || !analysis.current || editor.state.doc.toString() !== analysis.text) return;
    const stated = analysis.graph.nodes.flatMap(({ kind, name }) => {
      const state = kind === 'resource' ? states.get(name) : undefined;
      const range = state && analysis.parsed.rangeAt([sectionOf(analysis.text, 'resource'), name], 'pair');
      return state && range ? [{ range, ...state }] : [];
    });
    editor.dispatch({ effects: showStates.of(stated) });
  }, [editor, analysis, states]);

  useEffect(() => {
    if (editor === null) return;
    const node = selected === null ? undefined : analysis.graph.byKey.get(selected);
    const range = node && analysis.current && editor.state.doc.toString() === analysis.text ? analysis.parsed.rangeAt([sectionOf(analysis.text, node.kind), node.name], 'pair') : undefined;
    const reveal = range !== undefined && !editor.hasFocus && fromCursor.current !== selected;
    editor.dispatch({ effects: [markNode.of(range ?? null), ...(reveal ? [EditorView.scrollIntoView(range.start, { y: 'start', yMargin: 60 })] : [])] });
    if (fromCursor.current !== selected) fromCursor.current = null;
  }, [editor, selected, analysis]);

  return <div ref={host} dir="ltr" className="min-h-0 flex-1 overflow-hidden" />;
}

/** What keys do in the text that they do in all of the designer, or here alone. */
function pressed(session: DesignerSession, editor: EditorView, event: KeyboardEvent): boolean {
  switch (standardKey('designer', event)) {
    case 'F12': return goToDefinition(session, editor);
    case 'Shift+F12': return goToReference(session, editor);
    case 'F2': return askName(session, editor);
    case 'Alt+Shift+f': return format(session, editor);
    case 'Ctrl+z': session.undo(); return true;
    case 'Ctrl+Shift+z': case 'Ctrl+y': session.redo(); return true;
    // With another key for undo, the browser's own would change the text behind the history.
    case null: return /^Ctrl\+(Shift\+)?z$/.test(chordOf(event));
    default: return false;
  }
}

function goToDefinition(session: DesignerSession, editor: EditorView): boolean {
  const { text, parsed, graph } = session.read();
  const located = locatedAt(text, parsed, graph, editor.state.selection.main.head);
  if (located === null) return false;
  session.goTo(located.definition, true);
  return true;
}

/** To the next place that refers to what the cursor stands on; again and again it goes through all of them. */
function goToReference(session: DesignerSession, editor: EditorView): boolean {
  const { text, parsed, graph } = session.read();
  const { head } = editor.state.selection.main;
  const located = locatedAt(text, parsed, graph, head);
  if (located === null) return false;
  const next = nextReference(located, editor.state.selection.main.from);
  if (next === null) toast(`Nothing refers to ${located.node.name}`);
  else {
    session.goTo(next.range, true);
    toast(`${located.node.name}: ${next.number} of ${located.references.length} references`);
  }
  return true;
}

/** Asks for another name of what the cursor stands on, and gives it everywhere. */
function askName(session: DesignerSession, editor: EditorView): boolean {
  const { text, parsed, graph } = session.read();
  const located = locatedAt(text, parsed, graph, editor.state.selection.main.head);
  if (located === null || editor.state.readOnly) return false;
  const { kind, name } = located.node;
  const { result } = showDialog(editor, { label: `Rename ${name}`, input: { name: 'name', value: name, 'aria-label': `New name of ${name}` }, submitLabel: 'Rename', focus: true, top: true });
  void result.then((form) => {
    const to = form === null ? null : new FormData(form).get('name');
    editor.focus();
    if (typeof to !== 'string' || to === name) return;
    try {
      session.edit(`Rename ${name}`, (before) => renameNode(before, kind, name, to.trim()));
      toast(`${name} is now ${to}, everywhere`, { action: { label: 'Undo', onClick: () => void session.undo() } });
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      toast.error(error.message);
    }
  });
  return true;
}

/** Tidies the lines that are selected, or that of the cursor. */
function format(session: DesignerSession, editor: EditorView): boolean {
  if (editor.state.readOnly) return false;
  const { from, to } = editor.state.selection.main;
  const [first, last] = [editor.state.doc.lineAt(from).number - 1, editor.state.doc.lineAt(to).number - 1];
  const after = formatted(editor.state.doc.toString(), first, last);
  if (after === null) toast('These lines are tidy, or tidying them would change what they mean');
  else session.edit('Tidy lines', () => after);
  return true;
}
