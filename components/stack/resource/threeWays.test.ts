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

  it('is not compared where one side does not say it', () => {
    expect(row('secret')).toMatchObject({ live: undefined, drifted: false });
  });
});
