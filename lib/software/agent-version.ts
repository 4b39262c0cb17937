/** The version of the agent's program that this server hands out: raised with every change of `hearth-agent.sh` that hosts should get. */
export const AGENT_VERSION = '3';

const SAID = /^hearth-agent\/(\S{1,20})$/;

/** What an agent says about itself with a request; null for other programs. */
export function agentVersionOf(userAgent: string | null): string | null {
  return SAID.exec(userAgent ?? '')?.[1] ?? null;
}
