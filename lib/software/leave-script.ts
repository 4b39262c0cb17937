/** What takes an agent off a machine again, whichever way it had joined. Pure. */
import { shellQuote } from './tools/shell';

/** Ends the agent, so that nothing starts it at boot, and removes its own files; what scripts have left beside them stays. `directory` as when it joined. */
export function leaveScript(directory: string | null): string {
  return `set -u
${directory === null ? 'if [ "$(id -u)" = 0 ]; then home=/var/lib/hearth; else home=${HOME:?}/.hearth; fi' : `home=${shellQuote(directory)}`}
state=$home/.agent
[ -d "$state" ] || exit 0
if [ "$(id -u)" = 0 ] && [ -f /etc/systemd/system/hearth-agent.service ] && grep -q -F "$state" /etc/systemd/system/hearth-agent.service; then
  systemctl disable -q --now hearth-agent
  rm -f /etc/systemd/system/hearth-agent.service
  systemctl daemon-reload
elif command -v crontab >/dev/null 2>&1 && crontab -l 2>/dev/null | grep -q -F "$state"; then
  crontab -l | grep -v -F "$state" | crontab -
fi
read -r pid <"$state/pid" 2>/dev/null && kill "$pid" 2>/dev/null
rm -rf "$state"
rmdir "$home" 2>/dev/null
exit 0
`;
}
