import { describe, expect, it } from 'vitest';
import { projectGraph } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { locatedAt, nextReference } from './navigation';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  size: {type: string}
resources:
  net: {type: OS::Neutron::Net, properties: {name: {get_param: size}}}
  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}}
  other:
    type: OS::Heat::Value
    depends_on: net
    properties: {value: {get_param: size}}
`;
const parsed = parseTemplate(TEXT);
const graph = projectGraph(parsed.template ?? (() => { throw new Error('unreadable'); })(), { get: () => undefined, names: () => [] });
const at = (words: string, behind = 0): number => TEXT.indexOf(words) + behind;

describe('Going through the text', () => {
  it('goes from a reference to the name it refers to', () => {
    expect(locatedAt(TEXT, parsed, graph, at('get_resource: net', 15))?.definition.start).toBe(at('  net:', 2));
    expect(locatedAt(TEXT, parsed, graph, at('get_param: size', 12))?.node.key).toBe('parameter:size');
    expect(locatedAt(TEXT, parsed, graph, at('depends_on: net', 13))?.node.key).toBe('resource:net');
    expect(locatedAt(TEXT, parsed, graph, at('heat_template'))).toBeNull();
  });

  it('goes from a name to each of its references, and round', () => {
    const located = locatedAt(TEXT, parsed, graph, at('  size:', 3));
    expect(located?.references).toHaveLength(2);
    const first = located && nextReference(located, at('  size:', 3));
    const second = located && first && nextReference(located, first.range.start);
    expect([first?.number, second?.number]).toEqual([1, 2]);
    expect(located && second && nextReference(located, second.range.start)?.number).toBe(1);
  });
});
