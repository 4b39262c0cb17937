import { describe, expect, it } from 'vitest';
import { contentOf, formOf, NEW_CONFIG, valueOf } from './content';
import { languageOf } from './languages';

describe('the default of an input', () => {
  it.each([
    ['String', 'a', 'a'], ['Number', '1.5', 1.5], ['Boolean', 'True', true], ['CommaDelimitedList', 'a,b', ['a', 'b']], ['Json', '{"a":[1]}', { a: [1] }], ['Json', '', null],
  ] as const)('of type %s written %s is %j', (type, text, value) => expect(valueOf(type, text)).toEqual({ value }));

  it.each([['Number', 'x'], ['Boolean', 'yes'], ['Json', '{']] as const)('of type %s cannot be %s', (type, text) => expect(valueOf(type, text)).toHaveProperty('problem'));

  it('is the same after it was stored and opened again', () => {
    const form = { ...NEW_CONFIG, name: 'n', inputs: [{ name: 'a', type: 'Json' as const, description: '', default: '["x"]' }, { name: 'b', type: 'CommaDelimitedList' as const, description: 'd', default: 'x,y' }], options: '{\n  "a": 1\n}' };
    const stored = contentOf(form);
    expect('content' in stored ? formOf('n', [], stored.content) : stored).toEqual(form);
  });
});

describe('the language of a config', () => {
  it.each([
    ['script', '#!/bin/bash\n', 'Shell'], ['script', '#!/usr/bin/env python3\nx', 'Python'], ['script', '#!/usr/bin/perl', 'Perl'], ['script', 'echo', 'Shell'], ['ansible', '- hosts: all', 'YAML'],
    ['cfn-init', '{"config": {}}', 'JSON'], ['chef', 'run_list: []', 'YAML'], ['puppet', 'file {}', 'Puppet'], ['Heat::Ungrouped', '#cloud-config\n', 'YAML'], ['anything', 'words', 'Text'],
  ])('of group %s that begins with %j is %s', (group, text, language) => expect(languageOf(group, text)).toBe(language));
});
