/** The script behind the command that joins a machine: it needs a POSIX shell and curl. Pure. */
import { shellQuote } from './tools/shell';

/**
 * Everything is one function, called in the last line: a connection that breaks in the middle runs nothing. `url` is where the machine reaches this
 * server, without a slash at its end.
 */
export function joinScript(url: string, token: string): string {
  return `#!/bin/sh
# Joins this machine to Hearth at ${url.replaceAll(/\s/g, '')}: installs its agent (a shell script) and starts it, now and at every
# boot. HEARTH_NAME, HEARTH_DIR, HEARTH_BOOT=off and HEARTH_START=off say how it is called, where it lives, that it is not to start at boot,
# and that somebody else starts it.
set -u
umask 077

fail() {
  printf '%s\\n' "hearth: $1" >&2
  exit 1
}

join() {
  url=${shellQuote(url)}
  token=${shellQuote(token)}
  command -v curl >/dev/null 2>&1 || fail "curl is not installed on this machine, and the agent needs it."
  if [ -n "\${HEARTH_DIR:-}" ]; then home=$HEARTH_DIR
  elif [ "$(id -u)" = 0 ]; then home=/var/lib/hearth
  else home=\${HOME:?}/.hearth
  fi
  state=$home/.agent
  mkdir -p "$state" && chmod 755 "$home" && cd "$home" || fail "The directory $home cannot be made."
  curl -q -fsS --retry 3 -o "$state/hearth-agent.sh.new" "$url/agent/v1/join/$token/agent" || fail "The command is not valid (any more). Get a new one on the page Hosts."
  name=\${HEARTH_NAME:-$(hostname 2>/dev/null || uname -n)}
  curl -q -fsS -o "$state/answer" -X POST --data-urlencode "name=$name" --data-urlencode "system=$(uname -srm)" "$url/agent/v1/join/$token" ||
    fail "The command is not valid (any more). Get a new one on the page Hosts."
  { read -r id; read -r secret; } <"$state/answer"
  rm -f "$state/answer"
  printf '%s\\n' "$url" >"$state/url"
  printf 'header = "Authorization: Bearer %s"\\n' "$secret" >"$state/curl"
  mv "$state/hearth-agent.sh.new" "$state/hearth-agent.sh"
  { echo '#!/bin/sh'
    echo 'here=$(cd "$(dirname "$0")/.." && pwd)'
    echo 'export HEARTH_SERVER_DIR="$here" HEARTH_SERVER_ID='"$id"' PATH="\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"'
    echo 'HEARTH_SERVER_NAME=$(uname -n); export HEARTH_SERVER_NAME'
    echo 'exec /bin/sh "$here/.agent/hearth-agent.sh" "$here"'
  } >"$state/start"
  chmod 700 "$state/start"
  install_start
  printf '%s\\n' "hearth: $name has joined. Its directory is $home."
}

# At every boot: by systemd, else by cron; else it runs until the machine ends, and says so.
install_start() {
  if [ "\${HEARTH_START:-on}" = off ]; then return 0
  elif [ "\${HEARTH_BOOT:-on}" = off ]; then :
  elif [ "$(id -u)" = 0 ] && [ -d /run/systemd/system ]; then
    { printf '[Unit]\\nDescription=Agent of Hearth\\nAfter=network-online.target\\nWants=network-online.target\\n\\n'
      printf '[Service]\\nExecStart=/bin/sh "%s"\\nRestart=on-failure\\nRestartSec=5\\n# Scripts under way survive a restart of the agent.\\nKillMode=process\\n\\n' "$state/start"
      printf '[Install]\\nWantedBy=multi-user.target\\n'
    } >/etc/systemd/system/hearth-agent.service
    systemctl daemon-reload && systemctl enable -q hearth-agent && systemctl restart hearth-agent && return 0
    fail "systemd did not start hearth-agent.service."
  elif command -v crontab >/dev/null 2>&1 && { crontab -l 2>/dev/null | grep -v -F "$state"; printf '@reboot /bin/sh %s/start\\n' "'$state'"; } | crontab - 2>/dev/null; then :
  else echo "hearth: this machine has neither systemd nor cron; start $state/start at boot yourself." >&2
  fi
  if command -v setsid >/dev/null 2>&1; then setsid /bin/sh "$state/start" </dev/null >/dev/null 2>&1 &
  else (trap '' HUP && exec /bin/sh "$state/start") </dev/null >/dev/null 2>&1 &
  fi
}

join
`;
}

/** What people run on the machine. */
export function joinCommand(url: string, token: string): string {
  return `curl -fsSL ${shellQuote(`${url}/agent/v1/join/${token}`)} | sh`;
}

/** The image that a host in a container is made from: it has a shell, and gets curl. */
const IMAGE = 'debian:13-slim';

/** What people run where Docker is: a container that is a host. It joins when it first starts, and is the same host whenever it starts again. */
export function joinContainerCommand(url: string, token: string): string {
  const start = '/var/lib/hearth/.agent/start';
  const inside = `[ -x ${start} ] || { apt-get update -q && apt-get install -yq curl && curl -fsSL ${url}/agent/v1/join/${token} | HEARTH_START=off sh; }; exec ${start}`;
  // The address of this very machine is another one inside of a container.
  const network = /^(localhost|127\.|\[::1\])/.test(new URL(url).host) ? '--network host ' : '';
  return `docker run -d --init --restart unless-stopped ${network}-v hearth-host:/var/lib/hearth --name hearth-host --hostname hearth-host ${IMAGE} sh -c ${shellQuote(inside)}`;
}
