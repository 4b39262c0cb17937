/**
 * One history for text, canvas, forms and places: whatever is done, undoing it gives back every byte and every place, and doing it again gives the same.
 * HEARTH_FUZZ is how many sequences are tried; the default is what a test run has time for.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addResource, connect, connectionCandidates, disconnect, EditRefused, freeName, NODE_WIDTH, remove, removalOf, removeAt, renameNode, sectionOf, setAt } from '@/lib/graph';
import type { Json, JsonMap } from '@/lib/hot/types';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { selectionCommands } from '../selectionCommands';
import { DesignerSession } from './session';

const SEQUENCES = Number(process.env.HEARTH_FUZZ ?? 60);
const EXAMPLES = path.resolve('examples');
const CORPUS = path.resolve('..', 'shared', 'corpus', 'heat-templates', 'hot');
if (!existsSync(CORPUS)) console.warn('SKIPPED in part: the history is held against the examples only, for the folder ../shared is not there.');

const texts = [EXAMPLES, CORPUS].filter(existsSync)
  .flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(path.join(folder, name), 'utf8')))
  .filter((text) => text.length < 6000);

const VALUES: readonly Json[] = ['plain', 'yes', "it's: a #text", '#!/bin/sh\necho "a: b"\n', 42, true, null, ['a', { b: 1 }], { key: 'value' }, []];

type Step = (session: DesignerSession, at: number) => void;

const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];
const resourcesOf = (session: DesignerSession) => session.read().graph.nodes.filter(({ kind }) => kind === 'resource');

const STEPS: Readonly<Record<string, Step>> = {
  'adds a resource': (session, at) => session.edit('Add', (text) => addResource(text, pick(['OS::Nova::Server', 'OS::Heat::Value', 'box.yaml'], at) ?? '', freeName(text, 'added')), { 'resource:added': { x: at % 512, y: at % 256 } }),
  'sets a property': (session, at) => { const node = pick(resourcesOf(session), at); if (node) session.edit('Set', (text) => setAt(text, [sectionOf(text, 'resource'), node.name, 'properties', pick(['name', 'networks', 'brand new'], at) ?? ''], pick(VALUES, at) ?? null)); },
  'takes a property away': (session, at) => { const node = pick(resourcesOf(session), at); if (node) session.edit('Remove', (text) => removeAt(text, [sectionOf(text, 'resource'), node.name, 'properties', pick(['name', 'image', 'config'], at) ?? ''])); },
  'renames a node': (session, at) => { const node = pick(session.read().graph.nodes, at); if (node) session.edit('Rename', (text) => renameNode(text, node.kind, node.name, `renamed_${at % 7}`)); },
  'removes a node': (session, at) => { const { graph } = session.read(); const node = pick(graph.nodes, at); if (node) session.edit('Remove', (text) => remove(text, removalOf(graph, node.key))); },
  'removes a line': (session, at) => { const edge = pick(session.read().graph.edges, at); if (edge) session.edit('Disconnect', (text) => disconnect(text, edge)); },
  'draws a line': (session, at) => {
    const [from, to] = [pick(resourcesOf(session), at), pick(resourcesOf(session), at + 1)];
    const { template } = session.read();
    const candidate = from && to && from !== to ? connectionCandidates({ template, catalogue, from: from.name, to: to.name })[0] : undefined;
    if (from && to && candidate) session.edit('Connect', (text) => connect(text, from.name, to.name, candidate.connection));
  },
  'moves nodes': (session, at) => { session.mark(resourcesOf(session).slice(0, 1 + (at % 3)).map(({ key }) => key)); selectionCommands(session).moveBy((at % 9) * 8, -8); },
  'lines nodes up': (session, at) => { session.mark(resourcesOf(session).map(({ key }) => key)); selectionCommands(session).arrange(at % 2 === 0 ? 'left' : 'down'); },
  'frames nodes': (session, at) => { session.mark(resourcesOf(session).slice(at % 2).map(({ key }) => key)); selectionCommands(session).frame(); },
  'collapses a frame': (session) => { session.mark(resourcesOf(session).map(({ key }) => key)); selectionCommands(session).collapseMarked(); },
  'takes nodes out of their frames': (session, at) => { session.mark(resourcesOf(session).slice(at % 2).map(({ key }) => key)); selectionCommands(session).unframe(); },
  'duplicates nodes': (session, at) => { session.mark(resourcesOf(session).slice(0, 1 + (at % 2)).map(({ key }) => key)); selectionCommands(session).duplicate(); },
  'types': (session, at) => { const end = session.read().text.length; const from = at % (end + 1); session.typed([{ range: { start: from, end: from }, newText: pick(['x', '\n', '# note\n', ': '], at) ?? '' }], 'input.type'); },
  'types in a name': (session, at) => {
    const node = pick(resourcesOf(session), at);
    const from = node === undefined ? -1 : session.read().text.indexOf(`${node.name}:`) + 1;
    if (from > 0) session.typed([{ range: { start: from, end: from + (at % 2) }, newText: pick(['', 'x', 'yz'], at) ?? '' }], 'input.type');
  },
  'pauses': (session) => session.settle(),
  'deletes text': (session, at) => { const end = session.read().text.length; const from = at % (end + 1); session.typed([{ range: { start: from, end: Math.min(end, from + (at % 5)) }, newText: '' }], 'delete.backward'); },
};

function attempt(step: Step, session: DesignerSession, at: number): void {
  try {
    step(session, at);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
  }
}

const stateOf = (session: DesignerSession) => { session.settle(); session.select(null); const { layout } = session.getSnapshot(); return { text: session.read().text, layout }; };

describe('undoing everything', () => {
  it(`gives back every byte and place, and redoing everything gives the same again (${SEQUENCES} sequences)`, () => {
    const step = fc.record({ name: fc.constantFrom(...Object.keys(STEPS)), at: fc.nat(5000) });
    fc.assert(fc.property(fc.nat(texts.length - 1), fc.array(step, { minLength: 1, maxLength: 7 }), fc.boolean(), (index, steps, placed) => {
      const layout: JsonMap = placed ? { 'resource:server': { x: NODE_WIDTH, y: 8 }, 'frame:9': { title: 'kept', members: ['resource:server'], collapsed: false } } : {};
      const session = new DesignerSession({ text: texts[index] ?? '', layout, surroundings: { files: {}, environment: {}, catalogue } });
      const before = stateOf(session);
      for (const { name, at } of steps) { const each = STEPS[name]; if (each) attempt(each, session, at); }
      const after = stateOf(session);
      while (session.undo());
      expect(stateOf(session)).toEqual(before);
      while (session.redo());
      expect(stateOf(session)).toEqual(after);
      const { length } = session.getSnapshot().steps.done;
      session.goToStep(0);
      expect([stateOf(session), session.getSnapshot().steps.undone.length]).toEqual([before, length]);
      session.goToStep(length);
      expect(stateOf(session)).toEqual(after);
    }), { numRuns: SEQUENCES });
  }, 3_600_000);
});
