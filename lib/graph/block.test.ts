import { describe, expect, it } from 'vitest';
import { replaceBlock, textOfBlock } from './block';

const TEXT = `heat_template_version: 2021-04-16
resources:
  # first
  a:
    type: OS::Heat::Value  # kept
    properties:
      value: |
        one

        two

  b: {type: OS::Heat::Value}
`;

describe('the lines of one node', () => {
  it('are shown at the left edge, comments and empty lines with them', () => {
    expect(textOfBlock(TEXT, 'resource', 'a')).toBe('a:\n  type: OS::Heat::Value  # kept\n  properties:\n    value: |\n      one\n\n      two');
  });

  it('go back as they are, and change nothing', () => {
    expect(replaceBlock(TEXT, 'resource', 'a', textOfBlock(TEXT, 'resource', 'a') ?? '').text).toBe(TEXT);
  });

  it('take the place of the old ones and of nothing else', () => {
    expect(replaceBlock(TEXT, 'resource', 'b', 'bee:\n  type: OS::Heat::Value')).toEqual({ text: TEXT.replace('  b: {type: OS::Heat::Value}', '  bee:\n    type: OS::Heat::Value'), name: 'bee' });
  });

  it('are refused when they cannot be read, or are more than one', () => {
    expect(() => replaceBlock(TEXT, 'resource', 'a', 'a: [')).toThrow(/cannot be read/);
    expect(() => replaceBlock(TEXT, 'resource', 'a', 'a: 1\nc: 2')).toThrow(/found a, c/);
    expect(() => replaceBlock(TEXT, 'resource', 'missing', 'a: 1')).toThrow(/Change it in the text/);
  });
});
