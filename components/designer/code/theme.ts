import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { SHADES } from './shades';
import { SHADE_TAGS } from './shadeTags';

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'var(--code)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', fontVariantLigatures: 'none' },
  '.cm-gutters': { backgroundColor: 'var(--code)', color: 'var(--faint)', border: 'none' },
  '.cm-states': { paddingLeft: '2px' },
  '.cm-states .cm-gutterElement': { padding: '0' },
  '.cm-state': { width: '5px', height: '100%', position: 'relative' },
  '.cm-state-sign': { position: 'absolute', left: '7px', top: '0', fontSize: '10px', color: 'var(--ink)', zIndex: '1' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--ink) 16%, transparent)' },
  '.cm-node-lines': { backgroundColor: 'color-mix(in srgb, var(--ink) 5%, transparent)', boxShadow: 'inset 2px 0 0 var(--border-strong)' },
  '.cm-changed': { animation: 'cm-changed 1.4s ease-out' },
  '@keyframes cm-changed': { from: { backgroundColor: 'color-mix(in srgb, var(--status-held) 35%, transparent)' } },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--border)', borderRadius: '6px', color: 'var(--ink)', overflow: 'hidden' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--selected)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--faint)', fontStyle: 'normal' },
  '.cm-completionInfo': { fontFamily: 'var(--font-sans)', maxWidth: '320px', padding: '6px 8px' },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--border)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--font-sans)', fontSize: '12px', padding: '6px 8px' },
  '.cm-textfield': { border: '1px solid var(--border-strong)', borderRadius: '4px', backgroundColor: 'var(--surface)' },
  '.cm-button': { border: '1px solid var(--border)', borderRadius: '4px', backgroundImage: 'none', backgroundColor: 'var(--surface)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--sunken)', border: '1px solid var(--border)', color: 'var(--muted)' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--status-held) 30%, transparent)' },
  '.cm-diagnostic': { borderLeftWidth: '3px', fontFamily: 'var(--font-sans)', fontSize: '12px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--status-failed)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--status-held)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--status-failed)', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--status-held)', textUnderlineOffset: '3px' },
  // An octagon and a triangle, as everywhere: the shape says it, too.
  '.cm-lint-marker': { width: '9px', height: '9px', margin: '5px 0 0 1px' },
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--status-failed)', clipPath: 'polygon(30% 0, 70% 0, 100% 30%, 100% 70%, 70% 100%, 30% 100%, 0 70%, 0 30%)' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--status-held)', clipPath: 'polygon(50% 0, 100% 100%, 0 100%)' },
  '.cm-sticky': { position: 'absolute', top: '0', left: '0', right: '14px', zIndex: '5', padding: '2px 12px', textAlign: 'left', fontFamily: 'var(--font-mono)', fontSize: '11px', color: 'var(--muted)', backgroundColor: 'var(--code)', borderBottom: '1px solid var(--border)', cursor: 'pointer' },
  '.cm-sticky[hidden]': { display: 'none' },
  '.cm-dialog': { fontFamily: 'var(--font-sans)', fontSize: '12px', padding: '6px 8px' },
  '.cm-hover-doc': { fontFamily: 'var(--font-sans)', fontSize: '12px', maxWidth: '380px', padding: '8px 10px' },
});

const shades = HighlightStyle.define(SHADE_TAGS.map(([shade, tag]) => ({ tag, ...SHADES[shade] })));

export const editorTheme = [look, syntaxHighlighting(shades)];
