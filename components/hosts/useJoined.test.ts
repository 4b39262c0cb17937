import { describe, expect, it } from 'vitest';
import type { ServerView } from '@/lib/wire/hosts';
import { newcomer } from './useJoined';

const host = (id: string, more: Partial<ServerView> = {}): ServerView => ({
  id, name: id, kind: 'joined', state: 'ACTIVE', system: null, stack: null, openRuns: 0, lastRun: null, problem: null, tokenAt: null, revokedAt: null, agent: null, labels: [],
  lastSeenAt: '2026-01-01T00:00:00Z', overSsh: false, ...more,
});

describe('the host that a command makes', () => {
  it('is one that was not there when the command was made, once it has spoken up', () => {
    const before = new Map([['old', null]]);
    expect(newcomer([host('old')], before, null)).toBeNull();
    expect(newcomer([host('old'), host('new', { lastSeenAt: null })], before, null)).toBeNull();
    expect(newcomer([host('old'), host('made', { kind: 'sandbox' }), host('new')], before, null)?.id).toBe('new');
  });

  it('is the server of a stack that it is for, once that has another token', () => {
    const before = new Map([['mine', '2025-01-01T00:00:00Z']]);
    expect(newcomer([host('mine', { tokenAt: '2025-01-01T00:00:00Z' })], before, 'mine')).toBeNull();
    expect(newcomer([host('mine', { tokenAt: '2026-01-01T00:00:00Z', revokedAt: '2026-01-01T00:00:00Z' })], before, 'mine')).toBeNull();
    expect(newcomer([host('mine', { tokenAt: '2026-01-01T00:00:00Z' })], before, 'mine')?.id).toBe('mine');
  });
});
