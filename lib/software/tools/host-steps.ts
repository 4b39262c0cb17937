/** What cfn-init and cloud-init have in common: packages, files and commands on a host, as pieces of shell. Pure. */
import { gunzipSync } from 'node:zlib';
import type { Json } from '@/lib/hot/types';
import { asList, asText } from '../json';
import { shellQuote, writeFile } from './shell';

/** Unpacking stops here: a few kilobytes can unpack to gigabytes. */
const UNPACKED_LIMIT = 64 * 1024 * 1024;

/** Functions that the pieces below use. `step <words>` says what is done; `broken <sentence>` ends the run. */
export const STEP_FUNCTIONS = `step() { printf '== %s\\n' "$*"; }
broken() { printf '%s\\n' "$*" >&2; exit 1; }
install_packages() {
  if command -v apt-get >/dev/null 2>&1; then
    for package; do
      shift
      dpkg-query -W -f '\${Status}' "\${package%%=*}" 2>/dev/null | grep -q 'ok installed' || set -- "$@" "$package"
    done
    [ $# -eq 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@"
  elif command -v dnf >/dev/null 2>&1; then dnf install -y -q "$@"
  elif command -v yum >/dev/null 2>&1; then yum install -y -q "$@"
  elif command -v zypper >/dev/null 2>&1; then zypper --non-interactive install "$@"
  elif command -v apk >/dev/null 2>&1; then apk add --quiet "$@"
  else
    echo "This host has none of the package tools apt-get, dnf, yum, zypper and apk, so these packages cannot be installed: $*" >&2
    return 127
  fi
}
`;

export interface HostFile {
  path: string;
  content: string | Uint8Array;
  /** Octal. */
  mode: string;
  /** `user`, `user:group` or nothing. */
  owner: string;
  append?: boolean;
}

/** Only a superuser can give a file away; anybody else keeps it. */
export function fileStep({ path, content, mode, owner, append = false }: HostFile): string {
  const word = shellQuote(path);
  const put = append ? writeFile(`>${word}`, content) : writeFile(word, content);
  return [
    `step file ${word}\nmkdir -p "$(dirname ${word})" || broken "${'$'}(dirname ${word}) cannot be made"\n`,
    put,
    mode === '' ? '' : `chmod ${shellQuote(mode)} ${word} || exit 1\n`,
    owner === '' ? '' : `[ "$(id -u)" != 0 ] || chown ${shellQuote(owner)} ${word} || exit 1\n`,
  ].join('');
}

/** A command line for the shell, or words for a program. */
export function commandText(command: Json | undefined): string {
  return Array.isArray(command) ? asList(command).map((word) => shellQuote(asText(word))).join(' ') : asText(command);
}

/** Contents as cloud-init and cfn-init name their encodings. Throws for what is not in that encoding. */
export function decoded(content: string, encoding: string): string | Uint8Array {
  const kind = encoding.toLowerCase();
  const packed = /gz/.test(kind);
  const bytes = /b64|base64/.test(kind) ? Buffer.from(content, 'base64') : packed ? Buffer.from(content, 'latin1') : null;
  if (bytes === null) return content;
  return packed ? gunzipSync(bytes, { maxOutputLength: UNPACKED_LIMIT }) : bytes;
}
