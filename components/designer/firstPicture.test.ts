import { describe, expect, it } from 'vitest';
import { readRecent, rememberRead } from '@/lib/hot/reading';
import { readDocument } from '@/lib/hot/yaml/read';
import type { DraftView } from '@/lib/wire/types';
import { readText } from './document/analyse';
import { DesignerSession } from './document/session';
import { firstLookAt } from './firstPicture';

const TEXT = 'heat_template_version: 2021-04-16\nresources:\n  net:\n    type: OS::Neutron::Net\n  port:\n    type: OS::Neutron::Port\n    properties:\n      network: {get_resource: net}\n';
const draft = (more: Partial<DraftView> = {}): DraftView => ({ id: crypto.randomUUID(), projectId: 'p', name: 'x', text: TEXT, files: {}, environment: {}, layout: {}, version: 1, stackId: null, stackName: null, updatedAt: '', updatedBy: '', ...more });
const surroundings = { files: {}, environment: {}, catalogue: { get: () => undefined, names: () => [] } };

describe('what the server draws of a draft', () => {
  it('has each card where the canvas will have it, and the lines between them', () => {
    const layout = { 'resource:net': { x: 400, y: 160 } };
    const { picture } = firstLookAt(draft({ layout }));
    const { places } = new DesignerSession({ text: TEXT, layout, surroundings }).getSnapshot();
    for (const { x, y } of places.values()) expect(picture?.cards).toContain(`M${x} ${y}h`);
    expect(picture?.names.map(({ name }) => name)).toEqual(['net', 'port']);
    expect(picture?.lines).toMatch(/^M[^M]+$/);
  });

  it('is of the version that there is now', () => {
    const first = draft();
    firstLookAt(first);
    expect(firstLookAt({ ...first, version: 2, text: TEXT.replaceAll('net:', 'lan:') }).picture?.names.map(({ name }) => name)).toContain('lan');
  });

  it('is nothing but the text where it cannot be read, and no picture where nothing is drawn', () => {
    const { text, ...rest } = firstLookAt(draft({ text: 'resources: [' }));
    expect(rest).toEqual({ picture: null, value: null });
    expect(text?.count).toBe(1);
    expect(firstLookAt(draft({ text: 'heat_template_version: 2021-04-16\n' })).picture).toBeNull();
  });
});

describe('what was read elsewhere', () => {
  it('is taken as it is, and a change of it is read as of any other', () => {
    const text = `${TEXT}# read elsewhere\n`;
    rememberRead(text, JSON.parse(firstLookAt(draft({ text })).value ?? 'null'));
    const analysis = readText(text, surroundings, null);
    expect(analysis.document).toBe(readRecent(text));
    expect(analysis.parsed.rangeAt(['resources', 'port'], 'key')).toEqual(readDocument(text).rangeAt(['resources', 'port'], 'key'));
    const after = readText(text.replace('Port', 'Trunk'), surroundings, analysis);
    expect(after.template.resources.port?.type).toBe('OS::Neutron::Trunk');
    expect(after.document.value).toEqual(readDocument(text.replace('Port', 'Trunk')).value);
  });
});
