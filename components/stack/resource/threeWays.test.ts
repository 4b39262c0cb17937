import { describe, expect, it } from 'vitest';
import { threeWays } from './threeWays';

describe('a property in three places', () => {
  const rows = threeWays({
    definition: { properties: { size: { get_attr: ['other', 'size'] }, name: 'disk' } },
    properties: { size: 10, name: 'disk', tags: { a: 1, b: 2 }, secret: null },
    attributes: { show: { size: '10', name: 'renamed', tags: { b: 2, a: 1 } } },
  });
  const row = (name: string) => rows.find((each) => each.name === name);

  it('has drifted where what is there differs from what was sent', () => {
    expect(row('name')).toEqual({ name: 'name', template: 'disk', sent: 'disk', live: 'renamed', drifted: true });
  });

  it('has not drifted where both mean the same', () => {
    expect([row('size')?.drifted, row('tags')?.drifted]).toEqual([false, false]);
  });

  it('is, once the thing has answered, compared with the answer and not with what was recorded', () => {
    const detail = { definition: {}, properties: { size: 10, name: 'disk' }, attributes: { show: { size: 10, name: 'disk' } } };
    expect(threeWays(detail, { show: { size: 20 } })).toEqual([
      { name: 'name', template: undefined, sent: 'disk', live: undefined, drifted: false },
      { name: 'size', template: undefined, sent: 10, live: 20, drifted: true },
    ]);
  });

  it('is not compared with an attribute of its name that is of another kind', () => {
    const detail = { definition: {}, properties: { networks: [{ port: 'p' }], size: 10 }, attributes: { networks: { net: ['10.0.0.2'] }, size: 12 } };
    expect(threeWays(detail)).toMatchObject([{ name: 'networks', live: undefined, drifted: false }, { name: 'size', live: 12, drifted: true }]);
  });

  it('is not compared where one side does not say it', () => {
    expect(row('secret')).toMatchObject({ live: undefined, drifted: false });
  });
});
