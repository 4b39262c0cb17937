import { describe, expect, it } from 'vitest';
import { parseTemplate } from '.';
import { readTemplateText } from './reading';

const template = (pattern: string) => `heat_template_version: 2021-04-16
parameters: {name: {type: string, constraints: [{allowed_pattern: "${pattern}"}, {length: {min: 3}}]}}
resources: {value: {type: OS::Heat::Value, properties: {value: {get_param: name}}, depends_on: [1]}}
`;

describe('reading without the whole language', () => {
  it('gives the same template and the same problems', () => {
    const [read, parsed] = [readTemplateText(template('[a-z]+')), parseTemplate(template('[a-z]+'))];
    expect(read.template).toEqual(parsed.template);
    expect(read.diagnostics).toEqual(parsed.diagnostics);
    expect(read.diagnostics).not.toEqual([]);
  });

  it('but takes any text for a regular expression', () => {
    const [read, parsed] = [readTemplateText(template('[a-z')), parseTemplate(template('[a-z'))];
    expect(parsed.diagnostics.map(({ code }) => code)).toContain('constraint');
    expect(read.diagnostics.map(({ code }) => code)).not.toContain('constraint');
  });
});
