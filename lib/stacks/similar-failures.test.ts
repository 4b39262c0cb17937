import { describe, expect, it } from 'vitest';
import { essence } from './similar-failures';

describe('failures are alike', () => {
  it.each([
    ['wherever in a tree it was', 'Resource CREATE failed: ValueError: resources.group.resources.0: Test Resource failed', 'Resource UPDATE failed: ValueError: resources.web: Test Resource failed'],
    ['whatever number or id it names', 'Error: resources.a: Deployment exited with non-zero status code: 1', 'Error: resources.a: Deployment exited with non-zero status code: 12'],
    ['whichever server it was', 'NotFound: server 6bf2c029-f01f-4754-9e97-6ab9060ce1bf is gone', 'NotFound: server c5508e61-1f93-4a2b-ae1b-256c0ce96e89 is gone'],
  ])('%s', (_, one, other) => {
    expect(essence(one)).toBe(essence(other));
  });

  it('not when they say something else', () => {
    expect(essence('ValueError: resources.web: quota exceeded')).not.toBe(essence('ValueError: resources.web: not found'));
  });
});
