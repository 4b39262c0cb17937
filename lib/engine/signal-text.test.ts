import { describe, expect, it } from 'vitest';
import { signalText } from './signal-text';

describe('the event of a signal', () => {
  it('has the words of the type that took it', () => {
    expect(signalText({ reason: 'deployment 1 succeeded', sent: { a: 1 } })).toBe('Signal: deployment 1 succeeded');
  });

  it.each([
    [null, 'No signal details provided'],
    ['by hand', 'by hand'],
    [{ previous: 'ok', current: 'alarm', reason: 'cpu' }, 'alarm state changed from ok to alarm (cpu)'],
    [{ current: 'alarm' }, 'Unknown'],
    [[1], 'Unknown'],
  ])('of a type without words has those of what was sent: %j', (sent, text) => {
    expect(signalText({ reason: null, sent })).toBe(text);
  });

  it('is none where nothing came of it', () => {
    expect(signalText({ reason: null })).toBeNull();
  });
});
