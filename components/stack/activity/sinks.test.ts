import { describe, expect, it } from 'vitest';
import { sinksIn, withoutSink, withSink } from './sinks';

describe('event sinks of an environment', () => {
  it('are added behind the others and taken away, and the rest of the environment stays', () => {
    const one = withSink({ parameters: { a: 1 } }, 'first');
    expect(one).toEqual({ parameters: { a: 1 }, event_sinks: [{ type: 'zaqar-queue', target: 'first' }] });
    const two = withSink(one, 'second');
    expect(sinksIn(two)).toEqual(['first', 'second']);
    expect(withoutSink(two, 1)).toEqual(one);
    expect(withoutSink(one, 0)).toEqual({ parameters: { a: 1 } });
  });
});
