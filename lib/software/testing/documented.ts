/**
 * Programs that stand for tools which cannot be had here, and take what the tool's documentation says that it takes: another option, or one without its value, ends them as it
 * ends the tool. What they do then is of the test. For tests.
 */

export interface CommandLine {
  program: string;
  /** Options without a value. */
  flags: readonly string[];
  /** Options with one, as `--name value` and, where it is a long one, `--name=value`. */
  valued: readonly string[];
}

/** https://docs.saltproject.io/en/3006/ref/cli/salt-call.html */
export const SALT_CALL: CommandLine = {
  program: 'salt-call',
  flags: [
    '--version', '--versions-report', '-h', '--help', '--hard-crash', '-g', '--grains', '-d', '--doc', '--documentation', '--local', '--retcode-passthrough', '--no-return-event', '--metadata', '--skip-grains',
    '--refresh-grains-cache', '--out-file-append', '--no-color', '--force-color',
  ],
  valued: [
    '-c', '--config-dir', '-m', '--module-dirs', '--master', '--return', '--file-root', '--pillar-root', '--id', '-l', '--log-level', '--log-file', '--log-file-level', '--out', '--out-indent', '--out-file', '--state-output',
  ],
};

/** https://docs.chef.io/ctl_chef_client/ */
export const CHEF_CLIENT: CommandLine = {
  program: 'chef-client',
  flags: ['-A', '--fatal-windows-admin-check', '--disable-config', '-f', '--fork', '--no-fork', '--force-formatter', '--force-logger', '-h', '--help', '--minimal-ohai', '--color', '--no-color', '--once', '-v', '--version', '-W', '--why-run', '-z', '--local-mode'],
  valued: [
    '-c', '--config', '--config-option', '--chef-zero-host', '--chef-zero-port', '-d', '--daemonize', '-E', '--environment', '-F', '--format', '-g', '--group', '-i', '--interval', '-j', '--json-attributes', '-k', '--client_key', '-l', '--log_level',
    '-L', '--logfile', '--lockfile', '-n', '--named-run-list', '-N', '--node-name', '-o', '--override-runlist', '-P', '--pid', '-r', '--runlist', '--recipe-url', '--run-lock-timeout', '-s', '--splay', '-S', '--server', '-u', '--user',
  ],
};

/** `docker ps`: https://docs.docker.com/reference/cli/docker/container/ls/ */
export const DOCKER_PS: CommandLine = {
  program: 'docker', flags: ['-a', '--all', '-l', '--latest', '--no-trunc', '-q', '--quiet', '-s', '--size'], valued: ['-f', '--filter', '--format', '-n', '--last'],
};

/** `then`: a shell's lines; it finds the value of --out-file in $out_file, that of -j in $j, and the other words in $words. */
export function documented({ program, flags, valued }: CommandLine, then: string): string {
  const variable = (option: string): string => option.replace(/^-+/, '').replaceAll('-', '_');
  const long = valued.filter((option) => option.startsWith('--'));
  return `#!/bin/sh
words=
while [ $# -gt 0 ]; do
  case $1 in
    ${flags.join('|')}) ;;
${valued.map((option) => `    ${option}) [ $# -gt 1 ] || { echo "${program}: error: ${option} needs a value" >&2; exit 2; }; ${variable(option)}=$2; shift ;;`).join('\n')}
${long.map((option) => `    ${option}=*) ${variable(option)}=\${1#*=} ;;`).join('\n')}
    -*) echo "${program}: error: no such option: $1" >&2; exit 2 ;;
    *) words="$words$1 " ;;
  esac
  shift
done
${then}`;
}
