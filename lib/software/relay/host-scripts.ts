/**
 * What the relay has a host do, as scripts for `sh -s`. Each is one function, called in its last line, so that a connection that is cut in the middle runs
 * nothing; and nothing of them is in a process list. On the host, `$HOME/.hearth/<server>` is laid out as the agent lays its directory out (agent/hearth-agent.sh). Pure.
 */
import type { LogStream } from '../ports';
import { shellQuote } from '../tools/shell';

/** Said by a shell that works, before everything else: what a host without one says is something else. */
export const GREETING = 'hearth';

export interface HostRun {
  serverId: string;
  serverName: string;
  configId: string;
}

/** Answers `hearth <system>`, and the programs it misses on lines of their own. */
export function probeScript(): string {
  return whole(`printf '${GREETING} %s\\n' "$(uname -srm)"
for program in cat dd mkdir mv rm tail wc; do command -v "$program" >/dev/null 2>&1 || echo "$program"; done`);
}

/** Starts the run unless it was started before: the agent's own "run" makes sure of that, however often this is sent. */
export function startScript(run: HostRun, files: { agent: string; launch: string; script: string }): string {
  const file = (name: string, text: string): string => `printf '%s' ${shellQuote(text)} >${name}.$$ && chmod 700 ${name}.$$ && mv ${name}.$$ ${name}`;
  return whole(`${place(run)}
umask 077
mkdir -p "$state/deployed" "$run" && chmod 755 "$home" && cd "$run" || exit 1
[ ! -d "$state/deployed/$config" ] || exit 0
${file('"$state/hearth-agent.sh"', files.agent)} && ${file('launch', files.launch)} && ${file('script', files.script)} || exit 1
export HEARTH_SERVER_DIR="$home" HEARTH_SERVER_ID=${shellQuote(run.serverId)} HEARTH_SERVER_NAME=${shellQuote(run.serverName)}
export PATH="\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
if command -v setsid >/dev/null 2>&1; then setsid /bin/sh "$state/hearth-agent.sh" run "$home" "$config" </dev/null >/dev/null 2>&1 &
else (trap '' HUP && exec /bin/sh "$state/hearth-agent.sh" run "$home" "$config") </dev/null >/dev/null 2>&1 &
fi`);
}

export type RunState = 'absent' | 'running' | 'ended' | 'lost';

/** Answers one line, `<state> <code> <bytes of stdout> <bytes of stderr>`, and those bytes: what follows the two positions, some of it. */
export function lookScript(run: HostRun, positions: Record<LogStream, number>): string {
  const piece = (stream: LogStream): string =>
    `[ ! -f "$run/${stream}" ] || tail -c +${positions[stream] + 1} "$run/${stream}" | dd bs=65536 count=8 of="$run/${stream}.$$" 2>/dev/null
[ -f "$run/${stream}.$$" ] || : >"$run/${stream}.$$"`;
  return whole(`${place(run)}
code=-
pid=
[ ! -s "$run/pid" ] || read -r pid <"$run/pid"
if [ ! -d "$state/deployed/$config" ]; then echo 'absent - 0 0'; exit 0; fi
[ -d "$run" ] || { echo 'lost - 0 0'; exit 0; }
if [ -f "$run/code" ]; then found=ended; read -r code <"$run/code"
elif [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && { [ ! -r "/proc/$pid/cmdline" ] || tr '\\0' ' ' <"/proc/$pid/cmdline" | grep -q -F -- "$config"; }; then found=running
else found=lost
fi
${piece('stdout')}
${piece('stderr')}
echo "$found $code $(wc -c <"$run/stdout.$$") $(wc -c <"$run/stderr.$$")"
cat "$run/stdout.$$" "$run/stderr.$$"
rm -f "$run/stdout.$$" "$run/stderr.$$"`);
}

/** Ends with this when the file is not there. */
export const NO_FILE = 9;

/** Answers the start of a file that the run left for an output. */
export function outputScript(run: HostRun, name: string): string {
  return whole(`${place(run)}
[ -f "$run/"${shellQuote(`output.${name}`)} ] || exit ${NO_FILE}
dd bs=1048576 count=1 <"$run/"${shellQuote(`output.${name}`)} 2>/dev/null`);
}

/** A run that nobody wants any more ends, with everything of its session: asked first, killed after five seconds. Otherwise it would go on for ever where it never ends. */
export function haltScript(run: HostRun): string {
  return whole(`${place(run)}
pid=
[ ! -s "$run/pid" ] || read -r pid <"$run/pid"
if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && { [ ! -r "/proc/$pid/cmdline" ] || tr '\\0' ' ' <"/proc/$pid/cmdline" | grep -q -F -- "$config"; }; then
  for signal in TERM KILL; do
    kill "-$signal" "-$pid" 2>/dev/null || kill "-$signal" "$pid" 2>/dev/null || break
    tries=0
    while kill -0 "-$pid" 2>/dev/null && [ "$tries" -lt 5 ]; do sleep 1; tries=$((tries + 1)); done
  done
fi
rm -rf "$run"`);
}

/** That it was run stays known; everything else of it goes. */
export function forgetScript(run: HostRun): string {
  return whole(`${place(run)}
rm -rf "$run"`);
}

function place({ serverId, configId }: HostRun): string {
  return `home=\${HOME:-/var/lib}/.hearth/${shellQuote(serverId)}
state=$home/.agent
config=${shellQuote(configId)}
run=$state/runs/$config`;
}

function whole(body: string): string {
  return `go() {\n${body}\n}\ngo\n`;
}
