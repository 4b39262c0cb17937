/** Pieces of POSIX shell. Whatever a value contains, no shell reads it as anything but a value. Pure. */

/** One word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Beginning of every script that a hook writes: relative paths are in a directory of the run's own. */
export const PROLOGUE = `#!/bin/sh
set -u
umask 077
work=$HEARTH_RUN/work
mkdir -p "$work" || exit 1
`;

/** Prints a sentence and ends the run with `code`. */
export function refuse(message: string, code: number): string {
  return `printf '%s\\n' ${shellQuote(message)} >&2\nexit ${code}\n`;
}

export function failing(message: string, code: number): string {
  return `#!/bin/sh\n${refuse(message, code)}`;
}

/** Ends the run with 127 where a program is missing; `remedy` says what to install. */
export function needsProgram(program: string, tool: string, remedy: string): string {
  return `command -v ${shellQuote(program)} >/dev/null 2>&1 || {\n${refuse(
    `${tool} is not installed on this host: the program "${program}" was not found in the PATH. ${remedy}`, 127,
  )}}\n`;
}

/**
 * Writes a file whole. `path` is a shell word, quoted by the caller. Texts go through printf, which a shell has built in, so that their length has
 * no limit; what is no text goes through base64.
 */
export function writeFile(path: string, content: string | Uint8Array, mode?: string): string {
  const text = typeof content === 'string' ? content : textOf(content);
  const print =
    text === null || text.includes('\0')
      ? `printf '%s' ${shellQuote(Buffer.from(content).toString('base64'))} | base64 -d`
      : `printf '%s' ${shellQuote(text)}`;
  return `${print} >${path}${mode === undefined ? '' : ` && chmod ${shellQuote(mode)} ${path}`} || exit 1\n`;
}

/** Null for bytes that are no UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A JSON document whose member `key` is the value of a shell expression: paths are known on the host only. */
export function writeJsonWithPath(path: string, values: object, key: string, expression: string): string {
  const members = JSON.stringify(values).slice(1, -1);
  const start = `{${members}${members === '' ? '' : ','}${JSON.stringify(key)}:"`;
  return `{ printf '%s' ${shellQuote(start)}; printf '%s' ${expression} | sed 's/["\\\\]/\\\\&/g'; printf '"}\\n'; } >${path} || exit 1\n`;
}
