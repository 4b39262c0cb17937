/** Asks Heat's own API, in this process, for somebody who has been authenticated: one set of rules, refusals and effects for both APIs. */
import { randomUUID } from 'node:crypto';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { ApiCaller, HeatPorts } from '../ports';
import { heatRouter, MOUNT, type RouterPorts } from '../router';
import type { Route } from '../route';
import { CfnFault, cfnFaultOf } from './fault';

export interface Native {
  /** The body of the answer; throws a CfnFault for a refusal. `path` is below the project. */
  ask(caller: ApiCaller, method: string, path: string, body?: JsonMap): Promise<Json>;
}

/** Only for paths: nothing is connected to. */
const NOWHERE = 'http://hearth.invalid';

export function nativeApi(routes: readonly Route[], ports: RouterPorts): Native {
  // Who asks is told by a word that lives as long as the question.
  const asking = new Map<string, ApiCaller>();
  const within: Pick<HeatPorts, 'authenticate' | 'originOf'> = { authenticate: async (token) => asking.get(token) ?? null, originOf: () => NOWHERE };
  const router = heatRouter(routes, { ...ports, ...within });
  return {
    async ask(caller, method, path, body) {
      const token = randomUUID();
      asking.set(token, caller);
      try {
        const response = await router(new Request(`${NOWHERE}${MOUNT}/v1/${encodeURIComponent(caller.projectId)}${path}`, {
          method, headers: { 'x-auth-token': token, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }));
        const text = await response.text();
        const answer: Json = text === '' ? null : JSON.parse(text);
        if (response.status >= 300) throw isMap(answer) ? cfnFaultOf(response.status, answer) : new CfnFault(400, 'InvalidParameterValue', 'The request could not be carried out.');
        return answer;
      } finally {
        asking.delete(token);
      }
    },
  };
}
