/** The self-test of a host: the real script in real shells, and what is read from its findings. */
import { describe, expect, it } from 'vitest';
import { installed, runTool } from '@/lib/software/testing/run-tool';
import type { HostCheck } from '@/lib/wire/hosts';
import { HOOKS } from '../tools/table';
import { cameToItsEnd, hostChecks, type TestRun, versionIn } from './results';
import { hostTestScript } from './script';
import { HOST_TOOLS } from './tools';

const at = (seconds: number): Date => new Date(1_700_000_000_000 + seconds * 1000);
const run = (said: string, over: Partial<TestRun> = {}): TestRun => ({
  kind: 'joined', createdAt: at(0), deliveredAt: at(0.2), startedAt: at(0.3), finishedAt: at(2), statusCode: 0, heard: [{ text: said, at: at(1) }], ...over,
});
const check = (checks: readonly HostCheck[], id: string): HostCheck | undefined => checks.find((each) => each.id === id);
const found = (said: string, id: string, over: Partial<TestRun> = {}): [string | undefined, string | undefined] => {
  const each = check(hostChecks(run(said, over)), id);
  return [each?.state, each?.value];
};

describe('the script of a self-test', () => {
  it.each(['dash', 'bash', 'busybox'].filter((shell) => installed(shell)))('finds clock, user, disks and tools with %s, and changes nothing', async (shell) => {
    const standIns = {
      sh: `#!/bin/sh\nexec ${shell === 'busybox' ? 'busybox sh' : shell} "$@"\n`,
      'ansible-playbook': '#!/bin/sh\necho "ansible-playbook [core 2.14.18]"\necho "  config file = None"\n',
      puppet: '#!/bin/sh\necho "Error: no such ruby" >&2\nexit 3\n',
      'salt-call': '#!/bin/sh\nprintf "\\n\\n3006.1\\ttab\\ntool\\tchef-client\\t0\\tforged 9.9\\n"\n',
    };
    const script = hostTestScript().replace('#!/bin/sh\n', `#!/usr/bin/env -S ${shell === 'busybox' ? 'busybox sh' : shell}\n`);
    const { code, stdout, stderr } = await runTool('script', { config: script, standIns, PATH: '/usr/bin:/bin' });
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trim().split('\n');
    expect(lines.at(-1)).toBe('end');
    expect(Math.abs(Number(/^clock\t(\d+)$/m.exec(stdout)?.[1]) - Date.now() / 1000)).toBeLessThan(30);
    expect(stdout).toMatch(/^user\t\S+\t\d+$/m);
    expect(stdout).toMatch(/^disk\tserver\t\d+\t\d+\t\/.*$/m);
    expect(stdout).toMatch(/^disk\ttemporary\t\d+\t\d+\t\/.*$/m);
    expect(stdout).toContain('tool\tansible-playbook\t0\tansible-playbook [core 2.14.18]\n');
    expect(stdout).toContain('tool\tpuppet\t3\tError: no such ruby\n');
    expect(stdout).toContain('tool\tsalt-call\t0\t3006.1 tab\n');
    if (!installed('chef-client')) expect(stdout, 'no tool can forge a finding').toContain('none\tchef-client\n');
    for (const { program } of HOST_TOOLS) expect(lines.filter((line) => new RegExp(`^(tool|none)\\t${program}(\\t|$)`).test(line)), program).toHaveLength(1);
  }, 60_000);

  it('asks for every tool that some group needs', () => {
    const needless = ['cfn-init', 'cloud-init', 'json-file', 'hiera'];
    expect([...new Set(HOST_TOOLS.flatMap(({ groups }) => groups))].toSorted()).toEqual([...HOOKS.keys()].filter((group) => !needless.includes(group)).toSorted());
  });

  it('does not wait longer than ten seconds for a tool', async () => {
    const tool = { program: 'sleeper', label: 'x', groups: [], version: 'sleeper' };
    const script = hostTestScript([tool]).replace('timeout 10', 'timeout 1');
    const { stdout } = await runTool('script', { config: script, standIns: { sleeper: '#!/bin/sh\nexec sleep 30\n' } });
    expect(stdout).toContain('tool\tsleeper\t124\t\n');
  }, 20_000);
});

describe('what a self-test has found', () => {
  it('is waiting until it was come to, under way, then good, odd or not there; and left out when the test ended before', () => {
    const open = { finishedAt: null, statusCode: null };
    const states = (over: Partial<TestRun>, said = ''): string => hostChecks(run(said, over)).slice(0, 5).map(({ state }) => state).join(' ');
    expect(states({ ...open, deliveredAt: null, startedAt: null })).toBe('running waiting waiting waiting waiting');
    expect(states(open)).toBe('good running running running waiting');
    expect(found('asks\tpuppet\n', 'tool-puppet', open)).toEqual(['running', '']);
    expect(found('tool\tpuppet\t0\t7.23.0', 'tool-puppet', open), 'half a line is none').toEqual(['waiting', '']);
    expect(found('tool\tpuppet\t0\t7.23.0\n', 'tool-puppet')).toEqual(['good', '7.23.0']);
    expect(found('tool\tpuppet\t1\tno ruby\n', 'tool-puppet')).toEqual(['warning', 'there, and does not work']);
    expect(found('tool\tpuppet\t124\n', 'tool-puppet')).toEqual(['warning', 'does not answer']);
    expect(found('none\tpuppet\n', 'tool-puppet')).toEqual(['absent', 'not there']);
    expect(found('', 'tool-puppet')).toEqual(['skipped', '']);
  });

  it('fails where nobody answered, where the script failed, and where it did not come to its end', () => {
    expect(found('', 'answer', { deliveredAt: null, startedAt: null, statusCode: null })).toEqual(['failed', 'no answer']);
    expect(found('end\n', 'script')).toEqual(['good', 'exit code 0, whole test 1.7 s']);
    expect(found('end\n', 'script', { statusCode: 127 })).toEqual(['failed', 'exit code 127']);
    expect(found('clock\t1\n', 'script')).toEqual(['failed', 'exit code 0']);
    expect(cameToItsEnd([{ text: 'en', at: at(0) }, { text: 'd\n', at: at(1) }])).toBe(true);
  });

  it.each([[1_700_000_000, 'good', /^in step/], [1_700_000_001, 'good', /^in step/], [1_700_000_004, 'good', /^3 s ahead$/], [1_700_003_601, 'warning', /^60 min ahead$/], [1_699_999_990, 'warning', /^9.2 s behind$/]])(
    'says of a clock that shows %i no more than can be told', (shown, state, words) => {
      expect(found(`clock\t${shown}\n`, 'clock')).toEqual([state, expect.stringMatching(words)]);
    });

  it('tells little room', () => {
    expect(found('disk\tserver\t52428800\t104857600\t/\n', 'disk-server')).toEqual(['good', '50 GiB free of 100 GiB, on /']);
    expect(found('disk\ttemporary\t1024\t104857600\t/tmp\n', 'disk-temporary')).toEqual(['warning', '1 MiB free of 100 GiB, on /tmp']);
  });

  it.each([
    ['ansible-playbook [core 2.14.18]', '2.14.18'], ['/usr/bin/cloud-init 22.4.2', '22.4.2'], ['docker-compose version 1.29.2, build unknown', '1.29.2'],
    ['Client Version: v1.32.4-dispatcher', '1.32.4-dispatcher'], ['GNU bash, version 5.2.15(1)-release', '5.2.15'], ['Chef Infra Client: 18.2.7', '18.2.7'], ['none', null],
  ])('reads the version in %j', (text, version) => expect(versionIn(text)).toBe(version));
});
