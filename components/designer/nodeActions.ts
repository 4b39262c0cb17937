/** What can be done with what is selected: the same list in the menu of a node and in the command palette. */
import { type Arrangement, framesOf, nameOf } from '@/lib/graph';
import type { KeyId } from '@/components/shell/keymapTable';
import { insideOf } from './canvas/inner';
import { putCopied } from './clipboard';
import { breakpointsOf } from './document/breakpoints';
import type { Snapshot } from './document/session';
import type { Commands } from './useCommands';

export interface NodeAction {
  id: string;
  label: string;
  keys?: KeyId;
  /** Begins another kind of action. */
  apart?: boolean;
  possible: boolean;
  run: (commands: Commands) => void;
}

const ARRANGEMENTS: readonly (readonly [Arrangement, string])[] = [
  ['left', 'Align left'], ['centre', 'Align centres'], ['right', 'Align right'], ['top', 'Align tops'], ['middle', 'Align middles'], ['bottom', 'Align bottoms'], ['across', 'Distribute across'], ['down', 'Distribute down'],
];

export function nodeActions({ selected, marked, layout, beside, analysis: { graph, template } }: Pick<Snapshot, 'selected' | 'marked' | 'layout' | 'beside' | 'analysis'>): NodeAction[] {
  const resources = [...marked].filter((key) => key.startsWith('resource:'));
  const any = resources.length > 0;
  const several = resources.length > 1;
  const frames = framesOf(layout, graph).filter(({ members }) => members.some((member) => marked.has(member)));
  const one = marked.size === 1 ? selected : null;
  const node = one === null ? undefined : graph.byKey.get(one);
  const reference = node?.kind === 'resource' && node.shape !== 'nested' ? node.type : null;
  const names = resources.map(nameOf);
  const stopping = breakpointsOf(beside.environment);
  const switchedOff = names.some((name) => template.resources[name]?.condition === false);
  return [
    { id: 'rename', label: 'Rename', keys: 'designer:F2', possible: one !== null, run: (commands) => { if (one !== null) commands.startRename(one); } },
    { id: 'retype', label: 'Change its type…', possible: one?.startsWith('resource:') === true, run: (commands) => { if (one !== null) commands.askRetype(one); } },
    { id: 'text', label: 'Show it in the text', possible: one !== null, run: (commands) => { if (one !== null) commands.showText(one); } },
    { id: 'reference', label: 'Reference of its type', possible: reference !== null, run: (commands) => { if (reference !== null) commands.showReference(reference); } },
    { id: 'connect', label: 'Connect to…', keys: 'designer:e', apart: true, possible: one !== null && !one.startsWith('output:'), run: (commands) => { if (one !== null) commands.startConnect(one); } },
    { id: 'after', label: 'Comes after…', possible: one?.startsWith('resource:') === true, run: (commands) => { if (one !== null) commands.askAfter(one); } },
    { id: 'add-connected', label: 'Add a resource that uses it…', possible: one?.startsWith('resource:') === true, run: (commands) => commands.askTypes(null, one) },
    { id: 'condition', label: 'Only under a condition…', possible: one?.startsWith('resource:') === true, run: (commands) => { if (one !== null) commands.askCondition(one); } },
    { id: 'cut', label: 'Cut', keys: 'designer:Ctrl+x', apart: true, possible: any, run: (commands) => { copy(commands); commands.remove(...marked); } },
    { id: 'copy', label: 'Copy as YAML', keys: 'designer:Ctrl+c', possible: any, run: copy },
    { id: 'paste', label: 'Paste', keys: 'designer:Ctrl+v', possible: true, run: (commands) => void commands.pasteClipboard() },
    { id: 'duplicate', label: 'Duplicate', keys: 'designer:Ctrl+d', possible: any, run: (commands) => void commands.duplicate() },
    { id: 'snippet', label: 'Keep as a snippet…', possible: any, run: (commands) => commands.askSnippet() },
    { id: 'wrap', label: 'Wrap in a group of resources', apart: true, possible: one?.startsWith('resource:') === true, run: (commands) => { if (one !== null) commands.wrap(one); } },
    { id: 'extract', label: 'Move to a nested template', possible: any, run: (commands) => void commands.extract() },
    { id: 'descend', label: 'Go down into its template', keys: 'designer:Alt+ArrowDown', possible: one !== null && (() => { const node = graph.byKey.get(one); const type = node ? insideOf(node, template) : null; return type !== null && (beside.files[type] !== undefined || beside.files[type.replace(/^\.\//, '')] !== undefined); })(), run: (commands) => { if (one !== null) commands.descend(one); } },
    { id: 'frame', label: 'Put into a frame', keys: 'designer:g', apart: true, possible: any, run: (commands) => commands.frame() },
    { id: 'unframe', label: 'Take out of the frame', keys: 'designer:Shift+g', possible: frames.length > 0, run: (commands) => commands.unframe() },
    { id: 'collapse', label: frames.some(({ collapsed }) => !collapsed) ? 'Collapse the frame' : 'Open the frame', keys: 'designer:c', possible: frames.length > 0, run: (commands) => commands.collapseMarked() },
    { id: 'breakpoint', label: any && names.every((name) => stopping.has(name)) ? 'Remove the breakpoint' : 'Stop before it (breakpoint)', keys: 'designer:b', apart: true, possible: any, run: (commands) => commands.toggleBreakpoints(names) },
    { id: 'off', label: switchedOff ? 'Switch on' : 'Switch off (condition: false)', possible: any, run: (commands) => void commands.toggleOff(names) },
    { id: 'mark-requires', label: 'Select what it needs', apart: true, possible: any, run: (commands) => commands.markReach('requires') },
    { id: 'mark-required', label: 'Select what needs it', possible: any, run: (commands) => commands.markReach('required by') },
    ...ARRANGEMENTS.map(([how, label]): NodeAction => ({ id: `arrange-${how}`, label, possible: several, run: (commands) => commands.arrange(how) })),
    { id: 'remove', label: 'Delete', keys: 'designer:Delete', apart: true, possible: marked.size > 0, run: (commands) => void commands.remove(...marked) },
  ];
}

function copy({ copied }: Commands): void {
  const what = copied();
  if (what !== null) void putCopied(what);
}
