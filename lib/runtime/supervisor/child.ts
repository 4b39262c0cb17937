/**
 * A process that is kept running: started again when it ends unasked, at once the first time, then after ever longer pauses while it keeps failing.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface ChildOptions {
  name: string;
  script: string;
  environment: Record<string, string>;
  logFile: string;
  /** How long it may take to stop when asked. */
  graceMs: number;
  /** It runs now, under this process id. */
  onStart(pid: number): void;
  /** It ended unasked and will start again in so many milliseconds. */
  onFailure(how: string, pauseMs: number, logTail: string): void;
}

export interface KeptChild {
  /** Resolves when the process has said "ready" for the first time. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
  /** At once, without asking. */
  kill(): void;
}

const LONGEST_PAUSE_MS = 30_000;
/** A process that lived so long was not broken from the start: the next failure counts as the first. */
const HEALTHY_MS = 60_000;

/** The pause before attempt number `failures` (1 is the first after a failure). */
export function pauseAfter(failures: number): number {
  return failures <= 1 ? 0 : Math.min(LONGEST_PAUSE_MS, 500 * 2 ** (failures - 2));
}

export function keepRunning(options: ChildOptions): KeptChild {
  let child: ChildProcess | undefined;
  let restart: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopping = false;
  let announce: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => { announce = resolve; });

  function start(): void {
    const startedAt = Date.now();
    const log = openSync(options.logFile, 'a', 0o600);
    // A session of its own: Ctrl-C in the terminal is the supervisor's business, which then stops everything in order.
    const current = spawn(process.execPath, ['--enable-source-maps', '--no-warnings', options.script], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...process.env, ...options.environment },
      detached: true,
    });
    closeSync(log);
    child = current;
    if (current.pid !== undefined) options.onStart(current.pid);
    current.on('message', (message) => { if (message === 'ready') announce(); });
    current.once('error', (error) => { if (current.pid === undefined) ended(error.message); });
    current.once('exit', (code, signal) => ended(signal ? `was killed by ${signal}` : `ended with ${code}`));

    function ended(how: string): void {
      if (stopping) return;
      failures = Date.now() - startedAt > HEALTHY_MS ? 1 : failures + 1;
      const pause = pauseAfter(failures);
      options.onFailure(how, pause, tail(options.logFile));
      restart = setTimeout(start, pause);
    }
  }

  start();
  return {
    ready,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      const current = child;
      if (!current || current.exitCode !== null || current.signalCode !== null) return;
      const exited = new Promise((resolve) => current.once('exit', resolve));
      current.kill('SIGTERM');
      const impatience = setTimeout(() => current.kill('SIGKILL'), options.graceMs);
      await exited;
      clearTimeout(impatience);
    },
    kill() {
      stopping = true;
      clearTimeout(restart);
      child?.kill('SIGKILL');
    },
  };
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  } catch {
    return '';
  }
}
