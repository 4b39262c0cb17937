import { describe, expect, it } from 'vitest';
import { bindStack, parseTemplate, resolveOutput, resolveProperties, UnknownValue, validateTemplate } from '.';
import { factsCatalogue } from '@/lib/resources/catalogue';

const TEXT = `heat_template_version: 2018-08-31
# a comment
parameters:
  greeting: {type: string, default: hello}
  unused: {type: number}
resources:
  a:
    type: OS::Heat::Value
    properties:
      value: {str_replace: {template: "$x world", params: {$x: {get_param: greeting}}}}
  b:
    type: OS::Heat::Value
    depends_on: a
    properties:
      value: {list_join: ["-", [{get_attr: [a, value]}, "end"]]}
outputs:
  o: {value: {get_attr: [b, value]}}
`;

describe('a template', () => {
  it('is read, bound and evaluated', () => {
    const { template, diagnostics } = parseTemplate(TEXT);
    expect(diagnostics).toEqual([]);
    if (template === null) throw new Error('unread');
    const { stack } = bindStack({ template, files: {}, parameters: { unused: 3 }, pseudo: { stackName: 's', stackId: null, projectId: 'p' }, catalogue: factsCatalogue });
    if (stack === null) throw new Error('unbound');
    expect(stack.resources.get('b')?.dependencies).toEqual(['a']);
    const resolver = { referenceId: (name: string) => name, attribute: () => 'hello world', attributes: () => null };
    expect(resolveProperties(stack, 'a', resolver)).toEqual({ ok: true, properties: { value: 'hello world' }, unknown: [] });
    expect(resolveProperties(stack, 'b', resolver)).toEqual({ ok: true, properties: { value: 'hello world-end' }, unknown: [] });
    expect(resolveOutput(stack, 'o', resolver)).toEqual({ value: 'hello world', error: null });
    const unknown = { ...resolver, attribute: () => { throw new UnknownValue('a'); } };
    expect(resolveProperties(stack, 'b', unknown)).toEqual({ ok: true, properties: {}, unknown: ['value'] });
  });

  it('shows all its problems at their places', () => {
    const text = TEXT.replace('depends_on: a', 'depends_on: nowhere').replace('[a, value]', '[a, nothing]');
    const found = validateTemplate({ parsed: parseTemplate(text), catalogue: factsCatalogue });
    expect(found.map(({ code, range }) => [code, range && text.slice(range.start, range.end)])).toEqual([
      ['reference-unknown', 'nowhere'],
      ['attribute-unknown', 'nothing'],
      ['parameter-unused', '{type: number}'],
    ]);
  });

  it('says where the arguments of a function have the wrong shape', () => {
    const text = TEXT.replace('$x world", params', '$x world", parms');
    const [first] = validateTemplate({ parsed: parseTemplate(text), catalogue: factsCatalogue });
    expect(first?.code).toBe('expression');
    expect(first?.range && text.slice(first.range.start, first.range.end)).toContain('parms');
  });

  it('counts a parameter that decides a deletion policy as used', () => {
    const text = 'heat_template_version: 2018-08-31\nparameters:\n  keep: {type: string, default: Retain}\nresources:\n  a:\n    type: OS::Heat::None\n    deletion_policy: {get_param: keep}\n';
    expect(validateTemplate({ parsed: parseTemplate(text), catalogue: factsCatalogue })).toEqual([]);
  });
});
