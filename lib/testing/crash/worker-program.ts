/** The worker of the crash tests as a program that can be started as often as it is killed. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

/** Bundles it; answers the file. `name` keeps tests that run at the same time apart. */
export async function buildWorkerProgram(name: string): Promise<string> {
  const program = path.resolve(`dist/tests/crash-${name}.mjs`);
  await build({
    entryPoints: ['lib/testing/crash/worker-main.ts'], outfile: program, bundle: true, platform: 'node', target: 'node24', format: 'esm', packages: 'external', logLevel: 'warning',
    loader: { '.sh': 'text', '.sql': 'text' },
  });
  return program;
}

/** Loads the program; its first message says that it is loaded, and it begins when told "go". */
export function forkWorker(program: string, environment: Readonly<Record<string, string>>): ChildProcess {
  return fork(program, { env: { ...process.env, ...environment }, execArgv: ['--enable-source-maps', '--no-warnings'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}
