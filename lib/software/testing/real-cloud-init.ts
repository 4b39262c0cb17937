/** Runs the real cloud-init with user data, on a copy of this machine that is gone afterwards: an overlay of its files that only that process sees. For tests. */
import { spawnSync } from 'node:child_process';
import { installed } from './run-tool';

/** In the copy, as a machine at its first boot whose seed directory has the user data (cloud-init's datasource NoCloud). Only the named modules of it run. */
const BOOT = `set -e
mount -t tmpfs tmpfs /mnt
mkdir /mnt/changes /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/changes,workdir=/mnt/work /mnt/root
cd /mnt/root
for each in run tmp var/lib/cloud; do mkdir -p $each && mount -t tmpfs tmpfs $each; done
mount -t proc proc proc
mount --bind /dev dev
mkdir -p var/lib/cloud/seed/nocloud etc/cloud/cloud.cfg.d
printf 'instance-id: first\\nlocal-hostname: machine\\n' >var/lib/cloud/seed/nocloud/meta-data
cat >var/lib/cloud/seed/nocloud/user-data
printf 'datasource_list: [NoCloud]\\ncloud_init_modules: [%s]\\n' "$MODULES" >etc/cloud/cloud.cfg.d/99-hearth.cfg
exec chroot . sh -c 'cloud-init init --local >/tmp/said 2>&1 && cloud-init init >>/tmp/said 2>&1 || { cat /tmp/said >&2; exit 1; }; eval "$AFTER"'
`;

export interface Booted {
  userData: string;
  /** Of cloud_init_modules, with commas. */
  modules: string;
  /** A shell's command line that looks at what has become of the machine. */
  after: string;
}

/** Null where it can be done; otherwise why not. */
export function cloudInitRefusal(): string | null {
  if (process.getuid?.() !== 0) return 'an overlay of the machine needs root';
  if (!installed('cloud-init') || !installed('update-ca-certificates')) return 'cloud-init or ca-certificates is not installed';
  const { status, stderr } = spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt && mkdir /mnt/a /mnt/b /mnt/c && mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/a,workdir=/mnt/b /mnt/c'], { encoding: 'utf8' });
  return status === 0 ? null : `no overlay of the machine can be made here: ${stderr.trim()}`;
}

/** What `after` prints. @throws with what cloud-init said */
export function bootWith({ userData, modules, after }: Booted): string {
  const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'sh', '-c', BOOT], { input: userData, encoding: 'utf8', env: { ...process.env, MODULES: modules, AFTER: after } });
  if (status !== 0) throw new Error(`cloud-init ended with ${status}: ${stderr}`);
  return stdout;
}
