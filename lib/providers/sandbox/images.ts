/** Images of sandbox servers: copies of what their scripts have made of their directories. */
import { randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { exists } from './directory';

/** Copies what is in a server's directory, without its agent; an image that an earlier call has made stays as it is. */
export async function captureImage(server: string, image: string): Promise<void> {
  if (await exists(image)) return;
  const draft = `${image}.${randomUUID()}`;
  await mkdir(path.dirname(image), { recursive: true, mode: 0o755 });
  try {
    await copyFiles(server, draft);
    await rename(draft, image);
  } catch (fault) {
    await rm(draft, { recursive: true, force: true });
    // Another worker was faster.
    if (!(await exists(image))) throw fault;
  }
}

/** Puts the files of an image where a server has none of its own yet. */
export async function layImage(image: string, server: string): Promise<void> {
  await copyFiles(image, server);
}

async function copyFiles(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true, verbatimSymlinks: true, preserveTimestamps: true,
    async filter(source) {
      if (path.relative(from, source) === '.agent') return false;
      // Sockets and pipes are of processes that the copy does not have; a file may be gone since it was listed.
      const found = await lstat(source).catch(() => null);
      return found !== null && (found.isFile() || found.isDirectory() || found.isSymbolicLink());
    },
  });
}
