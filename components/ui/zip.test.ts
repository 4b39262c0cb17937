import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOfZip, textOf, zipOf } from './zip';

const FILES = { 'stack.yaml': 'heat_template_version: 2021-04-16\n', 'scripts/größe.sh': '#!/bin/sh\n'.repeat(500) };

describe('an archive', () => {
  it('gives back what was put in', async () => {
    expect(await filesOfZip(await zipOf(FILES).arrayBuffer(), 1e6)).toEqual({ ok: true, files: FILES, leftOut: [] });
  });

  it('leaves out what is not text, and says so', async () => {
    const binary = await zipOf({ ...FILES, 'picture.png': 'PNG\0\0' }).arrayBuffer();
    expect(await filesOfZip(binary, 1e6)).toEqual({ ok: true, files: FILES, leftOut: ['picture.png'] });
    expect(await textOf(new Blob([new Uint8Array([0x89, 0x50, 0xff, 0xfe])]))).toBeNull();
    expect(await textOf(new Blob(['größe']))).toBe('größe');
  });

  it('is one that other programs read, and those of others are read', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hearth-zip-'));
    writeFileSync(path.join(folder, 'ours.zip'), new Uint8Array(await zipOf(FILES).arrayBuffer()));
    const script = 'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nw = zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED)\nfor n in z.namelist(): w.writestr(n, z.read(n))\nw.close()\n';
    execFileSync('python3', ['-c', script, path.join(folder, 'ours.zip'), path.join(folder, 'theirs.zip')]);
    const bytes = readFileSync(path.join(folder, 'theirs.zip'));
    expect(bytes.length).toBeLessThan(1500);
    expect(await filesOfZip(new Uint8Array(bytes).buffer, 1e6)).toEqual({ ok: true, files: FILES, leftOut: [] });
    expect(await filesOfZip(new Uint8Array(bytes).buffer, 100)).toMatchObject({ ok: false });
  });

  it('is refused when it is none', async () => {
    expect(await filesOfZip(new TextEncoder().encode('heat_template_version: 2021-04-16 and more').buffer, 1e6)).toMatchObject({ ok: false });
  });
});
