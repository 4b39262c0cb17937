/** What is renamed in the text stays where it stands. */
import { expect, it } from 'vitest';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { DesignerSession } from './session';

const TEXT = 'heat_template_version: 2021-04-16\nresources:\n  net:\n    type: OS::Neutron::Net\n  port:\n    type: OS::Neutron::Port\n    properties: {network: {get_resource: net}}\n';

it('several at once, and going back gives the old names their places', () => {
  const session = new DesignerSession({ text: TEXT, layout: { 'resource:net': { x: 40, y: 80 }, 'resource:port': { x: 400, y: 160 } }, surroundings: { files: {}, environment: {}, catalogue } });
  session.select('resource:port');
  session.typed([{ range: { start: 0, end: TEXT.length }, newText: TEXT.replaceAll('net:', 'lan:').replace('port:', 'plug:').replace('get_resource: net', 'get_resource: lan') }], 'move');
  const now = session.getSnapshot();
  expect([now.places.get('resource:lan'), now.places.get('resource:plug'), now.selected]).toEqual([{ x: 40, y: 80 }, { x: 400, y: 160 }, 'resource:plug']);
  expect(now.layout).toMatchObject({ 'resource:lan': { x: 40, y: 80 }, 'resource:plug': { x: 400, y: 160 } });
  session.undo();
  expect(session.getSnapshot().places.get('resource:net')).toEqual({ x: 40, y: 80 });
  expect(session.getSnapshot().layout).toEqual({ 'resource:net': { x: 40, y: 80 }, 'resource:port': { x: 400, y: 160 } });
});

it('letter by letter', () => {
  const session = new DesignerSession({ text: TEXT, layout: { 'resource:net': { x: 40, y: 80 } }, surroundings: { files: {}, environment: {}, catalogue } });
  const at = TEXT.indexOf('net:') + 3;
  for (const [index, letter] of [...'work'].entries()) session.typed([{ range: { start: at + index, end: at + index }, newText: letter }], 'move');
  expect(session.getSnapshot().places.get('resource:network')).toEqual({ x: 40, y: 80 });
});

it('and stays in its frame, with what is undone before it was drawn', () => {
  const frame = { title: 'Nets', members: ['resource:net'], collapsed: false };
  const layout = { 'resource:net': { x: 40, y: 80 }, 'frame:1': frame };
  const session = new DesignerSession({ text: TEXT, layout, surroundings: { files: {}, environment: {}, catalogue } });
  const at = TEXT.indexOf('net:') + 3;
  session.typed([{ range: { start: at, end: at }, newText: 'work' }], 'input.type');
  session.undo();
  expect(session.getSnapshot().layout).toEqual(layout);
  session.redo();
  expect(session.getSnapshot().layout).toEqual({ 'resource:network': { x: 40, y: 80 }, 'frame:1': { ...frame, members: ['resource:network'] } });
});

it('a card that nobody has put anywhere', () => {
  const session = new DesignerSession({ text: TEXT, layout: {}, surroundings: { files: {}, environment: {}, catalogue } });
  session.suggest(new Map([['resource:net', { x: 720, y: 640 }]]));
  session.edit('Rename', (text) => text.replaceAll('net:', 'lan:').replace('get_resource: net', 'get_resource: lan'));
  expect(session.getSnapshot().places.get('resource:lan')).toEqual({ x: 720, y: 640 });
});

it('when the name is gone for a moment, and nothing can be read', () => {
  const session = new DesignerSession({ text: TEXT, layout: { 'resource:net': { x: 40, y: 80 } }, surroundings: { files: {}, environment: {}, catalogue } });
  const at = TEXT.indexOf('net:');
  session.typed([{ range: { start: at, end: at + 3 }, newText: '[' }], 'move');
  session.typed([{ range: { start: at, end: at + 1 }, newText: 'lan' }], 'move');
  expect(session.getSnapshot().places.get('resource:lan')).toEqual({ x: 40, y: 80 });
});
