import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '@/lib/hot/types';
import { groupsOf, withServer } from './groups';
import { sourceOf } from './Problems';

const problem = (severity: Diagnostic['severity'], path: Diagnostic['path'], start: number, message = `${severity} at ${start}`): Diagnostic => ({ code: 'property-unknown', severity, message, path, range: { start, end: start + 1 } });

describe('problems by resource', () => {
  it('stand together, the worst resource first and its errors before its warnings', () => {
    const groups = groupsOf([
      problem('warning', ['resources', 'net', 'properties'], 10), problem('warning', ['resources', 'web', 'properties'], 20), problem('error', ['resources', 'web', 'type'], 30), problem('error', [], 40),
    ]);
    expect(groups.map(({ key, worst, problems }) => [key, worst, problems.map(({ message }) => message)])).toEqual([
      ['resource:web', 'error', ['error at 30', 'warning at 20']], [null, 'error', ['error at 40']], ['resource:net', 'warning', ['warning at 10']],
    ]);
  });

  it('are of parameters, outputs and conditions as well', () => {
    expect(groupsOf([problem('error', ['outputs', 'ip', 'value'], 1), problem('error', ['parameters', 'size'], 2)]).map(({ key }) => key)).toEqual(['output:ip', 'parameter:size']);
  });
});

describe('what the server says', () => {
  it('is added where the page has not found it, and says that it is the server\'s', () => {
    const found = [problem('error', ['resources', 'web'], 1, 'both know this')];
    const all = withServer(found, [problem('error', ['resources', 'web'], 1, 'both know this'), problem('error', ['resources', 'web'], 1, 'only the server knows this')]);
    expect(all.map((each) => [each.message, sourceOf(each)])).toEqual([['both know this', 'reference'], ['only the server knows this', 'server']]);
  });

  it('changes nothing where it knows no more', () => {
    const found = [problem('warning', [], 1)];
    expect(withServer(found, found)).toBe(found);
  });
});
