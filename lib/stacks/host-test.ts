/** The self-test of a host, as people start, watch and cancel it. */
import { cameToItsEnd, hostChecks } from '@/lib/software/host-test/results';
import { hostTestScript } from '@/lib/software/host-test/script';
import type { ServerStore } from '@/lib/software/ports';
import { beginHostTest, cancelHostTest, findHostTest, type HostTestRecord } from '@/lib/store/host-tests';
import type { HostTestView } from '@/lib/wire/hosts';
import type { ActionResult } from '@/lib/wire/types';
import { type HostNamed, hostOf, NO_SUCH_HOST } from './hosts';
import { type Caller, done, refuse, type StackPorts } from './ports';

export interface HostTestPorts extends Pick<StackPorts, 'pool' | 'vault'> {
  servers: Pick<ServerStore, 'find'>;
}

/** A script that changes nothing runs there as every deployment does: through its agent, or over SSH. Refusals: not_found, conflict. */
export async function startHostTest({ pool, vault, servers }: HostTestPorts, caller: Caller, serverId: string): Promise<ActionResult<HostNamed>> {
  const server = await hostOf({ servers }, caller, serverId);
  if (server === null) return NO_SUCH_HOST;
  const began = await beginHostTest(pool, vault, { projectId: caller.projectId, serverId, startedBy: caller.userName, script: hostTestScript() });
  switch (began) {
    case 'began': return done({ name: server.name });
    case 'open': return refuse('conflict', `A test of ${server.name} is under way. Watch it, or cancel it.`);
    case 'revoked': return refuse('conflict', `The token of ${server.name} is revoked, so nothing runs there. Join the machine again first.`);
  }
}

/** The test under way, else the last one; null for a host that was never tested. */
export async function readHostTest({ pool, servers }: HostTestPorts, caller: Caller, serverId: string): Promise<ActionResult<HostTestView | null>> {
  const server = await hostOf({ servers }, caller, serverId);
  if (server === null) return NO_SUCH_HOST;
  const test = await findHostTest(pool, caller.projectId, serverId);
  return done(test === null ? null : viewOf(test, server.kind));
}

export async function stopHostTest({ pool, servers }: HostTestPorts, caller: Caller, serverId: string): Promise<ActionResult<HostNamed>> {
  const server = await hostOf({ servers }, caller, serverId);
  if (server === null) return NO_SUCH_HOST;
  const stopped = await cancelHostTest(pool, caller.projectId, serverId, `Cancelled by ${caller.userName}`);
  return stopped ? done({ name: server.name }) : refuse('conflict', `No test of ${server.name} is under way. It may have just ended.`);
}

function viewOf(test: HostTestRecord, kind: string): HostTestView {
  const { startedBy, createdAt, finishedAt, before, statusReason } = test;
  const state = stateOf(test);
  return {
    state, startedBy, before, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
    reason: state === 'failed' || state === 'cancelled' ? statusReason : null, checks: hostChecks({ ...test, kind }),
  };
}

function stateOf({ cancelled, finishedAt, status, heard }: HostTestRecord): HostTestView['state'] {
  if (cancelled) return 'cancelled';
  if (finishedAt === null) return 'running';
  return status === 'COMPLETE' && cameToItsEnd(heard) ? 'passed' : 'failed';
}
