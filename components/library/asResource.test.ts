import { describe, expect, it } from 'vitest';
import { addResource } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { resourceName, resourceProperties } from './asResource';

describe('a config of the library in a template', () => {
  const config = '#!/bin/sh\n# a: comment\necho "hello $who"\n\tindented\nprintf \'%s\' "{{ x }}" > "$heat_outputs_path.result"\n';
  const properties = resourceProperties({
    group: 'script', config, options: { tags: 'a' },
    inputs: [{ name: 'who', type: 'String', description: null, default: 'no: body' }, { name: 'n', type: 'Number', description: 'how often', default: 2 }],
    outputs: [{ name: 'result', type: 'String', description: null, errorOutput: false }, { name: 'bad', type: 'String', description: null, errorOutput: true }],
  });
  const before = 'heat_template_version: 2021-04-16\n\n# kept\nresources:\n  a: {type: OS::Heat::None}  # kept too\n';
  const after = addResource(before, 'OS::Heat::SoftwareConfig', 'greet', properties);

  it('reads back as what the library has', () => expect(parseTemplate(after).template?.resources['greet']?.properties).toEqual({
    group: 'script', config, options: { tags: 'a' },
    inputs: [{ name: 'who', default: 'no: body' }, { name: 'n', type: 'Number', description: 'how often', default: 2 }], outputs: [{ name: 'result' }, { name: 'bad', error_output: true }],
  }));
  it('leaves the text as it was', () => expect(after.startsWith(before)).toBe(true));
  it('has its script as a block that people can read', () => expect(after).toMatch(/config: \|\n\s+#!\/bin\/sh\n/));
});

describe('the name of its resource', () => {
  it.each([['greet people', 'greet_people'], ['9 lives', 'lives'], ['é', 'config'], ['a.b-c', 'a.b-c']])('of %j is %s', (name, expected) => expect(resourceName(name)).toBe(expected));
});
