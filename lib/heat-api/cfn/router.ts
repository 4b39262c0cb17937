/**
 * The CFN-compatible API: `GET` or `POST` with `Action=`, signed with EC2 credentials (version 2 or 4), answered in XML, or in JSON with
 * `ContentType=JSON`. Its rules are those of Heat's own API, which it asks. Signals are in lib/software/signal-api.
 */
import type { JsonMap } from '@/lib/hot/types';
import { boundedBody } from '@/lib/software/bounded-body';
import { signedRequest } from '@/lib/software/signed-request';
import { storableText } from '@/lib/software/storable-json';
import { answered, type Format, refused } from './answer';
import type { CfnCall } from './call';
import { type CredentialPorts, signer } from './credentials';
import { CfnFault, missing } from './fault';
import type { Native } from './native';
import * as resources from './resources';
import * as stacks from './stacks';

interface Action {
  /** Sent again, it would do something again. */
  changes: boolean;
  run(call: CfnCall): Promise<JsonMap>;
}

export const CFN_ACTIONS: Readonly<Record<string, Action>> = {
  ListStacks: { changes: false, run: stacks.listStacks },
  DescribeStacks: { changes: false, run: stacks.describeStacks },
  CreateStack: { changes: true, run: stacks.createStack },
  UpdateStack: { changes: true, run: stacks.updateStack },
  DeleteStack: { changes: true, run: stacks.deleteStack },
  CancelUpdateStack: { changes: true, run: stacks.cancelUpdate },
  DescribeStackEvents: { changes: false, run: stacks.describeEvents },
  GetTemplate: { changes: false, run: stacks.getTemplate },
  ValidateTemplate: { changes: false, run: stacks.validateTemplate },
  EstimateTemplateCost: { changes: false, run: stacks.estimateCost },
  DescribeStackResource: { changes: false, run: resources.describeResource },
  DescribeStackResources: { changes: false, run: resources.describeResources },
  ListStackResources: { changes: false, run: resources.listResources },
};

export interface CfnPorts extends CredentialPorts {
  readonly native: Native;
  readonly publicUrl: string;
  now(): Date;
  /** A fault of ours: for the log. */
  report(error: unknown, request: Request): void;
}

/** A template of the largest size, encoded for a form. */
const BODY_LIMIT = 2 * 1_048_576;

export function cfnRouter(ports: CfnPorts): (request: Request) => Promise<Response> {
  async function answer(request: Request, format: { asked: Format }): Promise<Response> {
    const url = new URL(request.url);
    // heat-cfntools insist on /v1 at the root of the server.
    if (!/^(\/cfn\/?|(\/cfn)?\/v1\/?)$/.test(url.pathname)) throw new CfnFault(404, 'InvalidAction', 'The API is at /cfn/v1/.');
    if (request.method !== 'GET' && request.method !== 'POST') throw new CfnFault(405, 'InvalidAction', 'Expected GET or POST.');
    const body = await boundedBody(request, BODY_LIMIT);
    if (body === null) throw new CfnFault(413, 'RequestLimitExceeded', `A request has at most ${BODY_LIMIT} bytes.`);
    const signed = signedRequest(request, body, ports.publicUrl);
    const parameters = new Map(signed.parameters.map(([name, value]) => [name, storableText(value)]));
    if (parameters.get('ContentType') === 'JSON') format.asked = 'JSON';
    const name = parameters.get('Action');
    if (name === undefined || name === '') throw missing('Action');
    const action = Object.hasOwn(CFN_ACTIONS, name) ? CFN_ACTIONS[name] : undefined;
    const caller = await signer(ports, signed, { now: ports.now(), needsTime: action?.changes ?? false });
    if (action === undefined) throw new CfnFault(400, 'InvalidAction', `The action ${name.slice(0, 100)} is not valid for this service.`);
    return answered(name, await action.run({ ports, native: ports.native, caller, parameters }), format.asked);
  }

  return async (request) => {
    const format: { asked: Format } = { asked: 'XML' };
    try {
      return await answer(request, format);
    } catch (fault) {
      if (fault instanceof CfnFault) return refused(fault, format.asked);
      ports.report(fault, request);
      return refused(new CfnFault(500, 'InternalFailure', 'The request processing has failed due to an internal error.'), format.asked);
    }
  };
}
