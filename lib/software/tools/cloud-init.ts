/**
 * Group `cloud-init`: user data, carried out by Hearth itself in cloud-init's order: boothooks; bootcmd; write_files; packages; scripts in the order of the
 * parts; runcmd. Modules that would change a machine as a whole (users, host name, disks, upgrades) are named in the log and left out. As with
 * cloud-init, a failing part does not stop the next ones; the run then ends with a failure.
 */
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '../json';
import { type MimePart, parseMultipart } from '../mime';
import { mergeConfigs } from './cloud-config-merge';
import { documentOf, type Hook } from './hook';
import { commandText, decoded, fileStep, STEP_FUNCTIONS } from './host-steps';
import { PROLOGUE, shellQuote, writeFile } from './shell';

export const cloudInitHook: Hook = {
  steps: ({ body }) => ({ environment: {}, script: userDataScript(documentOf(body)) }),
};

const UNPACKED_LIMIT = 16 * 1024 * 1024;

/** What the first line of user data, or of a part of unclear type, says that it is. */
const STARTS: readonly [string, string][] = [
  ['#cloud-config', 'text/cloud-config'], ['#!', 'text/x-shellscript'], ['#cloud-boothook', 'text/cloud-boothook'], ['#include', 'text/x-include-url'],
  ['#part-handler', 'text/part-handler'], ['#upstart-job', 'text/upstart-job'], ['## template: jinja', 'text/jinja2'],
];

/** A script that is the only thing runs as it is. */
export function userDataScript(userData: string): string {
  if (userData.startsWith('#!')) return userData;
  const parts = partsOf(userData);
  const configs = parts.filter(({ contentType }) => contentType === 'text/cloud-config').map(({ body }) => cloudConfigOf(textOf(body)));
  const config = mergeConfigs(configs.map(({ value }) => value));
  const scripts = parts.filter(({ contentType }) => contentType === 'text/x-shellscript');
  const hooks = parts.filter(({ contentType }) => contentType === 'text/cloud-boothook');
  return [
    PROLOGUE,
    'umask 022\ncode=0\nfailed() { code=$1; printf "%s failed (%s)\\n" "$2" "$1" >&2; }\n',
    STEP_FUNCTIONS,
    ...configs.flatMap(({ problem }) => (problem === null ? [] : [noted(`A part of the user data is no cloud-config: ${problem}`), 'code=1\n'])),
    ...unknownParts(parts).map(noted),
    ...ignoredModules(config).map((name) => noted(`The module "${name}" of cloud-config is not applied here.`)),
    ...hooks.map((part, index) => program(part, `boothook-${index + 1}`)),
    shellOf('bootcmd', config['bootcmd']),
    ...writtenFiles(config, false),
    packagesOf(config),
    ...writtenFiles(config, true),
    ...scripts.map((part, index) => program(part, part.filename || `part-${String(index + 1).padStart(3, '0')}`)),
    shellOf('runcmd', config['runcmd']),
    asText(config['final_message']) === '' ? '' : `step ${shellQuote(asText(config['final_message']))}\n`,
    'exit $code\n',
  ].join('');
}

function partsOf(userData: string): MimePart[] {
  const multipart = parseMultipart(userData);
  const parts = multipart ?? [{ contentType: 'text/plain', filename: '', body: Buffer.from(userData, 'utf8') }];
  return parts.map(unpacked).map((part) => {
    if (!['text/plain', 'application/octet-stream', 'text/x-not-multipart'].includes(part.contentType)) return part;
    const start = textOf(part.body.subarray(0, 64));
    return { ...part, contentType: STARTS.find(([mark]) => start.startsWith(mark))?.[1] ?? part.contentType };
  });
}

function unpacked(part: MimePart): MimePart {
  if (part.body[0] !== 0x1f || part.body[1] !== 0x8b) return part;
  try {
    return { ...part, body: gunzipSync(part.body, { maxOutputLength: UNPACKED_LIMIT }) };
  } catch {
    return part;
  }
}

function textOf(body: Uint8Array): string {
  return new TextDecoder('utf-8').decode(body);
}

function cloudConfigOf(text: string): { value: JsonMap; problem: string | null } {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 });
    return isMap(value) ? { value, problem: null } : { value: {}, problem: value === null ? null : 'expected a map' };
  } catch (error) {
    return { value: {}, problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

const KNOWN_PARTS = ['text/cloud-config', 'text/x-shellscript', 'text/cloud-boothook'];

function unknownParts(parts: readonly MimePart[]): string[] {
  return parts
    .filter((part) => !KNOWN_PARTS.includes(part.contentType) && textOf(part.body).trim() !== '')
    .map(({ contentType, filename }) => `A part of the user data${filename === '' ? '' : ` (${filename})`} of type ${contentType} is not applied here.`);
}

const APPLIED = ['bootcmd', 'write_files', 'packages', 'runcmd', 'final_message', 'output', 'merge_how', 'merge_type', 'cloud_final_modules', 'cloud_config_modules'];

function ignoredModules(config: JsonMap): string[] {
  return Object.keys(config).filter((name) => !APPLIED.includes(name) && config[name] !== false && config[name] !== null);
}

function noted(sentence: string): string {
  return `printf '%s\\n' ${shellQuote(sentence)} >&2\n`;
}

function program(part: MimePart, name: string): string {
  const file = `"$work"/${shellQuote(name.replaceAll('/', '_'))}`;
  // A boothook begins with a line of its own.
  const body = part.contentType === 'text/cloud-boothook' ? textOf(part.body).replace(/^#cloud-boothook[^\n]*\n/, '') : part.body;
  const text = typeof body === 'string' && !body.startsWith('#!') ? `#!/bin/sh\n${body}` : body;
  return `step script ${shellQuote(name)}\n${writeFile(file, text, '700')}${file} || failed $? ${shellQuote(`script ${name}`)}\n`;
}

/** All commands are one script, so that a change of directory counts for the next one; each is a line for the shell or a list of words. */
function shellOf(name: string, commands: Json | undefined): string {
  const lines = asList(commands).filter((command) => command !== null).map(commandText);
  if (lines.length === 0) return '';
  const file = `"$work/${name}"`;
  return `step ${name}\n${writeFile(file, `#!/bin/sh\n${lines.join('\n')}\n`, '700')}${file} || failed $? ${name}\n`;
}

function packagesOf(config: JsonMap): string {
  const names = asList(config['packages']).map((item) => (Array.isArray(item) ? item.map(asText).join('=') : asText(item))).filter((name) => name !== '');
  return names.length === 0 ? '' : `step packages: ${names.map(shellQuote).join(' ')}\ninstall_packages ${names.map(shellQuote).join(' ')} || failed $? packages\n`;
}

function writtenFiles(config: JsonMap, deferred: boolean): string[] {
  return asList(config['write_files']).map(asMap).filter((file) => (file['defer'] === true) === deferred).map((file) => {
    const { path, content, encoding, permissions, owner, append } = file;
    try {
      const mode = typeof permissions === 'number' ? permissions.toString(8) : asText(permissions) || '0644';
      const body = decoded(asText(content), asText(encoding));
      return `(\n${fileStep({ path: asText(path), content: body, mode, owner: asText(owner), append: append === true })}) || failed $? ${shellQuote(`file ${asText(path)}`)}\n`;
    } catch (error) {
      return `${noted(`write_files: ${asText(path)} is not in the encoding "${asText(encoding)}": ${error instanceof Error ? error.message : String(error)}`)}code=1\n`;
    }
  });
}
