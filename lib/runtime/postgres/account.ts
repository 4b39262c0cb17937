/**
 * PostgreSQL refuses to run as root. Where Hearth runs as root (containers), the database runs as the system user `postgres`, which is made
 * when it is missing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

export interface Account {
  /** Undefined: the user that runs this process. */
  readonly ids: Ids | undefined;
  /** How to run a command as this account: words put in front of it, and options for `spawn`. */
  readonly prefix: readonly string[];
  readonly spawnAs: Partial<Ids>;
}

interface Ids {
  uid: number;
  gid: number;
}

const USER = 'postgres';

/**
 * The account to run `program` with, on data below `directory`. A checkout or data directory below a private directory such as /root cannot be reached by
 * another user; then the account keeps the one capability that lets it pass (CAP_DAC_OVERRIDE), through setpriv of util-linux.
 */
export function databaseAccount(program: string, directory: string): Account {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [], spawnAs: {} };
  const ids = findUser() ?? makeUser();
  const reaches = spawnSync('/bin/sh', ['-c', 'test -x "$1" && test -x "$2"', 'sh', program, directory], { ...ids, cwd: '/' }).status === 0;
  if (reaches) return { ids, prefix: [], spawnAs: ids };
  const words = ['--reuid', String(ids.uid), '--regid', String(ids.gid), '--clear-groups', '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  return { ids, prefix: ['setpriv', ...words, '--'], spawnAs: {} };
}

/** Gives a file or directory to the account. */
export function giveTo(account: Account, place: string): void {
  if (account.ids) chownSync(place, account.ids.uid, account.ids.gid);
}

function findUser(): Ids | undefined {
  const id = (flag: string) => Number.parseInt(execFileSync('id', [flag, USER], { encoding: 'utf8', stdio: 'pipe' }), 10);
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function makeUser(): Ids {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER], { encoding: 'utf8' });
  const user = findUser();
  if (user) return user;
  throw new Error(
    `PostgreSQL does not run as root, and the system user "${USER}" could not be made (${made.stderr?.trim() || made.error?.message || 'useradd failed'}). ` +
      'Start Hearth as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}
