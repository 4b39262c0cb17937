/**
 * The self-test of a host, as a script of the group `script`. It changes nothing there, asks no tool for longer than ten seconds, and prints what it finds at once, one
 * finding a line: words with tabs between. `results.ts` reads them. Pure.
 */
import { shellQuote } from '../tools/shell';
import { HOST_TOOLS, type HostTool } from './tools';

const LONGEST_S = 10;

/** `line` ends every value at its first line that says something, so that no tool can forge a finding. */
const FUNCTIONS = `line() { printf '%s' "$1" | tr '\\t\\r' '  ' | grep -v '^ *$' | head -n 1 | cut -c 1-200; }
found() { first=$1; shift; printf '%s' "$first"; for word; do printf '\\t%s' "$(line "$word")"; done; echo; }
within() { if command -v timeout >/dev/null 2>&1; then timeout ${LONGEST_S} sh -c "$1" 2>&1 </dev/null; else sh -c "$1" 2>&1 </dev/null; fi; }
disk() { df -Pk "$2" 2>/dev/null | tail -n 1 | { read -r device size used free share where && found disk "$1" "$free" "$size" "$where"; }; }
tool() { found asks "$1"; said=$(within "$2"); found tool "$1" "$?" "$said"; }
`;

export function hostTestScript(tools: readonly HostTool[] = HOST_TOOLS): string {
  return [
    '#!/bin/sh\n',
    FUNCTIONS,
    'found clock "$(date +%s)"\n',
    'found user "$(id -un 2>/dev/null || id -u)" "$(id -u)"\n',
    'found system "$(uname -srm)"\n',
    'disk server "${HEARTH_SERVER_DIR:-.}"\ndisk temporary "${TMPDIR:-/tmp}"\n',
    ...tools.map(asked),
    'found end\n',
  ].join('');
}

function asked({ program, version, or }: HostTool): string {
  const word = shellQuote(program);
  const other = or === undefined ? '' : `elif ${or.present} >/dev/null 2>&1 </dev/null; then tool ${word} ${shellQuote(or.version)}\n`;
  return `if command -v ${word} >/dev/null 2>&1; then tool ${word} ${shellQuote(version)}\n${other}else found none ${word}\nfi\n`;
}
