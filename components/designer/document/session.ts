/**
 * One draft being edited: its text, the places of its cards, and what is beside them. It knows nothing of the editor that shows the text, so there is one undo
 * history for typing, for what is done on the canvas and in forms, and for nodes that are moved, with or without an editor on the page.
 */
import { differenceOf, EditRefused, framesOf, nameOf, type NodeKey, ownerOf, type Position, positionOf, renamedInFrames } from '@/lib/graph';
import { renamedResources } from '@/lib/graph/renamed';
import type { JsonMap, TextEdit, TextRange } from '@/lib/hot/types';
import { placesOf } from '../canvas/geometry';
import { pathAt } from '../code/place';
import { type Analysis, readText, type Surroundings, withFound } from './analyse';
import { applied, type Change, type Cursors, inverted, movedTo } from './changes';
import type { Checker } from './checker';
import { type Alteration, History } from './history';
import { type Beside, placed, type Places, placesBefore } from './places';
import { nameOfTyping, type Steps } from './steps';

/** Keys that come faster than this are drawn together. */
const TYPING_PAUSE_MS = 10;
/** Somebody else may ask about a newer text meanwhile; then that is answered. */
const ATTEMPTS = 3;
const NOTHING: ReadonlySet<NodeKey> = new Set();
const NOBODY: ReadonlyMap<NodeKey, NodeKey> = new Map();
const AT_START: Cursors = { ranges: [{ anchor: 0, head: 0 }], main: 0 };
/** Ways of typing that are undone together when they follow each other. */
const JOINS = /^(input\.type|delete)($|\.)/;

/** Shows the text, and lets people type. */
export interface Editor {
  /** Puts into it what was done elsewhere; `cursors`: where they shall be, in sight. */
  change: (changes: readonly Change[], cursors: Cursors | null) => void;
  show: (cursors: Cursors, focus: boolean) => void;
  cursors: () => Cursors;
}

export interface Snapshot {
  text: string;
  layout: JsonMap;
  beside: Beside;
  /** Where each card is drawn: chosen by people, or found for it. */
  places: ReadonlyMap<string, Position>;
  analysis: Analysis;
  /** The one whose form is shown. */
  selected: NodeKey | null;
  /** Everything that is selected, the one above included. */
  marked: ReadonlySet<NodeKey>;
  /** Id of the selected edge. */
  selectedEdge: string | null;
  /** What can be undone and redone, by name. */
  steps: Steps;
  /** How often better places were found for what nobody has put anywhere. */
  suggested: number;
}

export interface Opened {
  text: string;
  layout: JsonMap;
  surroundings: Surroundings;
  /** Without one nothing is checked. */
  checker?: Checker;
}

export class DesignerSession {
  private text: string;
  private layout: JsonMap;
  private beside: Beside;
  private cursors = AT_START;
  private editor: Editor | null = null;
  /** What an editor has to show first of all, once there is one. */
  private toShow: { focus: boolean } | null = null;
  private readonly waiting = new Set<() => void>();
  private readonly history = new History();
  private analysis: Analysis;
  private surroundings: Surroundings;
  private snapshot: Snapshot;
  private readonly checker: Checker | null;
  private touched = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor({ text, layout, surroundings, checker }: Opened) {
    this.checker = checker ?? null;
    this.surroundings = surroundings;
    this.text = withPlainLines(text);
    this.layout = layout;
    this.beside = { files: surroundings.files, environment: surroundings.environment };
    this.analysis = readText(text, surroundings, null);
    this.snapshot = { text, layout, beside: this.beside, places: placesOf(this.analysis.graph, layout, new Map()), analysis: this.analysis, selected: null, marked: NOTHING, selectedEdge: null, steps: this.history.steps, suggested: 0 };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): Snapshot => this.snapshot;

  get catalogue() {
    return this.surroundings.catalogue;
  }

  readonly getSurroundings = (): Surroundings => this.surroundings;

  /** Of the text as it is this moment. Commands use this; the page draws the snapshot, which lags while somebody types. */
  read(): Analysis {
    if (this.analysis.text !== this.text) this.analysis = readText(this.text, this.surroundings, this.analysis);
    return this.analysis;
  }

  /** Has the text checked elsewhere; what is found is shown if it still is the text then. */
  private async askForCheck(): Promise<void> {
    const { analysis, surroundings } = this;
    if (this.checker === null || analysis.checked) return;
    const found = await this.checker.check(analysis.text, surroundings);
    if (found === null || this.analysis.text !== analysis.text || this.surroundings !== surroundings || this.analysis.checked) return;
    this.analysis = withFound(this.analysis, found);
    if (this.snapshot.text !== this.analysis.text) return;
    this.snapshot = { ...this.snapshot, analysis: this.analysis };
    this.tell();
  }

  /** Puts an editor on the page, which has to show the text as it is now and the cursors where they are now. */
  attach(make: (text: string, cursors: Cursors) => Editor): () => void {
    const editor = make(this.text, this.cursors);
    this.editor = editor;
    if (this.toShow !== null) editor.show(this.cursors, this.toShow.focus);
    this.toShow = null;
    return () => {
      this.cursors = editor.cursors();
      if (this.editor === editor) this.editor = null;
    };
  }

  /**
   * What the editor did itself. `how` is its word for it (`input.type`, `delete.backward`, `move.line`); places of the edits are in the text before, in their
   * order. `before` and `after`: where the cursors were and are.
   */
  typed(edits: readonly TextEdit[], how: string, before: Cursors | null = null, after: Cursors | null = null): void {
    const changes = edits.map(({ range: { start, end }, newText }): Change => ({ at: start, old: this.text.slice(start, end), new: withPlainLines(newText) }));
    this.history.record({ changes, places: {}, beside: null, cursors: after }, { changes: inverted(changes), places: {}, beside: null, cursors: before }, () => this.nameOf(changes, how), JOINS.test(how));
    this.text = applied(this.text, changes);
    clearTimeout(this.timer);
    this.timer = setTimeout(this.settle, TYPING_PAUSE_MS);
    if (!/^(input|delete)($|\.)/.test(how)) this.settle();
  }

  /** Draws what was typed a moment ago, if it is not drawn yet. What it renamed is carried along by the step that it was typed in. */
  readonly settle = (): void => {
    if (this.timer === undefined) return;
    const { analysis: before } = this.snapshot;
    const renamed = this.renamed(before, this.read());
    const carried = this.carried(before, renamed);
    if (Object.keys(carried).length > 0) {
      this.history.amend(carried, placesBefore(this.layout, carried));
      this.layout = placed(this.layout, carried);
    }
    this.publish(renamed);
  };

  /** Done elsewhere than in the editor: a step of the history by itself. */
  private step(label: string, after: string, places: Places, beside: Beside | null, typing = false): void {
    this.settle();
    const changes = this.changesTo(this.text, withPlainLines(after));
    const back: Alteration = { changes: inverted(changes), places: placesBefore(this.layout, places), beside: beside === null ? null : this.beside, cursors: this.editor?.cursors() ?? this.cursors };
    const forth: Alteration = { changes, places, beside, cursors: null };
    this.history.record(forth, back, () => label, typing);
    this.take([forth]);
  }

  /** One after the other, shown when all of them are done. */
  private take(alterations: readonly Alteration[]): void {
    const { text } = this;
    for (const { changes, places, beside } of alterations) {
      this.text = applied(this.text, changes);
      if (Object.keys(places).length > 0) this.layout = placed(this.layout, places);
      if (beside !== null) this.beside = beside;
    }
    const [only, more] = alterations;
    const changes = only !== undefined && more === undefined ? only.changes : this.changesTo(text, this.text);
    const cursors = alterations.at(-1)?.cursors ?? null;
    if (this.editor !== null) this.editor.change(changes, cursors);
    else this.cursors = cursors ?? { ...this.cursors, ranges: this.cursors.ranges.map(({ anchor, head }) => ({ anchor: movedTo(anchor, changes), head: movedTo(head, changes) })) };
    this.publish();
  }

  private changesTo(before: string, after: string): Change[] {
    return differenceOf(before, after).map(({ range: { start, end }, newText }) => ({ at: start, old: before.slice(start, end), new: newText }));
  }

  /** What was done in the text, by the resource that it was done in. */
  private nameOf(changes: readonly Change[], how: string): string {
    const owner = changes[0] === undefined ? null : ownerOf(pathAt(this.text, changes[0].at));
    return nameOfTyping(how, owner === null ? null : nameOf(owner));
  }

  /**
   * One step of the history: the text by a command, and the places. Names that change take their places and the selection with them.
   * @throws EditRefused with the reason, and changes nothing
   */
  edit(label: string, command: (text: string) => string, places: Places = {}, beside: Partial<Beside> = {}): void {
    const before = this.read();
    if (!before.current) throw new EditRefused('The text cannot be read at the moment, so it cannot be changed from here. Mend it first, or undo.');
    const after = command(before.text);
    this.settle();
    const next = readText(after, this.surroundings, before);
    const moved = { ...this.carried(before, this.renamed(before, next)), ...places };
    const around = Object.keys(beside).length > 0 ? { ...this.beside, ...beside } : null;
    if (after === before.text && Object.keys(moved).length === 0 && around === null) return;
    this.analysis = next;
    this.step(label, after, moved, around);
  }

  /** Another text and drawing in the place of these, as one step of the history; it need not be one that can be read. */
  replace(text: string, layout: JsonMap, beside: Beside, label: string): void {
    const moved = Object.fromEntries([...new Set([...Object.keys(this.layout), ...Object.keys(layout)])].filter((key) => this.layout[key] !== layout[key]).map((key) => [key, layout[key] ?? null]));
    this.step(label, text, moved, beside);
  }

  /** Other files, or another environment, as one step of the history. `typing`: one step with what is typed in the same one before and after it. */
  put(beside: Partial<Beside>, label: string, { typing = false, places = {} }: { typing?: boolean; places?: Places } = {}): void {
    this.step(label, this.text, places, { ...this.beside, ...beside }, typing);
  }

  place(places: Places, label = 'Move'): void {
    if (Object.keys(places).length > 0) this.step(label, this.text, places, null);
  }

  /** Somebody has a hand on the drawing: from now on nothing moves by itself. */
  touch(): void {
    this.touched = true;
  }

  /** Better places for what nobody has put anywhere: no step of the history, and nothing is saved. */
  suggest(places: ReadonlyMap<string, Position>): void {
    if (this.touched) return;
    const better = [...places].filter(([key]) => this.layout[key] === undefined && this.snapshot.places.has(key));
    if (better.length === 0) return;
    this.snapshot = { ...this.snapshot, places: new Map([...this.snapshot.places, ...better]), suggested: this.snapshot.suggested + 1 };
    this.tell();
  }

  /** Has the text checked as it is now; done when it has been, or when nobody could. */
  async check(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && !this.read().checked; attempt += 1) await this.askForCheck();
  }

  /** Other files or another environment bring types of their own, and the text is checked again. */
  surround(files: Surroundings['files'], environment: JsonMap, catalogue: () => Surroundings['catalogue']): void {
    if (files === this.surroundings.files && environment === this.surroundings.environment) return;
    this.settle();
    this.surroundings = { ...this.surroundings, files, environment, catalogue: catalogue() };
    this.analysis = readText(this.text, this.surroundings, this.analysis);
    this.publish();
  }

  /** Other values than those of the draft, to see what there would be with them. Nothing of the draft changes. */
  tryWith(tried: JsonMap): void {
    this.settle();
    this.surroundings = { ...this.surroundings, tried };
    this.analysis = readText(this.text, this.surroundings, this.analysis);
    this.publish();
  }

  /** Runs when something is to be shown in an editor, and there is none. */
  awaited(listener: () => void): () => void {
    this.waiting.add(listener);
    return () => this.waiting.delete(listener);
  }

  /** Puts the cursor there and shows it, in the editor that is on the page or the next one. */
  goTo(range: TextRange, focus: boolean): void {
    const end = this.text.length;
    this.cursors = { ranges: [{ anchor: Math.min(range.start, end), head: Math.min(range.end, end) }], main: 0 };
    if (this.editor !== null) {
      this.editor.show(this.cursors, focus);
      return;
    }
    this.toShow = { focus };
    for (const listener of this.waiting) listener();
  }

  readonly undo = (): boolean => this.taken(() => [this.history.undo()]);

  readonly redo = (): boolean => this.taken(() => [this.history.redo()]);

  /** To where so many steps are done: undoes or does again all between at once, and is drawn once. */
  readonly goToStep = (done: number): void => {
    const count = this.history.steps.done.length;
    this.taken(() => Array.from({ length: Math.abs(done - count) }, () => (done < count ? this.history.undo() : this.history.redo())));
  };

  private taken(alterations: () => readonly (Alteration | null)[]): boolean {
    this.settle();
    const found = alterations().filter((each) => each !== null);
    if (found.length > 0) this.take(found);
    return found.length > 0;
  }

  readonly select = (selected: NodeKey | null, selectedEdge: string | null = null): void => {
    const { marked } = this.snapshot;
    if (selected === this.snapshot.selected && selectedEdge === this.snapshot.selectedEdge && marked.size === (selected === null ? 0 : 1)) return;
    this.snapshot = { ...this.snapshot, selected, selectedEdge, marked: selected === null ? NOTHING : new Set([selected]) };
    this.tell();
  };

  /** Selects several; the form shows the one that is given, else the one it shows now if it is among them. */
  readonly mark = (keys: Iterable<NodeKey>, lead?: NodeKey): void => {
    const marked = new Set(keys);
    const before = this.snapshot;
    const selected = lead !== undefined && marked.has(lead) ? lead : before.selected !== null && marked.has(before.selected) ? before.selected : ([...marked][0] ?? null);
    if (selected === before.selected && before.selectedEdge === null && marked.size === before.marked.size && [...marked].every((key) => before.marked.has(key))) return;
    this.snapshot = { ...before, selected, marked, selectedEdge: null };
    this.tell();
  };

  /** Adds one to what is selected, or takes it out. */
  readonly toggle = (key: NodeKey): void => {
    const { marked } = this.snapshot;
    this.mark(marked.has(key) ? [...marked].filter((each) => each !== key) : [...marked, key], key);
  };

  private publish(renamed = this.renamed(this.snapshot.analysis, this.read())): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const analysis = this.read();
    const { layout } = this;
    const now = (key: NodeKey): NodeKey => (analysis.graph.byKey.has(key) ? key : (renamed.get(key) ?? key));
    const selected = this.snapshot.selected === null ? null : now(this.snapshot.selected);
    const marked = new Set([...this.snapshot.marked].map(now));
    const left = analysis.current ? new Set([...marked].filter((key) => analysis.graph.byKey.has(key))) : marked;
    // What looks at the selection alone has nothing to do while it stays.
    const still = left.size === this.snapshot.marked.size && [...left].every((key) => this.snapshot.marked.has(key)) ? this.snapshot.marked : left;
    const { places } = this.snapshot;
    const known = renamed.size === 0 ? places : new Map([...places, ...[...renamed].flatMap(([from, to]): [string, Position][] => { const place = places.get(from); return place === undefined ? [] : [[to, place]]; })]);
    this.snapshot = {
      ...this.snapshot, text: analysis.text, layout, beside: this.beside, places: placesOf(analysis.graph, layout, known), analysis, steps: this.history.steps,
      selected: selected !== null && analysis.current && !analysis.graph.byKey.has(selected) ? ([...still][0] ?? null) : selected,
      marked: still,
    };
    this.tell();
    void this.askForCheck();
  }

  /** Nodes that have another name in the second, by what they were called in the first. */
  private renamed(before: Analysis, after: Analysis): ReadonlyMap<NodeKey, NodeKey> {
    if (!after.current || before.template === after.template) return NOBODY;
    const only = renamedNode(before, after);
    return only === null ? renamedResources(before.template, after.template) : new Map([[only.from, only.to]]);
  }

  /** What makes nodes that were renamed stand where they stood, in the frames they were in. */
  private carried(before: Analysis, renamed: ReadonlyMap<NodeKey, NodeKey>): Places {
    if (renamed.size === 0) return {};
    const standing = [...renamed].flatMap(([from, to]) => { const place = positionOf(this.layout[from]); return place === null ? [] : [{ from, to, place }]; });
    return {
      ...Object.fromEntries(standing.map(({ from }) => [from, null])),
      ...Object.fromEntries(standing.map(({ to, place: { x, y } }) => [to, { x, y }])),
      ...renamedInFrames(framesOf(this.layout, before.graph), renamed),
    };
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Lines end as editors end them. */
function withPlainLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The one node that has another name now; null when more happened than that. */
function renamedNode(before: Analysis, after: Analysis): { from: NodeKey; to: NodeKey } | null {
  const gone = before.graph.nodes.filter(({ key }) => !after.graph.byKey.has(key));
  const come = after.graph.nodes.filter(({ key }) => !before.graph.byKey.has(key));
  const [from, to] = [gone[0], come[0]];
  if (gone.length !== 1 || come.length !== 1 || from === undefined || to === undefined) return null;
  return from.kind === to.kind && from.type === to.type ? { from: from.key, to: to.key } : null;
}
