/**
 * One draft being edited. The editor's state holds text and places, with or without an editor on the page, so there is one undo history
 * for typing, for what is done on the canvas and in forms, and for nodes that are moved.
 */
import { history, isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { Annotation, Compartment, EditorState, type Extension, type StateEffect, type Transaction, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { differenceOf, EditRefused, framesOf, nameOf, type NodeKey, ownerOf, type Position, positionOf, renamedInFrames } from '@/lib/graph';
import { renamedResources } from '@/lib/graph/renamed';
import type { Json, JsonMap, TextRange } from '@/lib/hot/types';
import { analyse, type Analysis, checked, readText, type Surroundings, withFound } from './analyse';
import type { Checker } from './checker';
import { placesOf } from '../canvas/geometry';
import { pathAt } from '../code/place';
import { type Beside, besideField, placeNodes, placesField, type Places, putBeside, undoableBeside, undoablePlaces } from './places';
import { nameOfTyping, NO_STEPS, type Steps, stepsAfter } from './steps';

/** Marks what did not come from typing; the value names it. */
export const canvasEdit = Annotation.define<string>();

/** Keys that come faster than this are drawn together. */
const TYPING_PAUSE_MS = 30;
/** So many steps can be undone at least. */
const MOST_STEPS = 5000;
const NOTHING: ReadonlySet<NodeKey> = new Set();
/** What only an editor on the page needs. */
const editorExtensions = new Compartment();

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
  undoable: boolean;
  redoable: boolean;
  /** What can be undone and redone, by name. */
  steps: Steps;
  /** How often better places were found for what nobody has put anywhere. */
  suggested: number;
}

export interface Opened {
  text: string;
  layout: JsonMap;
  surroundings: Surroundings;
  /** Without one the text is checked here, whenever it is read. */
  checker?: Checker;
}

export class DesignerSession {
  private state: EditorState;
  private view: EditorView | null = null;
  private analysis: Analysis;
  private surroundings: Surroundings;
  private snapshot: Snapshot;
  private readonly checker: Checker | null;
  /** Names that were changed in the text: what a node was called when it was put where it stands. */
  private readonly carried = new Map<NodeKey, NodeKey>();
  private steps = NO_STEPS;
  private touched = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor({ text, layout, surroundings, checker }: Opened) {
    this.checker = checker ?? null;
    this.surroundings = surroundings;
    this.state = EditorState.create({ doc: text, extensions: [history({ newGroupDelay: 400, minDepth: MOST_STEPS }), placesField.init(() => layout), undoablePlaces, besideField.init(() => ({ files: surroundings.files, environment: surroundings.environment })), undoableBeside, editorExtensions.of([])] });
    this.analysis = readText(text, surroundings, null);
    this.snapshot = { text, layout, beside: this.state.field(besideField), places: placesOf(this.analysis.graph, layout, new Map()), analysis: this.analysis, selected: null, marked: NOTHING, selectedEdge: null, undoable: false, redoable: false, steps: NO_STEPS, suggested: 0 };
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
    const text = this.state.doc.toString();
    if (this.analysis.text !== text) this.analysis = this.analysed(text);
    return this.analysis;
  }

  private analysed(text: string): Analysis {
    return this.checker === null ? analyse(text, this.surroundings, this.analysis) : readText(text, this.surroundings, this.analysis);
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

  /** Puts an editor on the page: it takes over state and history, and gives them back when it goes. */
  attach(make: (state: EditorState, dispatch: (transactions: readonly Transaction[], view: EditorView) => void) => EditorView, extensions: Extension): () => void {
    const state = this.state.update({ effects: editorExtensions.reconfigure(extensions) }).state;
    const view = make(state, (transactions, target) => {
      target.update(transactions);
      this.state = target.state;
      this.changed(transactions);
    });
    this.state = view.state;
    this.view = view;
    return () => {
      this.view = null;
      view.destroy();
      this.state = this.state.update({ effects: editorExtensions.reconfigure([]) }).state;
    };
  }

  dispatch(spec: TransactionSpec): void {
    const transaction = this.state.update(spec);
    this.apply(transaction);
  }

  private readonly apply = (transaction: Transaction): void => {
    if (this.view !== null) {
      this.view.dispatch(transaction);
      return;
    }
    this.state = transaction.state;
    this.changed([transaction]);
  };

  /**
   * One step of the history: the text by a command, and the places. Names that change take their places and the selection with them.
   * @throws EditRefused with the reason, and changes nothing
   */
  edit(label: string, command: (text: string) => string, places: Places = {}, beside: Partial<Beside> = {}): void {
    const before = this.read();
    if (!before.current) throw new EditRefused('The text cannot be read at the moment, so it cannot be changed from here. Mend it first, or undo.');
    const after = command(before.text);
    const changes = differenceOf(before.text, after).map(({ range, newText }) => ({ from: range.start, to: range.end, insert: newText }));
    const next = this.analysed(after);
    const renamed = renamedNode(before, next);
    const moved: Record<string, Places[string]> = { ...places };
    if (renamed !== null) {
      const position = positionOf(this.state.field(placesField)[renamed.from]);
      if (position !== null) Object.assign(moved, { [renamed.from]: null, [renamed.to]: position });
      Object.assign(moved, renamedInFrames(framesOf(this.state.field(placesField), before.graph), renamed.from, renamed.to));
      if (this.snapshot.selected === renamed.from) this.snapshot = { ...this.snapshot, selected: renamed.to, marked: new Set([renamed.to]) };
    }
    const effects: StateEffect<unknown>[] = Object.keys(moved).length > 0 ? [placeNodes.of(moved)] : [];
    if (Object.keys(beside).length > 0) effects.push(putBeside.of({ ...this.state.field(besideField), ...beside }));
    if (changes.length === 0 && effects.length === 0) return;
    this.analysis = next;
    this.dispatch({ changes, effects, annotations: [canvasEdit.of(label), isolateHistory.of('full')] });
  }

  /** Another text and drawing in the place of these, as one step of the history; it need not be one that can be read. */
  replace(text: string, layout: JsonMap, beside: Beside, label: string): void {
    const before = this.state.field(placesField);
    const moved = Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(layout)])].filter((key) => before[key] !== layout[key]).map((key) => [key, layout[key] ?? null]));
    const changes = differenceOf(this.state.doc.toString(), text).map(({ range, newText }) => ({ from: range.start, to: range.end, insert: newText }));
    const effects: StateEffect<unknown>[] = [putBeside.of(beside), ...(Object.keys(moved).length > 0 ? [placeNodes.of(moved)] : [])];
    this.dispatch({ changes, effects, annotations: [canvasEdit.of(label), isolateHistory.of('full')] });
  }

  /** Other files, or another environment, as one step of the history. */
  put(beside: Partial<Beside>, label: string): void {
    this.dispatch({ effects: putBeside.of({ ...this.state.field(besideField), ...beside }), annotations: [canvasEdit.of(label), isolateHistory.of('full')] });
  }

  place(places: Places, label = 'Move'): void {
    if (Object.keys(places).length === 0) return;
    this.dispatch({ effects: placeNodes.of(places), annotations: [canvasEdit.of(label), isolateHistory.of('full')] });
  }

  /** Somebody has a hand on the drawing: from now on nothing moves by itself. */
  touch(): void {
    this.touched = true;
  }

  /** Better places for what nobody has put anywhere: no step of the history, and nothing is saved. */
  suggest(places: ReadonlyMap<string, Position>): void {
    if (this.touched) return;
    const layout = this.state.field(placesField);
    const better = [...places].filter(([key]) => layout[key] === undefined && this.snapshot.places.has(key));
    if (better.length === 0) return;
    this.snapshot = { ...this.snapshot, places: new Map([...this.snapshot.places, ...better]), suggested: this.snapshot.suggested + 1 };
    this.tell();
  }

  /** Checks what was only read so far: a draft is drawn before that. */
  check(): void {
    if (this.read().checked) return;
    this.analysis = checked(this.analysis, this.surroundings);
    this.publish();
  }

  /** The same, elsewhere where that is possible. */
  checkSoon(): void {
    if (this.checker === null) this.check();
    else void this.askForCheck();
  }

  /** Other files or another environment bring types of their own, and the text is checked again. */
  surround(files: Surroundings['files'], environment: JsonMap, catalogue: () => Surroundings['catalogue']): void {
    if (files === this.surroundings.files && environment === this.surroundings.environment) return;
    this.surroundings = { ...this.surroundings, files, environment, catalogue: catalogue() };
    this.analysis = this.analysed(this.state.doc.toString());
    this.publish();
  }

  /** Other values than those of the draft, to see what there would be with them. Nothing of the draft changes. */
  tryWith(tried: JsonMap): void {
    this.surroundings = { ...this.surroundings, tried };
    this.analysis = this.analysed(this.state.doc.toString());
    this.publish();
  }

  /** Puts the cursor there and shows it, where there is an editor on the page. */
  goTo(range: TextRange, focus: boolean): void {
    const end = this.state.doc.length;
    this.dispatch({ selection: { anchor: Math.min(range.start, end), head: Math.min(range.end, end) }, scrollIntoView: true });
    if (focus) this.view?.focus();
  }

  readonly undo = (): boolean => undo({ state: this.state, dispatch: this.apply });

  readonly redo = (): boolean => redo({ state: this.state, dispatch: this.apply });

  /** To where so many steps are done: undoes or does again all between at once, and is drawn once. */
  readonly goToStep = (done: number): void => {
    const transactions: Transaction[] = [];
    let { state } = this;
    const take = (transaction: Transaction): void => { transactions.push(transaction); state = transaction.state; };
    for (let count = this.steps.done.length; count > done && undo({ state, dispatch: take });) count -= 1;
    for (let count = this.steps.done.length; count < done && redo({ state, dispatch: take });) count += 1;
    if (transactions.length === 0) return;
    if (this.view !== null) {
      this.view.dispatch(transactions);
      return;
    }
    this.state = state;
    this.changed(transactions);
  };

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

  private changed(transactions: readonly Transaction[]): void {
    const typed = transactions.every((transaction) => transaction.annotation(canvasEdit) === undefined && (transaction.isUserEvent('input') || transaction.isUserEvent('delete')));
    for (const transaction of transactions) this.steps = stepsAfter(this.steps, transaction, Date.now(), () => transaction.annotation(canvasEdit) ?? this.nameOfTyping(transaction));
    if (!transactions.some((transaction) => transaction.docChanged || transaction.effects.some((effect) => effect.is(placeNodes) || effect.is(putBeside)))) return;
    clearTimeout(this.timer);
    if (typed) this.timer = setTimeout(() => this.publish(), TYPING_PAUSE_MS);
    else this.publish();
  }

  private nameOfTyping(transaction: Transaction): string {
    let first: number | null = null;
    transaction.changes.iterChangedRanges((from) => { first ??= from; });
    const owner = first === null ? null : ownerOf(pathAt(transaction.startState.doc.toString(), first));
    return nameOfTyping(transaction, owner === null ? null : nameOf(owner));
  }

  private publish(): void {
    clearTimeout(this.timer);
    const analysis = this.read();
    const { places } = this.snapshot;
    const renamed = this.follow(analysis);
    const now = (key: NodeKey): NodeKey => (analysis.graph.byKey.has(key) ? key : (renamed.get(key) ?? key));
    const selected = this.snapshot.selected === null ? null : now(this.snapshot.selected);
    const marked = new Set([...this.snapshot.marked].map(now));
    const still = analysis.current ? new Set([...marked].filter((key) => analysis.graph.byKey.has(key))) : marked;
    const layout = this.withCarried(analysis);
    this.snapshot = {
      ...this.snapshot, text: analysis.text, layout, beside: this.state.field(besideField), places: placesOf(analysis.graph, layout, places), analysis, undoable: undoDepth(this.state) > 0, redoable: redoDepth(this.state) > 0, steps: this.steps,
      selected: selected !== null && analysis.current && !analysis.graph.byKey.has(selected) ? ([...still][0] ?? null) : selected,
      marked: still,
    };
    this.tell();
    void this.askForCheck();
  }

  /** Nodes that were renamed in the text since it was shown last, by what they are called now. */
  private follow(analysis: Analysis): ReadonlyMap<NodeKey, NodeKey> {
    const before = this.snapshot.analysis;
    if (!before.current || !analysis.current || before === analysis) return new Map();
    const renamed = renamedResources(before.template, analysis.template);
    for (const [from, to] of renamed) this.carried.set(to, this.carried.get(from) ?? from);
    return renamed;
  }

  /**
   * The layout, in which what was renamed in the text stands where it stood. It is no step of the history, for the renaming is one: going back in the text
   * gives the old name its own place, which it never lost.
   */
  private withCarried({ graph }: Analysis): JsonMap {
    const layout = this.state.field(placesField);
    const more = [...this.carried].flatMap(([key, origin]): [string, Json][] => { const place = layout[origin]; return layout[key] === undefined && place !== undefined && graph.byKey.has(key) && !graph.byKey.has(origin) ? [[key, place]] : []; });
    return more.length === 0 ? layout : { ...layout, ...Object.fromEntries(more) };
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The one node that has another name now; null when more happened than that. */
function renamedNode(before: Analysis, after: Analysis): { from: NodeKey; to: NodeKey } | null {
  const gone = before.graph.nodes.filter(({ key }) => !after.graph.byKey.has(key));
  const come = after.graph.nodes.filter(({ key }) => !before.graph.byKey.has(key));
  const [from, to] = [gone[0], come[0]];
  if (gone.length !== 1 || come.length !== 1 || from === undefined || to === undefined) return null;
  return from.kind === to.kind && from.type === to.type ? { from: from.key, to: to.key } : null;
}
