import { describe, expect, it } from 'vitest';
import { compared } from './plan-outcome';

const did = (name: string, actions: string[], rows = 1, idle = false) => ({ name, actions, rows, idle });

describe('a plan compared with what happened', () => {
  it('has nothing to say where all came as it said', () => {
    const actual = [did('new', ['CREATE']), did('changed', ['UPDATE']), did('other', ['UPDATE', 'CREATE', 'DELETE'], 2), did('gone', ['DELETE'])];
    expect(compared({ new: 'create', changed: 'update', other: 'replace', gone: 'delete', same: 'keep' }, actual)).toEqual({ resources: 5, differing: [] });
  });

  it('names what came otherwise', () => {
    expect(compared({ a: 'replace', b: 'keep' }, [did('a', ['UPDATE']), did('b', ['UPDATE']), did('c', ['CREATE'])]).differing).toEqual([
      { name: 'a', planned: 'replace', actual: 'update' },
      { name: 'b', planned: 'keep', actual: 'update' },
      { name: 'c', planned: null, actual: 'create' },
    ]);
  });

  it('does not count a nested stack that was gone into and left as it was', () => {
    expect(compared({ inside: 'keep', changed: 'update' }, [did('inside', ['UPDATE'], 1, true), did('changed', ['UPDATE'], 1, true)]).differing).toEqual([]);
    expect(compared({ inside: 'keep' }, [did('inside', ['UPDATE'])]).differing).toHaveLength(1);
  });

  it('tells what was planned and never done', () => {
    expect(compared({ a: 'create' }, []).differing).toEqual([{ name: 'a', planned: 'create', actual: 'keep' }]);
  });
});
