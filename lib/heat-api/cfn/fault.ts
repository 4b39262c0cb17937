/** What the CFN-compatible API says when it does not do what was asked. */
import type { JsonMap } from '@/lib/hot/types';

export class CfnFault extends Error {
  override readonly name = 'CfnFault';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const missing = (parameter: string): CfnFault => new CfnFault(400, 'MissingParameter', `The request must contain the parameter ${parameter}.`);
export const invalidValue = (message: string): CfnFault => new CfnFault(400, 'InvalidParameterValue', message);
export const denied = (message = 'User is not authorized to perform action'): CfnFault => new CfnFault(403, 'AccessDenied', message);

/** Error types of Heat whose code is another than that of a wrong parameter. */
const CODES: Readonly<Record<string, [number, string]>> = {
  StackExists: [400, 'AlreadyExistsException'],
  ActionInProgress: [409, 'InvalidAction'],
  Forbidden: [403, 'AccessDenied'],
  HTTPForbidden: [403, 'AccessDenied'],
  InvalidTenant: [403, 'AccessDenied'],
  RequestLimitExceeded: [400, 'RequestLimitExceeded'],
  NotSupported: [400, 'InvalidAction'],
};

/** The error body of Heat's own API, in the terms of this one. */
export function cfnFaultOf(status: number, { error, explanation }: JsonMap): CfnFault {
  const { type, message } = typeof error === 'object' && error !== null && !Array.isArray(error) ? error : {};
  const text = String(message ?? explanation ?? 'The request could not be carried out.');
  if (status >= 500) return new CfnFault(500, 'InternalFailure', 'The request processing has failed due to an internal error.');
  const [code, name] = CODES[String(type)] ?? [400, 'InvalidParameterValue'];
  return new CfnFault(code, name, text);
}
