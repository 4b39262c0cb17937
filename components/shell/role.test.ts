import { describe, expect, it } from 'vitest';
import { roleRefusal } from './role';

describe('what a role may not do', () => {
  it('is what needs one that includes it', () => {
    expect((['reader', 'member', 'admin'] as const).map((role) => [roleRefusal(role, 'reader'), roleRefusal(role), roleRefusal(role, 'admin')].map((refusal) => refusal === null))).toEqual([
      [true, false, false], [true, true, false], [true, true, true],
    ]);
    expect(roleRefusal('reader')).toBe('Your role in this project is reader; this needs member.');
  });
});
