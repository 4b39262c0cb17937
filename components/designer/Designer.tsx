'use client';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { ReactFlowProvider } from '@xyflow/react';
import { applyEdits, EditRefused, isCfn, nameOf, nodeKey, type NodeKey, ownerOf, type Position, sectionOf } from '@/lib/graph';
import type { Diagnostic, JsonMap, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import type { Present } from '@/lib/wire/drafts';
import type { DraftView, Role } from '@/lib/wire/types';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { placeHref } from '@/components/shell/navigation';
import { cn } from '@/components/ui/cn';
import { Edge, usePanelSize } from '@/components/ui/Edge';
import { SplitPane } from '@/components/ui/SplitPane';
import { toast } from '@/components/ui/Toast';
import { whenIdle } from '@/components/ui/lazily';
import { allAtOnce, inTurn, InTurn } from '@/components/ui/turns';
import { useSteady } from '@/components/ui/useSteady';
import type { InsideAction } from './canvas/actions';
import { Canvas } from './canvas/Canvas';
import { cards } from './canvas/geometry';
import { cardsWith, Inners } from './canvas/inner';
import { readPicture } from './canvas/pictureAddress';
import { MANY } from './canvas/useMounted';
import type { Beginning } from './code/FirstText';
import { TextPane } from './code/TextPane';
import { DesignerHeader, type Preset } from './DesignerHeader';
import { Dock, type DockPanel } from './dock/Dock';
import { useRoomForDock } from './dock/useRoomForDock';
import { workerChecker } from './document/checker';
import { missingFiles, withOwnTypes } from './document/ownTypes';
import { DesignerSession } from './document/session';
import { type Content, useAutosave } from './document/useAutosave';
import { useChangesSince } from './document/useChangesSince';
import { useConflict } from './document/useConflict';
import { useLevels } from './document/useLevels';
import { usePresence } from './document/usePresence';
import { useRestored } from './document/useRestored';
import { EmptyCanvas } from './EmptyCanvas';
import { insideAt, type InsideChoice, InsideContext, useInside, wayTo } from './inside/useInside';
import { useRefinement } from './layout/useRefinement';
import { LevelBar } from './LevelBar';
import { Asked, BringTemplate, CfnDialog, ConfigChooser, ConflictDialog, ConnectInside, DeploySheet, FilesPanel, HistoryPanel, InsideBar, InsideMenu, Inspector, Outline, OutputsPanel, Palette, ParametersPanel, preloadParts, VersionsDialog } from './parts';
import { groupsOf, withServer } from './problems/groups';
import { Problems } from './problems/Problems';
import { useServerCheck } from './problems/useServerCheck';
import { SyntaxBar } from './SyntaxBar';
import type { DesignerDocument, Edit } from './types';
import { useAddress } from './useAddress';
import { type Into, useCommands } from './useCommands';
import { useDesignerKeys } from './useDesignerKeys';
import { useTakesTypes } from './useTakesTypes';
import { useDesignerPalette } from './useDesignerPalette';

const NOBODY: readonly Present[] = [];
const ONE: ReadonlySet<NodeKey> = new Set();
const nearPanel = (panel: DockPanel): void => ({ problems: null, parameters: ParametersPanel, outputs: OutputsPanel, files: FilesPanel, history: HistoryPanel })[panel]?.preload();
/** Above this many cards a draft opens as an outline. */
const MOST_DRAWN = 1500;

export interface DesignerProps {
  project: string;
  draft: DraftView;
  types: readonly TypeSchema[];
  catalogue: TypeCatalogue;
  role: Role;
  /** The first lines of its text, as the server has made them. */
  beginning: Beginning | null;
  /** Deploying updates it. */
  stack?: { id: string; name: string };
}

export function Designer(props: DesignerProps) {
  return <ReactFlowProvider><Workspace {...props} /></ReactFlowProvider>;
}

/** By then a draft of a thousand resources is open. */
const ALL_THERE_MS = 1500;

/** A server with all it needs: what somebody may begin with who has an empty canvas. */
async function firstSnippet(): Promise<string> {
  const { SNIPPETS } = await import('./palette/snippets');
  return SNIPPETS.find(({ id }) => id === 'server')?.yaml ?? '';
}

/** Canvas, text, form and problems of one draft: views of one document. */
function Workspace({ project, draft, types, catalogue, role, beginning, stack }: DesignerProps) {
  const readOnly = role === 'reader';
  const [checker] = useState(() => workerChecker(types));
  const [root] = useState(() => new DesignerSession({ checker, text: draft.text, layout: draft.layout, surroundings: { files: draft.files, environment: draft.environment, catalogue: withOwnTypes(catalogue, draft.files, draft.environment) } }));
  const { session, snapshot, top, path, descend, ascend } = useLevels(root, checker);
  const { files, environment } = snapshot.beside;
  useEffect(() => session.surround(files, environment, () => withOwnTypes(catalogue, files, environment)), [session, files, environment, catalogue]);
  const known = session.catalogue;
  useEffect(() => { if (cards(root.read().graph).length > MANY) allAtOnce(); }, [root]);
  // What was only read is painted first.
  useEffect(() => inTurn(() => void session.check()), [session]);
  useEffect(() => whenIdle(preloadParts), []);
  // Where things stand in the text is known before somebody changes it, and is read when all of the page is there: of a long text it takes a moment that nothing interrupts.
  useEffect(() => {
    let stop = (): void => undefined;
    const timer = setTimeout(() => { stop = whenIdle(() => void root.read().document.parts); }, ALL_THERE_MS);
    return () => { clearTimeout(timer); stop(); };
  }, [root]);
  useEffect(() => () => checker.stop(), [checker]);
  useAddress(session, snapshot);
  const arranging = useRefinement(session, snapshot);
  const first = useMemo(() => (beginning === null || path.length > 0 ? null : { text: draft.text, beginning }), [beginning, draft.text, path.length]);
  const stackId = stack?.id;
  const live = useMemo(() => (stackId === undefined ? null : { project, stackId }), [project, stackId]);
  const [name, setName] = useState(draft.name);
  const [preset, choosePreset] = useState<Preset>('split');
  const [outline, setOutline] = useState(() => cards(snapshot.analysis.graph).length > MOST_DRAWN || window.innerWidth < 768);
  const [docks, setDocks] = useState(() => readPicture(new URLSearchParams(window.location.search)).docks ?? true);
  // A narrow window has room for the drawing and one more; the form comes over it when it is wanted.
  const [sides, setSides] = useState(() => ({ palette: window.innerWidth >= 640, form: window.innerWidth >= 1024 }));
  const togglePalette = useCallback(() => setSides((before) => ({ ...before, palette: !before.palette })), []);
  const toggleForm = useCallback(() => setSides((before) => ({ ...before, form: !before.form })), []);
  const [paletteSize, formSize] = [usePanelSize('designer-palette'), usePanelSize('designer-form')];
  const room = useRoomForDock();
  const [chosen, setListed] = useState<boolean | null>(null);
  const listed = chosen ?? room;
  const toggleDock = useCallback(() => setListed(!listed), [listed]);
  const [panel, setPanel] = useState<DockPanel>('problems');
  const showPanel = useCallback((next: DockPanel) => { setPanel(next); setListed(true); }, []);
  const showHistory = useCallback(() => showPanel('history'), [showPanel]);
  const [deploying, setDeploying] = useState(false);
  const region = useRef<HTMLElement>(null);
  const inspector = useRef<HTMLElement>(null);
  const openInspector = useCallback(() => {
    setSides((before) => (before.form ? before : { ...before, form: true }));
    requestAnimationFrame(() => {
      // What stands above the form is not what was asked for.
      const form = inspector.current?.querySelector('[aria-label="Inspector"]') ?? inspector.current;
      const field = form?.querySelector<HTMLElement>('input:not([disabled]), textarea, select, button, [tabindex]');
      (field ?? inspector.current)?.focus();
    });
  }, []);
  const down = useCallback((key: NodeKey, name?: string) => {
    if (descend(key, name)) return;
    if (session.read().graph.byKey.get(key)?.shape === 'group') openInspector();
    else toast('Its template is not among the files of this draft');
  }, [descend, session, openInspector]);
  const showText = useCallback((key: NodeKey) => {
    const { graph, parsed, text } = session.read();
    const node = graph.byKey.get(key);
    const range = node && parsed.rangeAt([sectionOf(text, node.kind), node.name], 'key');
    if (!range) return;
    choosePreset((now) => (now === 'canvas' ? 'split' : now));
    // An editor that was not on the page is there a moment later.
    setTimeout(() => session.goTo(range, true), 80);
  }, [session]);
  const showReference = useCallback((type: string) => void window.open(`${placeHref(project, 'types')}/${encodeURIComponent(type)}`, '_blank', 'noreferrer'), [project]);
  const commands = useCommands(session, region, useMemo(() => ({ descend: down, showText, showReference }), [down, showText, showReference]));
  const up = useCallback((depth: number) => { ascend(Math.max(0, depth)); requestAnimationFrame(() => region.current?.focus({ preventScroll: true })); }, [ascend]);
  const onAscend = useCallback(() => { if (path.length > 0) up(path.length - 1); }, [up, path]);
  const { analysis } = snapshot;
  const content = useMemo(() => ({ name, text: top.text, layout: top.layout, files: top.beside.files, environment: top.beside.environment }), [name, top.text, top.layout, top.beside]);
  const { state: save, save: saveNow, adopt, disagree } = useAutosave(project, draft, content, !readOnly);
  useRestored(draft, !readOnly, ({ content: local, version, base }) => {
    root.replace(local.text, local.layout, { files: local.files, environment: local.environment }, 'Put back what was not saved');
    setName(local.name);
    if (version !== draft.version) disagree(base, draft);
  }, () => { root.undo(); setName(draft.name); });
  useBreadcrumb(useMemo(() => [{ label: name }], [name]));

  const takeMerged = (merged: Content, newer: DraftView) => {
    ascend(0);
    root.replace(merged.text, merged.layout, { files: merged.files, environment: merged.environment }, `Merge with ${newer.updatedBy}`);
    setName(merged.name);
    adopt(newer);
    toast(`Merged with what ${newer.updatedBy} saved`, { action: { label: 'Undo', onClick: () => void root.undo() } });
  };
  const conflict = useConflict(save, content, takeMerged);

  const today = useMemo((): DesignerDocument => ({ ...analysis, catalogue: known }), [analysis, known]);
  const drawn = useDeferredValue(today);
  // Forms may follow a moment later, but what has just got its name has its form at once.
  const document = snapshot.selected !== null && !drawn.graph.byKey.has(snapshot.selected) ? today : drawn;
  const edit = useCallback<Edit>((label, command) => {
    if (readOnly) return;
    try {
      session.edit(label, command);
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      toast.error(error.message);
    }
  }, [session, readOnly]);

  const { focus } = commands;
  const refocus = useCallback(() => {
    // What had the focus may be gone with the view it was in.
    requestAnimationFrame(() => { if (window.document.activeElement === window.document.body) focus(session.getSnapshot().selected); });
  }, [focus, session]);
  const setPreset = useCallback((next: Preset) => { choosePreset(next); refocus(); }, [refocus]);
  const toggleOutline = useCallback(() => { setOutline((before) => !before); refocus(); }, [refocus]);
  const goTo = (diagnostic: Diagnostic) => {
    const owner = ownerOf(diagnostic.path);
    if (owner !== null && session.read().graph.byKey.has(owner)) session.select(owner);
    if (!diagnostic.range) return;
    const { range } = diagnostic;
    if (preset === 'canvas') setPreset('split');
    requestAnimationFrame(() => session.goTo(range, true));
  };
  const ready = path.length === 0 && analysis.current && analysis.checked && analysis.text.trim() !== '' && !analysis.diagnostics.some(({ severity }) => severity === 'error');
  const { server, diagnostics: served } = useServerCheck({ project, text: top.text, files: top.beside.files, environment: top.beside.environment, stackId: stack?.id ?? null, ready });
  const groups = useMemo(() => groupsOf(withServer(analysis.diagnostics, served)), [analysis.diagnostics, served]);
  const problems = useMemo(() => groups.flatMap((group) => group.problems), [groups]);
  const [problem, setProblem] = useState(-1);
  const nextProblem = (step: 1 | -1 = 1) => {
    if (problems.length === 0) return;
    const to = (problem < 0 && step < 0 ? problems.length - 1 : problem + step + problems.length) % problems.length;
    const next = problems[to];
    setProblem(to);
    showPanel('problems');
    if (next) goTo(next);
  };
  const [converting, setConverting] = useState(false);
  const around = useMemo(() => ({ files, environment, readOnly, onPanel: showPanel, onEnvironment: (next: JsonMap) => session.put({ environment: next }, 'Change the environment'), onConvert: () => setConverting(true) }), [session, files, environment, readOnly, showPanel]);
  const errors = top.analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
  const refusal = readOnly ? 'Your role in this project is reader; deploying needs member.' : errors > 0 ? `Mend ${errors === 1 ? 'the error' : `the ${errors} errors`} below first` : top.text.trim() === '' ? 'There is nothing to deploy yet' : null;
  const deploy = async () => {
    // Somebody may be quicker than the first check.
    root.surround(top.beside.files, top.beside.environment, () => withOwnTypes(catalogue, top.beside.files, top.beside.environment));
    await root.check();
    if (refusal !== null || root.read().diagnostics.some(({ severity }) => severity === 'error')) return;
    void saveNow();
    setDeploying(true);
  };
  const toProblem = useSteady(() => nextProblem());
  const startDeploying = useSteady(deploy);
  const toggleDocks = useCallback(() => setDocks((before) => !before), []);
  const missing = useMemo(() => missingFiles(analysis.template, files, known), [analysis.template, files, known]);
  /** A part that was just added gets its name next, as soon as its form is there. */
  const named = useRef(false);
  useEffect(() => {
    if (!named.current || snapshot.selected === null || !document.graph.byKey.has(snapshot.selected)) return;
    named.current = false;
    openInspector();
  }, [document, snapshot.selected, openInspector]);
  const { addPart: addNewPart } = commands;
  const addPart = useCallback((kind: 'parameter' | 'output') => { named.current = addNewPart(kind); }, [addNewPart]);
  const parts = (kind: 'parameter' | 'output') => ({
    selected: snapshot.selected,
    select: (key: NodeKey | null) => { session.select(key); setSides((before) => (before.form ? before : { ...before, form: true })); },
    onAdd: readOnly ? null : () => addPart(kind),
    onRemove: (key: NodeKey) => void commands.remove(key),
  });
  const [versions, setVersions] = useState(false);
  const showVersions = useCallback(() => setVersions(true), []);
  const since = useChangesSince(project, draft.id, top.analysis);
  const people = usePresence(project, draft.id, path.length === 0 ? snapshot.selected : null);
  useDesignerKeys({ session, region, readOnly, onPreset: setPreset, onOutline: toggleOutline, onNextProblem: nextProblem, onDeploy: deploy, onVersions: showVersions, onProblems: toggleDock, onForm: toggleForm });

  const takeType = useCallback((type: string): string | null => {
    if (!commands.add(type)) return null;
    const { selected } = session.getSnapshot();
    return selected === null ? type : nameOf(selected);
  }, [commands, session]);
  useTakesTypes({ project, id: draft.id, name }, readOnly ? null : takeType);
  const templates = useMemo(() => Object.keys(files).filter((file) => /\.(ya?ml|template)$/.test(file) && file !== path.at(-1)), [files, path]);
  const [bringing, setBringing] = useState(false);
  const bring = useCallback(() => setBringing(true), []);
  const [choosing, setChoosing] = useState(false);
  const { add, addAt, askTypesInto } = commands;
  const [inners] = useState(() => new Inners());
  const addConfig = useCallback((named: string, properties: JsonMap) => { add('OS::Heat::SoftwareConfig', { named, properties }); }, [add]);
  const chooseConfig = useCallback(() => setChoosing(true), []);
  useDesignerPalette({ session, snapshot, commands, readOnly, onDeploy: deploy, onNextProblem: nextProblem, onPreset: setPreset, onOutline: toggleOutline, onDocks: toggleDocks, onLibrary: chooseConfig, onBring: bring, onVersions: showVersions, onHistory: showHistory, onConvert: isCfn(analysis.text) ? around.onConvert : null });

  const { inside, choose: chooseInside, add: putInside, toggle: toggleInside, move: moveInside } = useInside({ session, snapshot, inners, checker, readOnly });
  const current = useRef(inside);
  useEffect(() => { current.current = inside; });
  const leaveInside = useCallback(({ holder, steps }: InsideChoice) => {
    const out = steps.at(-1);
    const next = out === undefined ? null : { holder, steps: steps.slice(0, -1), name: out };
    chooseInside(next);
    if (next === null) focus(holder);
    else focusInside(next);
  }, [chooseInside, focus]);
  const addInside = useCallback((type: string, { spot, ...place }: Into) => {
    const made = putInside(type, place, spot);
    if (made !== null) focusInside(made);
  }, [putInside]);
  const askInside = useCallback((at: Position) => {
    const into = insideAt(at);
    if (into !== null) askTypesInto(at, into);
  }, [askTypesInto]);
  const addType = useCallback((type: string, connected: boolean) => {
    const chosen = current.current?.choice;
    // Beside what is chosen, and that may be inside of an open card.
    if (chosen !== undefined) addInside(type, { ...chosen, spot: null });
    else add(type, { connectTo: connected ? session.getSnapshot().selected : null });
  }, [add, addInside, session]);
  const dropType = useCallback((type: string, at: Position): boolean => {
    const into = insideAt(at);
    if (into !== null) { addInside(type, into); return true; }
    const added = addAt(type, at);
    region.current?.focus({ preventScroll: true });
    return added;
  }, [addInside, addAt]);
  const aroundInside = useMemo(() => ({ ...around, readOnly: true }), [around]);
  const [linking, setLinking] = useState(false);
  const [insideMenu, setInsideMenu] = useState<InsideChoice | null>(null);
  const onInside = useCallback((choice: InsideChoice | null, action: InsideAction | null) => {
    if (choice !== null && action === 'leave') { leaveInside(choice); return; }
    if (choice !== null && action === 'add') { if (!readOnly) askTypesInto(placeInside(choice), { holder: choice.holder, steps: choice.steps, spot: null }); return; }
    if (choice !== null && action === 'toggle') { if (!readOnly) toggleInside(choice); return; }
    chooseInside(choice);
    if (choice !== null && action === 'menu') { if (!readOnly) setInsideMenu(choice); return; }
    // What is chosen with the same key is there with the next picture.
    if (action !== null) requestAnimationFrame(() => {
      if (action === 'form') openInspector();
      else if (readOnly) return;
      else if (action === 'connect') setLinking(true);
      else if (choice !== null) { current.current?.remove(nodeKey('resource', choice.name)); focus(choice.holder); }
    });
  }, [chooseInside, leaveInside, toggleInside, askTypesInto, focus, openInspector, readOnly]);
  const canvas = outline ? <Outline session={session} snapshot={snapshot} commands={commands} region={region} readOnly={readOnly} onOpen={openInspector} /> : (
    <InsideContext value={inside?.choice ?? null}><Canvas key={path.join('/')} project={project} people={path.length === 0 ? people : NOBODY} name={path.at(-1) ?? name} onDescend={down} onAscend={onAscend} onInside={onInside} onMoveInside={moveInside} onAddInside={askInside} onDropType={dropType} inners={inners} addressed={path.length === 0} session={session} snapshot={snapshot} commands={commands} region={region} docks={docks} arranging={arranging} readOnly={readOnly} onDocks={toggleDocks} onOpen={openInspector}>
      {analysis.current ? null : <SyntaxBar diagnostics={analysis.diagnostics} text={analysis.text} onGo={goTo} onUndo={readOnly || snapshot.steps.done.length === 0 ? null : session.undo} />}
      {!analysis.current || analysis.graph.nodes.some(({ kind }) => kind === 'resource') ? null : <EmptyCanvas readOnly={readOnly} onAdd={() => commands.askTypes(null)} onSnippet={() => void firstSnippet().then((yaml) => commands.paste(yaml))} onBring={bring} />}
    </Canvas></InsideContext>
  );
  const code = <TextPane first={first} live={stack === undefined || path.length > 0 ? null : live} session={session} snapshot={snapshot} readOnly={readOnly} />;
  return (
    <div data-arranging={arranging || undefined} className="flex min-h-0 flex-1 flex-col">
      <InTurn waiting={<div className="h-12 shrink-0 border-b bg-surface" />}><DesignerHeader
        name={name} readOnly={readOnly} save={save} errors={errors} problems={problems.length} undoable={snapshot.steps.done.at(-1)?.label ?? null} redoable={snapshot.steps.undone.at(-1)?.label ?? null} preset={preset} outline={outline} docks={docks}
        updates={stack?.name ?? null} refusal={refusal} onName={setName} onUndo={session.undo} onRedo={session.redo} onPreset={setPreset} onOutline={toggleOutline} onDocks={toggleDocks} onProblems={toProblem} onDeploy={startDeploying} onVersions={showVersions} sides={sides} onPalette={togglePalette} onForm={toggleForm} people={people} since={since}
      /></InTurn>
      <div className="relative flex min-h-0 flex-1">
        {readOnly ? null : <div style={paletteSize.size === null ? undefined : { width: paletteSize.size }} className={cn('relative flex w-60 shrink-0 flex-col border-e max-lg:w-52', !sides.palette && 'hidden')}><Edge panel={paletteSize} label="Resize the palette" side="end" least={176} most={480} /><Palette project={project} templates={templates} onPaste={commands.paste} onConfig={addConfig} types={types} disabled={!analysis.current} onAdd={addType} onDrop={dropType} onAddPart={addPart} /></div>}
        <div className="flex min-w-0 flex-1 flex-col">
          {path.length > 0 ? <LevelBar name={name} path={path} onUp={up} /> : null}
          <div className="flex min-h-0 flex-1 flex-col">
            {preset === 'canvas' ? canvas : preset === 'code' ? code : (
              <SplitPane id="designer" direction="vertical" panes={[{ id: 'canvas', content: canvas, defaultSize: '60%' }, { id: 'text', content: code, defaultSize: '40%' }]} />
            )}
          </div>
          <Dock
            open={listed} shown={panel} onToggle={toggleDock} onShow={showPanel} onNear={nearPanel} groups={groups} missing={missing.length} server={server}
            counts={{ problems: problems.length, parameters: Object.keys(analysis.template.parameters).length, outputs: Object.keys(analysis.template.outputs).length, files: Object.keys(files).length, history: snapshot.steps.done.length }}
          >
            {panel === 'history' ? <HistoryPanel session={session} steps={snapshot.steps} readOnly={readOnly} />
              : panel === 'parameters' ? <ParametersPanel document={document} {...parts('parameter')} />
              : panel === 'outputs' ? <OutputsPanel document={document} {...parts('output')} />
              : panel === 'files' ? <FilesPanel files={files} missing={missing} readOnly={readOnly} onChange={(next, label, typing) => session.put({ files: next }, label, { typing })} />
              : <Problems groups={groups} text={analysis.text} onGo={goTo} onFix={(diagnostic) => { const { fix } = diagnostic; if (fix) edit(fix.title, (before) => (before === analysis.text ? applyEdits(before, fix.edits) : before)); }} />}
          </Dock>
        </div>
        <aside ref={inspector} tabIndex={-1} aria-label="Form" style={formSize.size === null ? undefined : { width: formSize.size }} className={cn('relative flex w-[340px] shrink-0 flex-col overflow-hidden border-s bg-surface outline-none max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:max-w-full max-lg:shadow-raised 2xl:w-96', !sides.form && 'hidden')}>
          <Edge panel={formSize} label="Resize the form" side="start" least={280} most={720} />
          {inside === null ? null : <InsideBar inside={inside} others={cardsWith(inners, inside.file, analysis, files) - 1} readOnly={readOnly} onConnect={() => setLinking(true)} onClose={() => leaveInside(inside.choice)} />}
          {inside !== null ? <Inspector project={project} document={inside.document} selected={nodeKey('resource', inside.choice.name)} marked={ONE} retype={commands.askRetype} edit={inside.edit} select={inside.select} remove={inside.remove} around={aroundInside} /> : <Inspector project={project} document={document} selected={snapshot.selected} marked={snapshot.marked} retype={commands.askRetype} edit={edit} select={session.select} remove={commands.remove} around={around} />}
        </aside>
      </div>
      {inside !== null && linking ? <ConnectInside inside={inside} at={placeInside(inside.choice)} onRefused={toast.error} onClose={() => { setLinking(false); focusInside(inside.choice); }} /> : null}
      {inside !== null && insideMenu !== null ? <InsideMenu name={insideMenu.name} opens={inside.document.graph.byKey.get(nodeKey('resource', insideMenu.name))?.shape === 'nested' || inside.document.graph.byKey.get(nodeKey('resource', insideMenu.name))?.shape === 'group'} at={placeInside(insideMenu)} onPick={(action) => onInside(insideMenu, action)} onClose={() => { setInsideMenu(null); focusInside(insideMenu); }} /> : null}
      {commands.asking === null ? null : <Asked project={project} session={session} commands={commands} types={types} onAddInside={addInside} />}
      {choosing ? <ConfigChooser project={project} onClose={() => setChoosing(false)} onChoose={addConfig} /> : null}
      {bringing ? (
        <BringTemplate
          project={project} replaces={top.analysis.graph.nodes.length > 0} onClose={() => setBringing(false)}
          onBring={(template) => {
            setBringing(false);
            ascend(0);
            root.replace(template.text, {}, { files: { ...top.beside.files, ...template.files }, environment: top.beside.environment }, `Bring ${template.name}`);
            toast(`${template.name} is here`, { action: { label: 'Undo', onClick: () => void root.undo() } });
          }}
        />
      ) : null}
      {converting ? (
        <CfnDialog
          template={{ name, text: analysis.text, files: path.length === 0 ? { ...files } : {} }} onAsItIs={null} onClose={() => setConverting(false)}
          onConvert={(converted) => {
            setConverting(false);
            session.replace(converted.text, snapshot.layout, { files: { ...files, ...converted.files }, environment }, 'Convert to HOT');
            toast('It is HOT now', { action: { label: 'Undo', onClick: () => void session.undo() } });
          }}
        />
      ) : null}
      {versions ? (
        <VersionsDialog
          project={project} draftId={draft.id} content={content} readOnly={readOnly} onClose={() => setVersions(false)}
          onRestore={({ number, text, layout, files: kept, environment: values }) => {
            ascend(0);
            root.replace(text, layout, { files: kept, environment: values }, `Go back to version ${number}`);
            setVersions(false);
            toast(`This is version ${number} again`, { action: { label: 'Undo', onClick: () => void root.undo() } });
          }}
        />
      ) : null}
      {deploying ? <DeploySheet project={project} draft={{ name, text: top.text, files: { ...top.beside.files }, environment: top.beside.environment, layout: { ...top.layout, ...Object.fromEntries(top.places) } }} stack={stack} onClose={() => setDeploying(false)} /> : null}
      {conflict !== null && !conflict.clean ? <ConflictDialog project={project} newer={conflict.newer} base={conflict.base} content={content} onMerge={(merged) => takeMerged(merged, conflict.newer)} /> : null}
    </div>
  );
}

const innerElement = (choice: InsideChoice): HTMLElement | null => window.document.querySelector(`[data-node="${CSS.escape(choice.holder)}"] [data-inner="${CSS.escape(wayTo(choice))}"]`);

const focusInside = (choice: InsideChoice): void => void requestAnimationFrame(() => requestAnimationFrame(() => innerElement(choice)?.focus({ preventScroll: true })));

function placeInside(choice: InsideChoice): Position {
  const box = (innerElement(choice) ?? window.document.querySelector(`[data-node="${CSS.escape(choice.holder)}"]`))?.getBoundingClientRect();
  return box === undefined ? { x: window.innerWidth / 2, y: window.innerHeight / 3 } : { x: box.left + box.width / 2, y: box.bottom };
}
