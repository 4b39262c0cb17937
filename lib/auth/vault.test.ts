import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createVault, openVault } from './vault';

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-vault-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('a vault', () => {
  const vault = createVault(Buffer.alloc(32, 7));
  const secret = { password: 'pässword', list: [1, null, true] };

  it('gives back what was sealed', () => expect(vault.open(vault.seal(secret))).toEqual(secret));

  it('shows nothing of a secret, not even that two are the same', () => {
    expect(vault.seal(secret)).not.toContain('password');
    expect(vault.seal(secret)).not.toBe(vault.seal(secret));
  });

  it('does not open what was changed, or sealed with another key', () => {
    const sealed = vault.seal(secret);
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(() => vault.open(changed)).toThrow('does not open');
    expect(() => createVault(Buffer.alloc(32, 8)).open(sealed)).toThrow('does not open');
    expect(() => vault.open('plain text')).toThrow('not sealed');
  });

  it('signs the same text the same way, differently for another purpose or another key', () => {
    expect(vault.sign('signal', 'a')).toBe(vault.sign('signal', 'a'));
    expect(vault.sign('signal', 'a')).not.toBe(vault.sign('signal', 'b'));
    expect(vault.sign('signal', 'a')).not.toBe(vault.sign('session', 'a'));
    expect(vault.sign('signal', 'a')).not.toBe(createVault(Buffer.alloc(32, 8)).sign('signal', 'a'));
  });

  it('signs a text the same way every time, and for one purpose only', () => {
    expect(vault.sign('signal', 'a')).toBe(vault.sign('signal', 'a'));
    const others = [vault.sign('signal', 'b'), vault.sign('session', 'a'), createVault(Buffer.alloc(32, 8)).sign('signal', 'a')];
    expect(others).not.toContain(vault.sign('signal', 'a'));
  });

  it('keeps its key in a file that only its owner may read, and finds it again', () => {
    const sealed = openVault(directory).seal(secret);
    expect(statSync(path.join(directory, 'vault.key')).mode & 0o777).toBe(0o600);
    expect(openVault(directory).open(sealed)).toEqual(secret);
  });
});
