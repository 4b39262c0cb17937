import { describe, expect, it } from 'vitest';
import { ageOf, parseStackQuery, toggled } from './stack-board';

describe('the filter of the stacks', () => {
  it('takes words and keys apart; values of one key are alternatives', () => {
    expect(parseStackQuery('web status:failed,held tag:prod tag:eu type:OS::Nova::Server')).toEqual({
      words: ['web'], unknown: [], keys: { status: ['failed', 'held'], tag: ['prod', 'eu'], type: ['OS::Nova::Server'] },
    });
    expect(parseStackQuery('OS::Nova').words, 'a name with colons is a word').toEqual(['OS::Nova']);
  });

  it('tells what it does not understand', () => {
    expect(parseStackQuery('colour:red status:happy updated:soon tag:').unknown).toEqual(['colour:red', 'status:happy', 'updated:soon']);
  });

  it('knows ages', () => {
    expect([ageOf('<1d'), ageOf('>2w'), ageOf('1d')]).toEqual([{ within: true, minutes: 1440 }, { within: false, minutes: 20_160 }, null]);
  });

  it('adds a value, and takes it away again', () => {
    expect(toggled('web', 'status', 'failed')).toBe('web status:failed');
    expect(toggled('web status:failed', 'status', 'failed')).toBe('web');
  });
});
