import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { addMissingParameter, ghostsOf, referInstead, removeReferences } from './missing';
import { projectGraph } from './project';

const TEXT = `heat_template_version: 2021-04-16
resources:
  lan: {type: OS::Neutron::Net}
  port:
    type: OS::Neutron::Port
    depends_on: net
    properties:
      name: {get_param: label}  # shown
      network: {get_resource: net}
      value_specs: {stack: {get_param: 'OS::stack_name'}}
outputs:
  id: {value: {get_attr: [net, show]}}
`;

function ghosts(text: string) {
  const { template } = parseTemplate(text);
  if (template === null) throw new Error('unreadable');
  return ghostsOf(projectGraph(template, { get: () => undefined, names: () => [] }));
}
const ghost = (name: string) => { const found = ghosts(TEXT).find((each) => each.name === name); if (!found) throw new Error(`no ghost ${name}`); return found; };

describe('What is referred to and is not there', () => {
  it('is one thing for everything that refers to it; what is there without being written is not missing', () => {
    expect(ghosts(TEXT).map(({ kind, name, references }) => [kind, name, references.length])).toEqual([['parameter', 'label', 1], ['resource', 'net', 3]]);
  });

  it('is mended by referring to something that is there', () => {
    const text = referInstead(TEXT, ghost('net'), 'lan');
    expect(ghosts(text).map(({ name }) => name)).toEqual(['label']);
    expect(text).toContain('network: {get_resource: lan}');
    expect(text).toContain('get_attr: [lan, show]');
    expect(parseTemplate(text).template?.resources.port?.dependsOn).toEqual(['lan']);
  });

  it('is mended by taking the references away, and nothing else', () => {
    const text = removeReferences(TEXT, ghost('net'));
    expect(ghosts(text).map(({ name }) => name)).toEqual(['label']);
    expect(text).toContain('name: {get_param: label}  # shown');
    expect(text).not.toContain('depends_on');
  });

  it('is mended by a parameter of that name', () => {
    expect(ghosts(addMissingParameter(TEXT, ghost('label'))).map(({ name }) => name)).toEqual(['net']);
  });
});
