import { describe, expect, it } from 'vitest';
import { signatureAt } from './signature';

const at = (text: string) => signatureAt(text.replace('^', ''), text.indexOf('^'));

describe('what a function takes, where the cursor is', () => {
  it('is told with the argument that is written', () => {
    expect(at('  value: {list_join: [",", ^')).toMatchObject({ name: 'list_join', parts: ['between', 'list'], at: 1 });
    expect(at('  value: {get_attr: [web, ^]}')).toMatchObject({ name: 'get_attr', at: 1 });
    expect(at('  value: {str_replace: {template: x, params: ^')).toMatchObject({ name: 'str_replace', at: 1 });
    expect(at('  value: {get_param: ^')).toMatchObject({ name: 'get_param', at: 0 });
  });

  it('is that of the innermost call, and of none that is closed', () => {
    expect(at('  value: {list_join: [",", [{get_param: ^')).toMatchObject({ name: 'get_param' });
    expect(at('  value: {list_join: [",", [{get_param: a}, ^')).toMatchObject({ name: 'list_join', at: 1 });
    expect(at('  value: {get_param: a}^')).toBeNull();
    expect(at('  name: ^')).toBeNull();
  });
});
