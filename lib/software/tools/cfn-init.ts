/**
 * Group `cfn-init`: the metadata AWS::CloudFormation::Init, carried out by Hearth itself. Nothing needs to be on the host but what the steps name.
 * Order within a config: packages, groups, users, sources, files, commands (by name), services. See the reference of AWS CloudFormation.
 */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '../json';
import { ENGINE_INPUT, type Hook, inputMap } from './hook';
import { commandText, decoded, fileStep, STEP_FUNCTIONS } from './host-steps';
import { failing, needsProgram, PROLOGUE, shellQuote } from './shell';

const KEY = 'AWS::CloudFormation::Init';

export const cfnInitHook: Hook = {
  steps({ config, body }) {
    const init = initOf(body);
    if (init === null) return { environment: {}, script: failing(`The config of the group "cfn-init" is a map with "config" or "configSets", as under ${KEY}.`, 1) };
    try {
      const names = configNames(init, 'default');
      const script = [PROLOGUE, 'umask 022\n', STEP_FUNCTIONS, ...names.map((name) => configSteps(asMap(init[name])))];
      return { environment: inputMap(config.inputs, (name) => !name.startsWith(ENGINE_INPUT)), script: script.join('') };
    } catch (error) {
      return { environment: {}, script: failing(`${KEY}: ${error instanceof Error ? error.message : String(error)}`, 1) };
    }
  },
};

function initOf(body: Json): JsonMap | null {
  let value: unknown = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return null;
    }
  }
  if (!isMap(value)) return null;
  return isMap(value[KEY]) ? value[KEY] : value;
}

/** The configs of a set in their order. Sets may name sets; one that names itself is said so. */
function configNames(init: JsonMap, set: string, within: readonly string[] = []): string[] {
  if (within.includes(set)) throw new Error(`the config set "${set}" contains itself.`);
  const entry = asMap(init['configSets'])[set];
  if (entry === undefined) {
    if (within.length > 0) throw new Error(`there is no config set "${set}".`);
    return ['config'];
  }
  return (Array.isArray(entry) ? entry : [entry]).flatMap((item) => {
    if (isMap(item)) return configNames(init, asText(item['ConfigSet']), [...within, set]);
    const name = asText(item);
    if (!isMap(init[name])) throw new Error(`there is no config "${name}", which the config set "${set}" names.`);
    return [name];
  });
}

function configSteps(config: JsonMap): string {
  return [
    packages(asMap(config['packages'])),
    ...Object.entries(asMap(config['groups'])).map(([name, group]) => {
      const gid = asText(asMap(group)['gid']);
      return `step group ${shellQuote(name)}\ngetent group ${shellQuote(name)} >/dev/null || groupadd${gid === '' ? '' : ` -g ${shellQuote(gid)}`} ${shellQuote(name)} || exit 1\n`;
    }),
    ...Object.entries(asMap(config['users'])).map(([name, user]) => userStep(name, asMap(user))),
    ...Object.entries(asMap(config['sources'])).map(([directory, url]) => sourceStep(directory, asText(url))),
    ...Object.entries(asMap(config['files'])).map(([path, file]) => cfnFile(path, asMap(file))),
    ...Object.entries(asMap(config['commands'])).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([name, command]) => commandStep(name, asMap(command))),
    ...Object.values(asMap(config['services'])).flatMap((services) => Object.entries(asMap(services)).map(([name, service]) => serviceStep(name, asMap(service)))),
  ].join('');
}

const SYSTEM_PACKAGES = ['apt', 'yum', 'dnf', 'zypper'];

function packages(byTool: JsonMap): string {
  return Object.entries(byTool).map(([tool, wanted]) => {
    const names = Object.entries(asMap(wanted)).map(([name, versions]) => ({ name, version: asText(asList(versions)[0] ?? (typeof versions === 'string' ? versions : '')) }));
    if (names.length === 0) return '';
    const joined = (separator: string): string => names.map(({ name, version }) => shellQuote(version === '' ? name : `${name}${separator}${version}`)).join(' ');
    const said = `step packages ${tool}: ${names.map(({ name }) => shellQuote(name)).join(' ')}\n`;
    if (SYSTEM_PACKAGES.includes(tool)) return `${said}install_packages ${joined(tool === 'apt' || tool === 'zypper' ? '=' : '-')} || exit $?\n`;
    if (tool === 'python') return `${said}${needsProgram('pip3', 'pip', 'Install it (Debian: apt-get install python3-pip).')}pip3 install ${joined('==')} || exit $?\n`;
    if (tool === 'rubygems') return `${said}${needsProgram('gem', 'RubyGems', 'Install it (Debian: apt-get install ruby).')}${names.map(({ name, version }) => `gem install ${shellQuote(name)}${version === '' ? '' : ` -v ${shellQuote(version)}`} || exit $?\n`).join('')}`;
    if (tool === 'rpm') return `${said}${needsProgram('rpm', 'rpm', 'This host has no RPM packages.')}rpm -U ${names.map(({ version }) => shellQuote(version)).join(' ')} || exit $?\n`;
    throw new Error(`packages: expected apt, dnf, python, rpm, rubygems, yum or zypper, found "${tool}".`);
  }).join('');
}

function userStep(name: string, user: JsonMap): string {
  const { uid, groups, homeDir } = user;
  const list = asList(groups).map(asText).join(',');
  const flags = [
    ...(asText(uid) === '' ? [] : ['-u', shellQuote(asText(uid))]), ...(list === '' ? [] : ['-G', shellQuote(list)]),
    ...(asText(homeDir) === '' ? [] : ['-d', shellQuote(asText(homeDir)), '-m']),
  ];
  return `step user ${shellQuote(name)}\nid -u ${shellQuote(name)} >/dev/null 2>&1 || useradd --system --shell /usr/sbin/nologin ${flags.join(' ')} ${shellQuote(name)} || exit 1\n`;
}

function sourceStep(directory: string, url: string): string {
  const word = shellQuote(directory);
  const unpack = /\.zip(\?|$)/.test(url) ? `unzip -q -o "$work/source" -d ${word}` : `tar -x${/\.(tgz|gz)(\?|$)/.test(url) ? 'z' : /\.(bz2|tbz2?)(\?|$)/.test(url) ? 'j' : ''}f "$work/source" -C ${word}`;
  return `step source ${word}\nmkdir -p ${word} && curl -q -fsSL -o "$work/source" ${shellQuote(url)} && ${unpack} || broken ${shellQuote(`the source ${url} cannot be fetched and unpacked`)}\n`;
}

function cfnFile(path: string, file: JsonMap): string {
  const { content, source, encoding, mode, owner = 'root', group = 'root', context } = file;
  const bits = asText(mode);
  if (bits.startsWith('120')) return `step link ${shellQuote(path)}\nmkdir -p "$(dirname ${shellQuote(path)})" && ln -sfn ${shellQuote(asText(content))} ${shellQuote(path)} || exit 1\n`;
  const given = { path, mode: bits.slice(-4), owner: `${asText(owner)}:${asText(group)}` };
  if (content === undefined && asText(source) !== '') {
    const word = shellQuote(path);
    return `${fileStep({ ...given, content: '' })}curl -q -fsSL -o ${word} ${shellQuote(asText(source))} || broken ${shellQuote(`the file ${path} cannot be fetched from ${asText(source)}`)}\n`;
  }
  const text = typeof content === 'string' ? rendered(content, asMap(context)) : JSON.stringify(content ?? '', null, 2);
  return fileStep({ ...given, content: decoded(text, asText(encoding)) });
}

/** `{{name}}` of a file with a context. */
function rendered(text: string, context: JsonMap): string {
  return text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => (name in context ? asText(context[name]) : whole));
}

/** In a shell of its own, so that its directory and its variables are its alone. */
function commandStep(name: string, command: JsonMap): string {
  const { command: line, env, cwd, test, ignoreErrors } = command;
  const variables = Object.entries(asMap(env)).filter(([variable]) => /^[A-Za-z_]\w*$/.test(variable)).map(([variable, value]) => `export ${variable}=${shellQuote(asText(value))}\n`).join('');
  const directory = asText(cwd) === '' ? '' : `cd ${shellQuote(asText(cwd))} || exit 1\n`;
  const tested = test === undefined || test === null ? '' : `if ! (\n${commandText(test)}\n); then\n  echo "not needed"\n  exit 0\nfi\n`;
  const ignored = ignoreErrors === true || ignoreErrors === 'true';
  const failed = ignored ? `echo ${shellQuote(`command ${name} failed; its errors are ignored`)} >&2` : `{\n  code=$?\n  echo ${shellQuote(`command ${name} failed`)} >&2\n  exit $code\n}`;
  return `step command ${shellQuote(name)}\n(\n${variables}${directory}${tested}${commandText(line)}\n) || ${failed}\n`;
}

function serviceStep(name: string, service: JsonMap): string {
  const word = shellQuote(name);
  const isTrue = (value: Json | undefined): boolean | null => (value === undefined ? null : value === true || value === 'true');
  const enabled = isTrue(service['enabled']);
  const running = isTrue(service['ensureRunning']);
  const run = (systemd: string, sysv: string): string =>
    `if command -v systemctl >/dev/null 2>&1 && [ -d /run/systemd/system ]; then systemctl ${systemd} ${word}; else ${sysv}; fi || broken ${shellQuote(`service ${name}: ${systemd} failed`)}\n`;
  return [
    `step service ${word}\n`,
    enabled === null ? '' : run(enabled ? 'enable' : 'disable', enabled ? `update-rc.d ${word} enable` : `update-rc.d ${word} disable`),
    // What the service is made of may have changed above.
    running === null ? '' : run(running ? 'restart' : 'stop', `service ${word} ${running ? 'restart' : 'stop'}`),
  ].join('');
}
