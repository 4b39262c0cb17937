/**
 * The supervisor: what `npm start` is once everything is built. Starts database, worker and web server, keeps them running, and stops them in order. It
 * holds no state of its own: killed, it loses nothing, and its children stop by themselves.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { prepareOwner } from '@/lib/auth/owner';
import { createSignInLink, SIGN_IN_LINK_HOURS } from '@/lib/auth/sign-in-link';
import { openDatabase } from '@/lib/store/database';
import { readConfig, type Config } from '../config';
import { migrate, readMigrations } from '../migrate';
import { keepRunning, type KeptChild } from './child';
import { openInstanceDatabase, type InstanceDatabase } from './database';
import { markOf, removeInstance, takeOver, writeInstance, type Instance } from './instance';
import { expectFreePort } from './port';
import { stopSandbox } from './sandbox';

const started = Number(process.env.HEARTH_STARTED_AT || Date.now());

/** A line for people, after the seconds since the command was given. */
function say(line: string): void {
  console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

/** What has been started, in order; stopped the other way round. */
const running: { name: string; stop(): Promise<void>; kill?(): void }[] = [];
let stopping: Promise<void> | undefined;

async function main(): Promise<void> {
  listenToSignals();
  const config = readConfig();
  mkdirSync(path.join(config.dataDirectory, 'logs'), { recursive: true });
  await takeOver(config.dataDirectory);
  await expectFreePort(config.host, config.port);
  const instance: Instance = { supervisor: markOf(process.pid), url: config.publicUrl, children: {} };
  writeInstance(config.dataDirectory, instance);
  running.push({ name: 'instance', stop: async () => removeInstance(config.dataDirectory) });

  const database = await openInstanceDatabase(config, say);
  running.push({ name: 'database', stop: () => database.stop() });
  instance.databaseUrl = database.url;
  const applied = await migrate(database.url, await readMigrations());
  say(applied.length > 0 ? `Database ready, ${applied.length} migration${applied.length > 1 ? 's' : ''} applied` : 'Database ready');
  const link = await prepareSignIn(config, database);

  running.push({ name: 'sandbox', stop: () => stopSandbox(config, database.url) });
  keep('worker', 10_000, config, database, instance);
  const web = keep('web', 5_000, config, database, instance);
  await web.ready;
  say(`Hearth is at ${config.publicUrl}`);
  console.log(link);
}

/** Owner and project are there; answers what to tell people about signing in. */
async function prepareSignIn(config: Config, { url }: InstanceDatabase): Promise<string> {
  const database = openDatabase(url, { connections: 1 });
  try {
    const owner = await prepareOwner(database.prisma, config);
    if (config.ownerPassword) return `\n  Sign in as "${owner.username}" with the password of HEARTH_OWNER_PASSWORD.\n`;
    const link = await createSignInLink(database.prisma, owner.id, config.publicUrl);
    return `\n  Sign in (once, within ${SIGN_IN_LINK_HOURS} hours):  ${link}\n  Another link:  npm run sign-in-link\n`;
  } finally {
    await database.close();
  }
}

function keep(name: 'worker' | 'web', graceMs: number, config: Config, database: InstanceDatabase, instance: Instance): KeptChild {
  const child = keepRunning({
    name,
    script: path.resolve('dist', `${name}.mjs`),
    environment: { DATABASE_URL: database.url, HEARTH_DATA: config.dataDirectory, HEARTH_COMPONENT: name, NEXT_TELEMETRY_DISABLED: '1' },
    logFile: path.join(config.dataDirectory, 'logs', `${name}.log`),
    graceMs,
    onStart(pid) {
      instance.children[name] = markOf(pid);
      if (!stopping) writeInstance(config.dataDirectory, instance);
    },
    onFailure(how, pauseMs, logTail) {
      say(`The ${name} process ${how}; ${pauseMs === 0 ? 'starting it again' : `starting it again in ${pauseMs / 1000} s`}. The end of its log:`);
      console.log(logTail.replaceAll(/^/gm, '           '));
    },
  });
  running.push({ name, stop: () => child.stop(), kill: () => child.kill() });
  return child;
}

function listenToSignals(): void {
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // One Ctrl-C may arrive twice, from the terminal and from the process above. A second one, later, means it.
      if (first && Date.now() - first > 1_000) for (const one of running) one.kill?.();
      first ||= Date.now();
      void stop(0);
    });
  }
  // The process above (Node 20, which only waits) was killed.
  process.on('disconnect', () => void stop(1));
}

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    if (running.length === 0) process.exit(code);
    say('Stopping');
    for (const one of running.toReversed()) {
      await one.stop().catch((error: unknown) => console.error(`${one.name}: ${error instanceof Error ? error.message : String(error)}`));
    }
    say('Stopped');
    process.exit(code);
  })();
  return stopping;
}

main().catch(async (error: unknown) => {
  // What a stop interrupts fails in consequence; that is no news.
  if (stopping) return;
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
});
