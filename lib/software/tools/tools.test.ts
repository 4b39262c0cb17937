/** Every tool is the real one where it is installed; where it is not, the test says so, or a program stands for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asMap } from '@/lib/software/json';
import { printMultipart } from '@/lib/software/mime';
import { CHEF_CLIENT, DOCKER_PS, documented, SALT_CALL } from '@/lib/software/testing/documented';
import { installed, runTool } from '@/lib/software/testing/run-tool';
import { mergeConfigs } from './cloud-config-merge';
import { HOOKS } from './table';

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-tools-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const file = (name: string): string => path.join(directory, name);
const read = (name: string): string => readFileSync(file(name), 'utf8');

const hasAnsible = there('ansible-playbook');
const hasPuppet = there('puppet');

/** Whether the real tool is here; where it is not, a loud word that it was not tried. */
function there(program: string): boolean {
  if (!installed(program)) console.warn(`NOT TESTED: ${program} is not installed, so its hook was not run with the real tool.`);
  return installed(program);
}

describe('a script', () => {
  it.each([
    ['bash', '#!/bin/bash\nlist=(a b)\nprintf %s "${list[1]}$x" >$heat_outputs_path.out'],
    ['python3', "#!/usr/bin/env python3\nimport os\nopen(os.environ['heat_outputs_path'] + '.out', 'w').write('b' + os.environ['x'])"],
    ['perl', "#!/usr/bin/perl -w\nopen(my $f, '>', \"$ENV{heat_outputs_path}.out\"); print $f \"b$ENV{x}\";"],
    ['awk', '#!/usr/bin/env -S awk -f\nBEGIN { printf "b%s", ENVIRON["x"] >(ENVIRON["heat_outputs_path"] ".out") }'],
  ])('runs in %s', async (_name, config) => {
    expect(await runTool('script', { config, inputs: { x: "it's 1" }, outputs: ['out'] })).toEqual({ code: 0, outputs: { out: "bit's 1" }, stdout: '', stderr: '' });
  });

  it.each(['#!/opt/none/ruby -w\n', '#!/usr/bin/env no-such-ruby\n'])('%j says that its interpreter is missing', async (config) => {
    const { code, stderr } = await runTool('script', { config });
    expect(code).toBe(127);
    expect(stderr).toMatch(/script's interpreter .*is not installed on this host/);
  });
});

describe('Ansible', () => {
  const playbook = (task: string) => `- hosts: all\n  gather_facts: false\n  tasks:\n${task}`;

  it.runIf(hasAnsible)('gets inputs with their types, and gives back outputs and its log', async () => {
    const config = playbook('    - copy:\n        content: "{{ list[1] + 1 }} {{ text }} {{ deploy_action }}"\n        dest: "{{ heat_outputs_path }}.sum"\n    - debug: {msg: "seen in the log"}\n');
    const run = await runTool('ansible', { config, inputs: { list: [1, 41], text: 'it\'s "q" {x}' }, outputs: ['sum'] });
    expect(run).toMatchObject({ code: 0, outputs: { sum: '42 it\'s "q" {x} CREATE' } });
    expect(run.stdout).toContain('seen in the log');
  }, 60_000);

  it.runIf(hasAnsible)('fails with its code and its words', async () => {
    const run = await runTool('ansible', { config: playbook('    - fail: {msg: no disk}\n') });
    expect(run.code).toBe(2);
    expect(run.stdout).toContain('no disk');
  }, 60_000);

  it.runIf(hasAnsible)('runs the tasks of the given tags, on the hosts of the given inventory', async () => {
    const config = playbook('    - {debug: {msg: "one on {{ inventory_hostname }}"}, tags: [one]}\n    - {debug: {msg: two}, tags: [two]}\n');
    const { stdout } = await runTool('ansible', { config, options: { tags: 'one', inventory: 'alpha ansible_connection=local\n' } });
    expect(stdout).toContain('one on alpha');
    expect(stdout).not.toContain('two');
  }, 60_000);
});

describe('Puppet', () => {
  const manifest = "file { \"${heat_outputs_path}.greeting\": content => \"hello ${facts['who']}\" }\n";

  it.runIf(hasPuppet)('gets inputs as facts; changes are no failure', async () => {
    expect(await runTool('puppet', { config: manifest, inputs: { who: "O'Hara" }, outputs: ['greeting'] })).toMatchObject({ code: 0, outputs: { greeting: "hello O'Hara" } });
  }, 60_000);

  it.runIf(hasPuppet)('gets inputs as hiera data where that is wanted', async () => {
    const config = "file { \"${lookup('heat_outputs_path')}.n\": content => String(lookup('count') + 1) }\n";
    expect(await runTool('puppet', { config, inputs: { count: 41 }, outputs: ['n'], options: { enable_hiera: true } })).toMatchObject({ code: 0, outputs: { n: '42' } });
  }, 60_000);

  it.runIf(hasPuppet)('fails with its code and its words', async () => {
    const run = await runTool('puppet', { config: "exec { '/bin/false': }\n" });
    expect(run.code).toBe(4);
    expect(run.stderr + run.stdout).toContain('/bin/false');
  }, 60_000);
});

describe('cfn-init', () => {
  it('writes files, runs commands by name, and links, in the order of its documentation', async () => {
    const config: JsonMap = {
      'AWS::CloudFormation::Init': {
        configSets: { default: ['second', { ConfigSet: 'more' }], more: ['first'] },
        first: { commands: { z: { command: ['printf', '%s', "it's last"], cwd: directory } } },
        second: {
          commands: {
            '2': { command: `cat ${file('conf')} >${file('log')}; echo "$WHO" >>${file('log')}`, env: { WHO: 'x y' } },
            '1': { command: `echo first >${file('conf')}` },
            '3': { command: 'false', ignoreErrors: true },
            '4': { command: `touch ${file('never')}`, test: 'false' },
          },
          files: {
            [file('deep/down')]: { content: 'host {{name}}', context: { name: 'alpha' }, mode: '000600' },
            [file('data.json')]: { content: { a: [1] } },
            [file('bytes')]: { content: Buffer.from([0, 255, 10]).toString('base64'), encoding: 'base64' },
            [file('link')]: { content: file('data.json'), mode: '120644' },
          },
        },
      },
    };
    const run = await runTool('cfn-init', { config });
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout.trim().split('\n').at(-1)).toBe("it's last");
    expect(read('log')).toBe('first\nx y\n');
    expect(read('deep/down')).toBe('host alpha');
    expect(statSync(file('deep/down')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(read('link'))).toEqual({ a: [1] });
    expect([...readFileSync(file('bytes'))]).toEqual([0, 255, 10]);
    expect(existsSync(file('never'))).toBe(false);
  });

  it('fails with the command that failed, and stops there', async () => {
    const run = await runTool('cfn-init', { config: { config: { commands: { a: { command: 'exit 9' }, b: { command: 'echo never' } } } } });
    expect(run).toMatchObject({ code: 9, stderr: 'command a failed\n' });
    expect(run.stdout).not.toContain('never');
  });

  it.each([
    [{ configSets: { default: [{ ConfigSet: 'default' }] } }, 'contains itself'],
    [{ configSets: { default: ['x'] } }, 'there is no config "x"'],
    [{ config: { packages: { brew: { x: [] } } } }, 'found "brew"'],
    ['no json', 'is a map'],
  ])('%j says what is wrong', async (config, message) => {
    expect(await runTool('cfn-init', { config })).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});

describe('cloud-init user data', () => {
  it('is run in the order of cloud-init, whatever the order in the text', async () => {
    const log = file('order');
    const config = `#cloud-config
runcmd:
  - cd ${directory}
  - [sh, -c, 'echo "runcmd $(cat written)" >>order']
write_files:
  - path: ${file('written')}
    content: aGkK
    encoding: b64
    permissions: '0640'
  - {path: ${file('written')}, content: 'there', append: true, permissions: 0o640}
bootcmd:
  - echo bootcmd >>${log}
ntp: {enabled: true}
`;
    const userData = printMultipart(
      [
        { contentType: 'text/cloud-config', filename: 'c.yaml', body: Buffer.from(config) },
        { contentType: 'text/plain', filename: 'b.sh', body: Buffer.from(`#!/bin/sh\necho "script é" >>${log}\n`) },
        { contentType: 'text/cloud-boothook', filename: '', body: Buffer.from(`#cloud-boothook\necho boothook >>${log}\n`) },
        { contentType: 'text/x-cfninitdata', filename: 'cfn-init-data', body: Buffer.from('{}') },
      ], 'xyz',
    );
    const run = await runTool('cloud-init', { config: userData });
    expect(run.code).toBe(0);
    expect(read('order')).toBe('boothook\nbootcmd\nscript é\nruncmd hi\nthere\n');
    expect(statSync(file('written')).mode & 0o777).toBe(0o640);
    expect(run.stderr).toBe('A part of the user data (cfn-init-data) of type text/x-cfninitdata is not applied here.\nThe module "ntp" of cloud-config is not applied here.\n');
  });

  const merging: JsonMap[][] = [
    [{ write_files: [1], runcmd: ['a'] }, { write_files: [2] }],
    [{ write_files: [1], a: { b: 1 } }, { write_files: [2], a: { c: 2 }, merge_how: 'dict(recurse_array,no_replace)+list(append)' }],
    [{ l: [1], s: 'x', n: 1 }, { l: [2], s: 'y', n: 2, merge_how: 'dict(recurse_array,recurse_str)+list(prepend)+str(append)' }],
    [{ l: [1], d: { x: [1] } }, { l: [2], d: { x: [2], y: 1 }, merge_type: [{ name: 'dict', settings: ['recurse_array'] }, { name: 'list', settings: ['append'] }] }],
    [{ a: 1 }, { a: 2, merge_how: 'list(append)' }],
  ];

  it.runIf(there('cloud-init'))('merges parts as cloud-init itself does', async () => {
    const program = `
import importlib.util, json, sys
from cloudinit import mergers
for parts in json.load(sys.stdin):
    merged = {}
    for part in parts:
        ways = mergers.dict_extract_mergers(part) or mergers.string_extract_mergers('dict(replace)+list()+str()')
        merged = mergers.construct(ways).merge(merged, part)
    print(json.dumps(merged))
`;
    const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', program], { input: JSON.stringify(merging), encoding: 'utf8' });
    expect(stderr).toBe('');
    const expected: JsonMap[] = stdout.trim().split('\n').map((line) => JSON.parse(line));
    expect(merging.map((parts) => mergeConfigs(parts))).toEqual(expected);
  });

  it.runIf(there('cloud-init'))('of the example passes the schema of cloud-init itself', () => {
    const { template } = parseTemplate(readFileSync(path.resolve('examples/cloud-init.yaml'), 'utf8'));
    const config = asMap(template?.resources['files']?.properties)['cloud_config'];
    const shown = JSON.parse(JSON.stringify(config), (_key, value: Json) => (isMap(value) && 'str_replace' in value ? 'replaced' : value));
    writeFileSync(file('cloud.yaml'), `#cloud-config\n${JSON.stringify(shown)}`);
    const { status, stdout, stderr } = spawnSync('cloud-init', ['schema', '--config-file', file('cloud.yaml')], { encoding: 'utf8' });
    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('Valid')]);
  }, 60_000);

  it('goes on after a part that fails, and fails in the end', async () => {
    const run = await runTool('cloud-init', { config: '#cloud-config\nbootcmd: [exit 3]\nruncmd: [echo on]\n' });
    expect(run).toMatchObject({ code: 3, stdout: '== bootcmd\n== runcmd\non\n' });
  });

  it('says what is no cloud-config', async () => {
    expect(await runTool('cloud-init', { config: '#cloud-config\n- {\n' })).toMatchObject({ code: 1, stderr: expect.stringContaining('no cloud-config') });
  });
});

describe('files of JSON', () => {
  it('are written where the config says', async () => {
    expect(await runTool('json-file', { config: { [file('sub/a.json')]: { b: 1 } } })).toMatchObject({ code: 0 });
    expect(JSON.parse(read('sub/a.json'))).toEqual({ b: 1 });
    expect(await runTool('json-file', { config: { relative: 1 } })).toMatchObject({ code: 1, stderr: expect.stringContaining('absolute paths') });
  });
});

describe('hiera', () => {
  const body = { hierarchy: ['node-%{::who}', 'common'], datafiles: { common: { port: 8080, list: ['a', 'b'], who: 'anybody' }, 'node-web': { who: 'web' } } };
  /** Where Puppet's packages have their files, the machine of the tests keeps its own: nobody else sees those of the test. */
  const within = (look: string): string => {
    const steps = HOOKS.get('hiera')?.steps({ config: { id: 'i', name: 'n', group: 'hiera', config: body, inputs: [], outputs: [], options: {} }, group: 'hiera', body });
    const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'sh', '-c', 'mkdir -p /etc/puppet && mount -t tmpfs tmpfs /etc/puppet && sh -c "$SCRIPT" && eval "$LOOK"'], { encoding: 'utf8', env: { ...process.env, HEARTH_RUN: directory, SCRIPT: steps?.script ?? '', LOOK: look } });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  const mayMount = process.getuid?.() === 0;

  it.runIf(there('hiera') && mayMount)('finds the values in the files, by the hierarchy', () => {
    expect(within('hiera port; hiera who; hiera who ::who=web; hiera --array list')).toBe('8080\nanybody\nweb\n["a", "b"]\n');
  }, 30_000);

  it.runIf(hasPuppet && mayMount)('is read by Puppet, too', () => {
    expect(within('puppet apply --color=false -e \'notice(lookup("port") + 1)\'')).toContain(': 8081\n');
  }, 60_000);
});

// Stand-ins: these check what is handed over and how answers are read, not the tools.
describe('tools held against their documentation', () => {
  it('Salt: takes its options, finds state, pillar and minion as files that it reads; outputs are read from the changes of states, and its failure counts unless every state is well', async () => {
    const salt = (result: boolean) => documented(SALT_CALL, `[ "$words" = 'state.sls hearth ' ] && [ "$out" = json ] || exit 3
cp "$pillar_root/inputs.sls" ${file('pillar')}; cp "$pillar_root/top.sls" ${file('pillar-top')}; cp "$file_root/hearth.sls" ${file('state')}; cp "$config_dir/minion" ${file('minion')}
[ -d "$(sed 's/.*"root_dir":"\\([^"]*\\)".*/\\1/' "$config_dir/minion")" ] || exit 4
echo '{"local": {"file_|-x": {"result": ${result}, "changes": {"port": 80}}}}' >"$out_file"
exit 2
`);
    const request = { config: { x: { 'file.managed': [] } }, inputs: { n: [1] }, outputs: ['port'] };
    expect(await runTool('salt', { ...request, standIns: { 'salt-call': salt(true) } })).toMatchObject({ code: 0, outputs: { port: 80 }, stderr: '' });
    expect(JSON.parse(read('pillar'))).toMatchObject({ n: [1] });
    expect(JSON.parse(read('pillar-top'))).toEqual({ base: { '*': ['inputs'] } });
    expect(JSON.parse(read('state'))).toEqual({ x: { 'file.managed': [] } });
    expect(JSON.parse(read('minion'))).toMatchObject({ n: [1], file_client: 'local', master_type: 'disable', root_dir: expect.stringMatching(/^\/.*\/salt$/) });
    expect(await runTool('salt', { ...request, standIns: { 'salt-call': salt(false) } })).toMatchObject({ code: 2 });
  });

  it('Chef: takes its options, and finds the run list with inputs as node attributes, and a configuration with the repository', async () => {
    const chef = documented(CHEF_CLIENT, `cp "$j" ${file('node')}; cp "$config" ${file('client.rb')}; printf %s "$E" >${file('environment')}; printf ok >"$heat_outputs_path.state"\n`);
    const request = { config: '["recipe[web]"]', inputs: { port: 80, environment: 'prod' }, outputs: ['state'], options: { kitchen_path: '/srv/kitchen' } };
    expect(await runTool('chef', { ...request, standIns: { 'chef-client': chef } })).toMatchObject({ code: 0, outputs: { state: 'ok' }, stderr: '' });
    expect(JSON.parse(read('node'))).toEqual({ port: 80, run_list: ['recipe[web]'], heat_outputs_path: expect.stringMatching(/\/output$/) });
    expect(read('client.rb')).toMatch(/^chef_repo_path "\/srv\/kitchen"\nnode_path "\/.*\/nodes"\ncookbook_path \["\/srv\/kitchen\/cookbooks"\]\n$/);
    expect(read('environment')).toBe('prod');
    if (installed('ruby')) expect(spawnSync('ruby', ['-c', file('client.rb')], { encoding: 'utf8' }), 'Chef reads it as Ruby').toMatchObject({ status: 0, stdout: 'Syntax OK\n' });
  });

  it('the kubelet: finds the manifest among its static pods as a whole file, and its container is waited for; DELETE takes it away', async () => {
    const manifests = file('manifests.d');
    const docker = `#!/bin/sh\n[ "$1" = ps ] || exit 3\nshift\n${documented(DOCKER_PS, `[ "$format" = '{{.Names}}' ] || exit 4; [ -f ${manifests}/web.json ] && echo k8s_echo_simple_default_0\n`)}`;
    const request = { config: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'simple' }, spec: { containers: [] } }, environment: { KUBELET_MANIFESTS: manifests }, standIns: { kubelet: '#!/bin/sh\nexit 9\n', docker } };
    expect(await runTool('kubelet', request)).toMatchObject({ code: 0, stdout: 'k8s_echo_simple_default_0\n', stderr: '' });
    expect(JSON.parse(readFileSync(path.join(manifests, 'web.json'), 'utf8'))).toEqual(request.config);
    expect(await runTool('kubelet', { ...request, action: 'DELETE' })).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(path.join(manifests, 'web.json'))).toBe(false);
  });

  const kubectl = `#!/bin/sh
echo "$*" >>${file('kubectl')}
case "$*" in *get*) printf 10.0.0.7 ;; *apply*) for word; do last=$word; done; cat "$last" >${file('manifests')} ;; esac
`;

  it('Kubernetes: manifests are applied with inputs filled in, rollouts are waited for, outputs are read', async () => {
    const config = 'kind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: ${count}}\n---\nkind: Service\nmetadata: {name: web}\n';
    const options = { namespace: 'shop', outputs: { ip: { resource: 'service/web', jsonpath: '{.spec.clusterIP}' } } };
    expect(await runTool('kubernetes', { config, options, inputs: { count: 3 }, outputs: ['ip'], standIns: { kubectl } })).toMatchObject({ code: 0, outputs: { ip: '10.0.0.7' } });
    expect(JSON.parse(read('manifests')).items).toMatchObject([{ kind: 'Deployment', spec: { replicas: 3 } }, { kind: 'Service' }]);
    expect(read('kubectl').split('\n')).toContainEqual(expect.stringContaining('rollout status deployment/web --timeout=300s'));
    await runTool('kubernetes', { config, inputs: { count: 3 }, action: 'DELETE', standIns: { kubectl } });
    expect(read('kubectl')).toContain('delete --ignore-not-found');
  });

  it('Docker Compose: the project is brought up with inputs as variables, and taken down with DELETE', async () => {
    const compose = `#!/bin/sh\necho "$* $tag" >>${file('compose')}\ncat docker-compose.yml web.env apps/db.env >>${file('compose')} 2>/dev/null\n`;
    const standIns = { docker: '#!/bin/sh\nexit 1\n', 'docker-compose': compose };
    const request = { config: { services: { web: { image: 'web:${tag}' } } }, inputs: { tag: '1', env_files: [{ file_name: '../web.env', content: 'A=1' }, { file_name: './apps/db.env', content: 'B=2' }] }, standIns };
    expect(await runTool('docker-compose', request)).toMatchObject({ code: 0 });
    expect(read('compose')).toMatch(/--project-name web .*up -d --no-build --remove-orphans 1/);
    expect(read('compose')).toContain('A=1B=2');
    await runTool('docker-compose', { ...request, action: 'DELETE' });
    expect(read('compose')).toMatch(/ down 1/);
  });

  it('docker-cmd: containers start in their order, and the last unexpected code is the code', async () => {
    const docker = `#!/bin/sh\necho "$*" >>${file('docker')}\ncase "$*" in *late*) exit 5 ;; esac\n`;
    const config = 'late: {image: b, start_order: 2, exit_codes: [0, 4]}\nearly: {image: a, start_order: 1, environment: [A=1], command: [sh, -c, "x y"], detach: false}\n';
    expect(await runTool('docker-cmd', { config, standIns: { docker } })).toMatchObject({ code: 5 });
    const [, early, late] = read('docker').trim().split('\n');
    expect(early).toMatch(/^run --name early .*--env=A=1 a sh -c x y$/);
    expect(late).toMatch(/^run --name late .*--detach b$/);
  });
});

describe('a tool that is not there', () => {
  const wanted: readonly [string, unknown][] = [
    ['ansible', '[]'], ['puppet', ''], ['salt', '{}'], ['chef', '[]'], ['docker-compose', '{}'], ['docker-cmd', '{}'], ['kubernetes', 'kind: Pod'],
    ['kubelet', '{}'], ['apply-config', ''],
  ];
  it.each(wanted)('is named by %s, with what to install', async (group, config) => {
    const nothing = Object.fromEntries(['mkdir', 'printf', 'id'].map((name) => [name, `#!/bin/sh\nexec /bin/${name} "$@"\n`]));
    const run = await runTool(group, { config: String(config), standIns: { ...nothing, env: '#!/bin/sh\nexec /usr/bin/env "$@"\n' }, PATH: '/nonexistent' });
    expect(run).toMatchObject({ code: 127, stderr: expect.stringMatching(/is not installed on this host: .*Install/) });
  });

  it('is the rule for every hook that needs a program', () => {
    const needless = ['script', 'cfn-init', 'cloud-init', 'json-file', 'hiera'];
    expect([...HOOKS.keys()].filter((group) => !needless.includes(group)).toSorted()).toEqual(wanted.map(([group]) => group).toSorted());
  });
});
