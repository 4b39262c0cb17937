/** The graph as a tree. */
import { describe, expect, it } from 'vitest';
import { framesOf, projectGraph } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { outlineRows } from './rows';

const { template } = parseTemplate(`heat_template_version: 2021-04-16
parameters:
  size: {type: number}
resources:
  net: {type: OS::Neutron::Net}
  script: {type: OS::Heat::SoftwareConfig}
  web: {type: OS::Nova::Server}
  run: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: script}, server: {get_resource: web}}}
outputs:
  id: {value: {get_resource: net}}
`);
if (template === null) throw new Error('The text cannot be read.');
const graph = projectGraph(template, catalogue);
const told = (closed: readonly string[], layout = {}) => outlineRows(graph, framesOf(layout, graph), new Set(closed)).map(({ label, level, open }) => `${'  '.repeat(level - 1)}${open === null ? '' : open ? '- ' : '+ '}${label}`);

describe('the outline', () => {
  it('has every node once, deployments below their server', () => {
    expect(told([])).toEqual(['- Parameters', '  size', 'Conditions', '- Resources', '  net', '  script', '  - web', '    run', '- Outputs', '  id']);
  });

  it('leaves out what is below a closed branch', () => {
    expect(told(['section:parameter', 'resource:web'])).toEqual(['+ Parameters', 'Conditions', '- Resources', '  net', '  script', '  + web', '- Outputs', '  id']);
  });

  it('puts frames before the rest', () => {
    expect(told([], { 'frame:1': { title: 'Machines', members: ['resource:web'] } }).slice(3, 9)).toEqual(['- Resources', '  - Machines', '    - web', '      run', '  net', '  script']);
  });
});
