import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AGENT_VERSION, agentVersionOf } from './agent-version';

describe('the version of the agent', () => {
  it('is what its program says', () => {
    const program = readFileSync(path.join(import.meta.dirname, 'agent/hearth-agent.sh'), 'utf8');
    expect(/^version=(.*)$/m.exec(program)?.[1]).toBe(AGENT_VERSION);
  });

  it.each([['hearth-agent/3', '3'], ['curl/8.5.0', null], ['hearth-agent/', null], ['hearth-agent/2 (x)', null], [null, null]])('of %j is %j', (said, version) => expect(agentVersionOf(said)).toBe(version));
});
