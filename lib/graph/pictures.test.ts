import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { projectGraph } from './project';
import { freeNoteKey, notesOf, noteValue } from './notes';
import { reachOf } from './reach';
import { dotOf, mermaidOf } from './text-pictures';

const TEXT = `heat_template_version: 2021-04-16
resources:
  net: {type: OS::Neutron::Net}
  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}}}
  server: {type: OS::Nova::Server, depends_on: lone, properties: {networks: [{port: {get_resource: port}}]}}
  lone: {type: OS::Heat::Value, properties: {value: 'say "a"'}}
outputs:
  ip: {value: {get_attr: [server, first_address]}}
`;
const { template } = parseTemplate(TEXT);
if (template === null) throw new Error('the template of the test cannot be read');
const graph = projectGraph(template, factsCatalogue);

describe('what is around a node', () => {
  it('is so many steps towards what it needs, and towards what needs it', () => {
    expect([...reachOf(graph, ['resource:port'], { needs: 1, needed: 0 })].sort()).toEqual(['resource:net', 'resource:port']);
    expect([...reachOf(graph, ['resource:net'], { needs: 0, needed: 2 })].sort()).toEqual(['resource:net', 'resource:port', 'resource:server']);
    expect(reachOf(graph, ['resource:port'], { needs: 1, needed: 2 }).has('output:ip')).toBe(true);
    expect([...reachOf(graph, ['resource:port'], { needs: 0, needed: 0 })]).toEqual(['resource:port']);
  });
});

describe('the graph as text', () => {
  it('is a Mermaid flow chart: values are solid, order is dotted, frames are subgraphs', () => {
    expect(mermaidOf(graph, [{ key: 'frame:1', title: 'Net', members: ['resource:net', 'resource:port'], collapsed: false, color: null }])).toBe(`flowchart LR
  subgraph f0["Net"]
    n0["net<br/><small>Neutron::Net</small>"]
    n1["port<br/><small>Neutron::Port</small>"]
  end
  n2["server<br/><small>Nova::Server</small>"]
  n3["lone<br/><small>Heat::Value</small>"]
  n0 -->|"network"| n1
  n1 -->|"networks.0.port"| n2
  n3 -.-> n2
`);
  });

  it('is a Graphviz graph', () => {
    expect(dotOf(graph)).toContain('  "net" -> "port" [label="network"];\n');
    expect(dotOf(graph)).toContain('  "lone" -> "server" [style=dashed];\n');
  });
});

describe('a note', () => {
  it('is kept in the layout beside the places of cards', () => {
    const layout = { 'resource:net': { x: 0, y: 0 }, 'note:1': noteValue({ text: '**Why**', at: { x: 8.4, y: 16 }, width: 240, height: 112 }) };
    expect(notesOf(layout)).toEqual([{ key: 'note:1', text: '**Why**', at: { x: 8, y: 16 }, width: 240, height: 112 }]);
    expect(freeNoteKey(layout)).toBe('note:2');
  });
});
