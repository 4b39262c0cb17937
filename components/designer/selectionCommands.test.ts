/** What is done with what is selected, on a session alone. */
import { expect, it } from 'vitest';
import { NODE_HEIGHT } from '@/lib/graph';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { DesignerSession } from './document/session';
import { selectionCommands } from './selectionCommands';

const TEXT = 'heat_template_version: 2021-04-16\nresources:\n  net:\n    type: OS::Neutron::Net\n  lan:\n    type: OS::Neutron::Net\n';

it('a duplicate stands as its original did, below all that stands there, and is a step of that name', () => {
  const layout = { 'resource:net': { x: 40, y: 80 }, 'resource:lan': { x: 40, y: 200 } };
  const session = new DesignerSession({ text: TEXT, layout, surroundings: { files: {}, environment: {}, catalogue } });
  session.mark(['resource:net']);
  expect(selectionCommands(session).duplicate()).toEqual(['net_2']);
  const { places, steps, marked } = session.getSnapshot();
  expect(places.get('resource:net_2')?.x).toBe(40);
  expect(places.get('resource:net_2')?.y).toBeGreaterThanOrEqual(200 + NODE_HEIGHT);
  expect([steps.done.at(-1)?.label, [...marked]]).toEqual(['Duplicate', ['resource:net_2']]);
});
