/**
 * PostgreSQL refuses to run as root. Where Hearth runs as root (containers), the database runs as the system user `postgres`, which is made
 * when it is missing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

export interface Account {
  /** Undefined: the user that runs this process. */
  readonly ids: { uid: number; gid: number } | undefined;
  /** Words put in front of a command so that it runs as this account. */
  readonly prefix: readonly string[];
}

const USER = 'postgres';

/**
 * The account to run `program` with. A checkout below a private directory such as /root cannot be reached by another user; then the account keeps the one
 * capability that lets it pass (CAP_DAC_OVERRIDE), through setpriv of util-linux.
 */
export function databaseAccount(program: string): Account {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [] };
  const ids = findUser() ?? makeUser();
  const reaches = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', program], { ...ids, cwd: '/' }).status === 0;
  const keep = reaches ? [] : ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  return { ids, prefix: ['setpriv', '--reuid', String(ids.uid), '--regid', String(ids.gid), '--clear-groups', ...keep, '--'] };
}

/** Gives a file or directory to the account. */
export function giveTo(account: Account, place: string): void {
  if (account.ids) chownSync(place, account.ids.uid, account.ids.gid);
}

function findUser(): { uid: number; gid: number } | undefined {
  const id = (flag: string) => Number.parseInt(execFileSync('id', [flag, USER], { encoding: 'utf8', stdio: 'pipe' }), 10);
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function makeUser(): { uid: number; gid: number } {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER], { encoding: 'utf8' });
  const user = findUser();
  if (user) return user;
  throw new Error(
    `PostgreSQL does not run as root, and the system user "${USER}" could not be made (${made.stderr?.trim() || made.error?.message || 'useradd failed'}). ` +
      'Start Hearth as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}
