import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { calledIn, FUNCTION_FORMS, functionsOf } from './functions';

const templateOf = (version: string) => {
  const { template } = parseTemplate(`heat_template_version: ${version}\nconditions: {big: true}\n`);
  if (template === null) throw new Error('unreadable');
  return template;
};

describe('functions as forms', () => {
  it('are those of the version', () => {
    expect(functionsOf(templateOf('2013-05-23'))).toEqual(['str_replace', 'list_join', 'get_file', 'resource_facade']);
    expect(functionsOf(templateOf('2021-04-16'))).toEqual(Object.keys(FUNCTION_FORMS));
  });

  it('begin with what their own form can show', () => {
    for (const [name, { blank }] of Object.entries(FUNCTION_FORMS)) {
      for (const before of [undefined, 'text', ['a'], { a: 1 }]) expect(calledIn({ [name]: blank(before, templateOf('2021-04-16')) })?.name, name).toBe(name);
    }
  });

  it('are written by hand where they are written otherwise', () => {
    expect(calledIn({ str_replace: { get_param: 'whole' } })).toBeNull();
    expect(calledIn({ list_join: { get_param: 'whole' } })).toBeNull();
    expect(calledIn({ str_replace: {}, more: 1 })).toBeNull();
  });
});
