import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/hot/types';
import { agentFiles } from './agent-plan';
import { collectConfig } from './collect-config';
import { derive, type DerivationSource, fillStructure, inputDeclarations, InputMissing, outputDeclarations } from './derive';
import { judge } from './judge';
import { BOOT_OPTION, deploymentsMetadata } from './metadata';
import { openSignal, signalAddresses, signalOfRun } from './signal-address';
import { signalDirections } from './signal-transport';
import type { DerivedConfig, SignalTransport, StoredConfig } from './types';
import { decodePiece } from './utf8';

const ID = '970c545d-d27e-44be-8edd-d92e05392fcd';

const config: StoredConfig = {
  id: 'c0', name: 'sw-cfg-x', group: 'script', config: '#!/bin/sh\necho $foo', options: {},
  inputs: inputDeclarations([{ name: 'foo', description: 'a foo', default: 'x' }, { name: 'bare' }]),
  outputs: outputDeclarations([{ name: 'result' }, { name: 'err', error_output: true }]),
};

const source: DerivationSource = {
  config, inputValues: { foo: 'bar', extra: [1] }, action: 'CREATE', serverId: 's1', stack: { id: 'st1', name: 'sw' }, resourceName: 'dep',
  physicalName: 'sw-dep-abc', name: 'dep', transport: 'CFN_SIGNAL',
  directions: {
    inputs: [{ name: 'deploy_signal_id', description: '', value: 'http://h/signal/x?signature=y' }, { name: 'deploy_signal_verb', description: '', value: 'POST' }],
  },
};

describe('a derived config', () => {
  it('has declared inputs, then undeclared ones, then those of the engine', () => {
    const derived = derive(ID, source);
    expect(derived).toMatchObject({ id: ID, name: 'dep', group: 'script', config: '#!/bin/sh\necho $foo' });
    expect(derived.inputs.map(({ name, type, value }) => [name, type, value])).toEqual([
      ['foo', 'String', 'bar'],
      ['bare', 'String', null],
      ['extra', 'String', [1]],
      ['deploy_server_id', 'String', 's1'],
      ['deploy_action', 'String', 'CREATE'],
      ['deploy_stack_id', 'String', 'sw/st1'],
      ['deploy_resource_name', 'String', 'dep'],
      ['deploy_signal_transport', 'String', 'CFN_SIGNAL'],
      ['deploy_signal_id', 'String', 'http://h/signal/x?signature=y'],
      ['deploy_signal_verb', 'String', 'POST'],
    ]);
    expect(derived.inputs[0]).toEqual({ name: 'foo', description: 'a foo', type: 'String', default: 'x', value: 'bar' });
  });

  it('is named after the deployment, else its config, else the resource', () => {
    expect(derive(ID, { ...source, name: null }).name).toBe('sw-cfg-x');
    expect(derive(ID, { ...source, name: null, config: null })).toMatchObject({ name: 'sw-dep-abc', group: 'Heat::Ungrouped' });
  });
});

describe('a signal transport', () => {
  const addresses = signalAddresses((purpose, text) => `${purpose}~${text}`, 'http://h');
  const target = { resource: { id: ID, name: 'dep' }, stack: { id: 'st1', name: 'sw', projectId: 'p1' } };
  const names = (transport: SignalTransport) => signalDirections(transport, addresses, target, 'run1').inputs.map(({ name }) => name);

  it.each([
    ['NO_SIGNAL', []],
    ['CFN_SIGNAL', ['deploy_signal_id', 'deploy_signal_verb']],
    ['TEMP_URL_SIGNAL', ['deploy_signal_id', 'deploy_signal_verb']],
    ['HEAT_SIGNAL', ['deploy_auth_url', 'deploy_username', 'deploy_user_id', 'deploy_password', 'deploy_project_id', 'deploy_region_name']],
    ['ZAQAR_SIGNAL', ['deploy_auth_url', 'deploy_username', 'deploy_user_id', 'deploy_password', 'deploy_project_id', 'deploy_region_name', 'deploy_queue_id']],
  ] as const)('%s tells the agent %j', (transport, expected) => expect(names(transport)).toEqual(expected));

  it('keeps passwords to the agent', () => {
    expect(signalDirections('HEAT_SIGNAL', addresses, target, 'run1').secrets).toEqual([addresses.user(target).password]);
  });

  it('says with which verb its URL is asked', () => {
    const verb = (transport: SignalTransport) => signalDirections(transport, addresses, target, 'run1').inputs.at(-1)?.value;
    expect([verb('CFN_SIGNAL'), verb('TEMP_URL_SIGNAL')]).toEqual(['POST', 'PUT']);
  });

  it.each([
    ['POLL_SERVER_CFN', { collectors: ['cfn', 'local'], cfn: { metadata_url: 'http://h/cfn/v1/', stack_name: 'sw', path: 'dep.Metadata' } }],
    ['POLL_SERVER_HEAT', { collectors: ['heat', 'local'], heat: { auth_url: 'http://h/identity/v3', stack_id: 'sw/st1', resource_name: 'dep', region_name: 'RegionOne' } }],
    ['ZAQAR_MESSAGE', { collectors: ['zaqar', 'local'], zaqar: { queue_id: ID } }],
    ['POLL_TEMP_URL', { collectors: ['request', 'local'], request: {} }],
  ] as const)('of metadata: %s tells os-collect-config where it is', (transport, expected) => {
    expect(collectConfig(transport, addresses, target)).toMatchObject(expected);
  });
});

describe('a structured config', () => {
  const { inputs } = derive(ID, source);

  it('has its inputs filled in, at any depth', () => {
    const structure: Json = { a: { get_input: 'foo' }, b: [{ get_input: 'extra' }, { get_input: 'foo', other: 1 }], c: 'get_input' };
    expect(fillStructure(structure, inputs, 'get_input', 'STRICT')).toEqual({ a: 'bar', b: [[1], { get_input: 'foo', other: 1 }], c: 'get_input' });
  });

  it('fills in null for an unknown one, or refuses it', () => {
    expect(fillStructure({ a: { get_input: 'nope' } }, inputs, 'get_input', 'LAX')).toEqual({ a: null });
    expect(() => fillStructure({ a: { get_input: 'nope' } }, inputs, 'get_input', 'STRICT')).toThrow(InputMissing);
  });
});

describe('a deployment signal', () => {
  const judged = (payload: Parameters<typeof judge>[3], earlier = {}) => judge('d1', config.outputs, earlier, payload);

  it('of success brings declared outputs, and drops others', () => {
    expect(judged({ deploy_stdout: 'out', deploy_stderr: '', deploy_status_code: 0, result: 'RES', unknown: 1 })).toEqual({
      status: 'COMPLETE', statusReason: 'Outputs received', eventReason: 'deployment d1 succeeded',
      outputs: { deploy_stdout: 'out', deploy_stderr: '', deploy_status_code: 0, result: 'RES' },
    });
  });

  it('is merged over earlier outputs, but the three of every deployment are always overwritten', () => {
    expect(judged(null, { result: 'old', deploy_stdout: 'old' }).outputs).toEqual({
      result: 'old', deploy_stdout: null, deploy_stderr: null, deploy_status_code: null,
    });
  });

  it('fails by its status code and by error outputs, and names both', () => {
    expect(judged({ deploy_status_code: 7, deploy_stderr: 'boom', deploy_stdout: '', err: 'bad thing' })).toMatchObject({
      status: 'FAILED',
      statusReason: 'deploy_status_code : Deployment exited with non-zero status code: 7, err : bad thing',
      eventReason: 'deployment d1 failed',
    });
  });

  it.each([
    [{ deploy_status_code: '3' }, 'FAILED', 'deployment d1 failed (3)'],
    [{ deploy_status_code: '0' }, 'COMPLETE', 'deployment d1 succeeded'],
    [{ err: '' }, 'FAILED', 'deployment d1 failed'],
    [{}, 'COMPLETE', 'deployment d1 succeeded'],
    [null, 'COMPLETE', 'deployment d1 succeeded'],
  ])('%j means %s', (payload, status, eventReason) => expect(judged(payload)).toMatchObject({ status, eventReason }));
});

describe('the deployments of a server', () => {
  it('are ordered by name, and do not show what Hearth runs for itself', () => {
    const at = new Date('2026-11-23T07:27:28.123Z');
    const made = (id: string, name: string, options = {}) => ({ ...derive(id, { ...source, name }), options, createdAt: at });
    const list = deploymentsMetadata([made('3', 'b'), made('2', 'a'), made('1', 'b'), made('0', 'boot', { [BOOT_OPTION]: true })]);
    expect(list.map((item) => [item['name'], item['id']])).toEqual([['a', '2'], ['b', '1'], ['b', '3']]);
    expect(list[0]).toMatchObject({ creation_time: '2026-11-23T07:27:28Z', group: 'script', options: {} });
    expect(Object.keys(list[0] ?? {})).toEqual(['id', 'name', 'group', 'creation_time', 'options', 'config', 'inputs', 'outputs']);
  });
});

describe('the files for an agent', () => {
  const derived: DerivedConfig = derive(ID, { ...source, inputValues: { foo: "it's $HOME\n`x`", 'odd name': 1, 'a=b': 2, '-i': 3 } });

  it('begin with a plan of one word and one value a line', () => {
    expect(agentFiles('d1', derived).plan).toBe(`plan 1\nconfig ${ID}\ndeployment d1\noutput result\noutput err\n`);
  });

  it('leave out outputs that no file can have, and name none twice', () => {
    const outputs = [{ name: 'a/b' }, { name: 'with space' }, { name: 'x\ny' }, { name: 'with space' }];
    expect(agentFiles('d1', { ...derived, outputs }).plan.split('\n').slice(3)).toEqual(['output with space', '']);
  });

  it('quote values so that no shell reads them, nor env as an option', () => {
    const { launch } = agentFiles('d1', derived);
    expect(launch).toContain("'foo=it'\\''s $HOME\n`x`'");
    expect(launch).toContain("'odd name=1'");
    expect(launch).not.toContain('a=b=2');
    expect(launch).toMatch(/exec env -- .*'-i=3'/s);
  });

  it('hold the script as it is, and a failure for a group that nothing runs', () => {
    expect(agentFiles('d1', derived).script).toBe('#!/bin/sh\necho $foo');
    const { script } = agentFiles('d1', { ...derived, group: "pup'pet" });
    expect(script).toContain('exit 127');
    expect(script).toContain("no hook for the group \"pup'\\''pet\"");
  });

  it('fail with a sentence where an input is longer than a variable can be', () => {
    const { script, launch } = agentFiles('d1', { ...derived, inputs: [{ name: 'big', type: 'String', value: 'x'.repeat(200_000) }] });
    expect(script).toContain('The input "big" has 200004 bytes; an environment variable holds at most 131071.');
    expect(launch.length).toBeLessThan(1000);
  });

  it.each([
    ['#!/usr/bin/perl -w\n', '[ -x \'/usr/bin/perl\' ]'],
    ['#!/usr/bin/env -S LC_ALL=C ruby -w\n', "command -v 'ruby'"],
    ['#!/bin/sh\r\necho', 'carriage return'],
  ])('check the interpreter of %j first', (text, check) => expect(agentFiles('d1', { ...derived, config: text }).launch).toContain(check));
});

describe('bytes of a log', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);

  it.each([
    ['whole characters', bytes(0x61, 0xc3, 0xa4), false, 'aä', 3],
    ['half a character is left for the next piece', bytes(0x61, 0xc3), false, 'a', 1],
    ['three quarters, too', bytes(0xf0, 0x9f, 0x98), false, '', 0],
    ['at the end, half a character is replaced', bytes(0x61, 0xc3), true, 'a\uFFFD', 2],
    ['what is no UTF-8 is replaced', bytes(0xff, 0x62), false, '\uFFFDb', 2],
    ['NUL is replaced', bytes(0x61, 0, 0x62), false, 'a\uFFFDb', 3],
    ['stray continuation bytes do not stop the stream', bytes(0x80, 0x80, 0x80, 0x80), false, '\uFFFD\uFFFD\uFFFD\uFFFD', 4],
  ])('%s', (_rule, piece, last, text, count) => expect(decodePiece(piece, last)).toEqual({ text, bytes: count }));
});

describe('a signal', () => {
  it('marks what arrives with the run it was for', () => {
    expect(openSignal(signalOfRun('run1', { a: 1 }))).toEqual({ run: 'run1', body: { a: 1 } });
    expect(openSignal({ a: 1 })).toEqual({ run: null, body: { a: 1 } });
    expect(openSignal(null)).toEqual({ run: null, body: null });
  });
});
