/**
 * What Heat's API says when it does not do what was asked: an error type (the name of an exception of Heat), its message, and the HTTP status that
 * follows from the type. Clients parse all three.
 */
import type { Json } from '@/lib/hot/types';

/** Thrown by handlers; the router makes the answer of it. `message` null: Heat gives none for exceptions that are not its own. */
export class HeatFault extends Error {
  override readonly name = 'HeatFault';
  readonly type: string;
  readonly text: string | null;
  readonly status: number;

  constructor(type: string, text: string | null, status: number = statusOf(type)) {
    super(text ?? type);
    this.type = type;
    this.text = text;
    this.status = status;
  }
}

const STATUS: Readonly<Record<number, readonly string[]>> = {
  400: [
    'HTTPBadRequest', 'AttributeError', 'ValueError', 'TypeError', 'ResourceActionNotSupported', 'PhysicalResourceNameAmbiguity', 'PhysicalResourceIDAmbiguity',
    'StackValidationFailed', 'InvalidSchemaError', 'InvalidTemplateReference', 'InvalidTemplateVersion', 'InvalidTemplateSection', 'UnknownUserParameter',
    'NotSupported', 'MissingCredentialError', 'UserParameterMissing', 'RequestLimitExceeded', 'DownloadLimitExceeded', 'Invalid', 'ResourcePropertyConflict',
    'PropertyUnspecifiedError', 'ObjectFieldInvalid', 'ReadOnlyFieldError', 'ObjectActionError', 'IncompatibleObjectVersion', 'OrphanedObjectError',
    'UnsupportedObjectError', 'ResourceTypeUnavailable', 'InvalidBreakPointHook', 'ImmutableParameterModified', 'CircularDependencyException',
    'InvalidRestrictedAction', 'ConflictingMergeStrategyForParam', 'InvalidMergeStrategyForParam', 'InvalidExternalResourceDependency', 'KeyError',
  ],
  401: ['HTTPUnauthorized'],
  403: ['Forbidden', 'InvalidTenant', 'HTTPForbidden'],
  404: ['EntityNotFound', 'NotFound', 'ResourceNotFound', 'ResourceNotAvailable', 'SnapshotNotFound', 'HTTPNotFound'],
  405: ['HTTPMethodNotAllowed'],
  409: ['ActionInProgress', 'StackExists', 'HTTPConflict'],
  503: ['HTTPServiceUnavailable'],
};

const STATUS_OF_TYPE = new Map(Object.entries(STATUS).flatMap(([status, types]) => types.map((type) => [type, Number(status)])));

/** 500 for a type that Heat does not map. */
export function statusOf(type: string): number {
  return STATUS_OF_TYPE.get(type) ?? 500;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 500: 'Internal Server Error', 503: 'Service Unavailable',
};

const NOT_COMPLIED = 'The server could not comply with the request since it is either malformed or otherwise incorrect.';

const EXPLANATIONS: Readonly<Record<number, string>> = {
  400: NOT_COMPLIED,
  401: 'This server could not verify that you are authorized to access the document you requested.',
  403: 'Access was denied to this resource.',
  404: 'The resource could not be found.',
  405: NOT_COMPLIED,
  409: 'There was a conflict when trying to complete your request.',
  500: 'The server has either erred or is incapable of performing the requested operation.',
  503: 'The server is currently unavailable. Please try again at a later time.',
};

export function explanationOf(status: number): string {
  return EXPLANATIONS[status] ?? NOT_COMPLIED;
}

/** The error body of Heat's API. */
export function faultBody({ status, type, text }: HeatFault): Json {
  return {
    code: status,
    title: TITLES[status] ?? 'Bad Request',
    explanation: explanationOf(status),
    error: { type, traceback: null, ...(text === null ? {} : { message: text }) },
  };
}

export function badRequest(text: string): HeatFault {
  return new HeatFault('HTTPBadRequest', text);
}

/** `The Stack (web) could not be found.` */
export function entityNotFound(entity: string, name: string): HeatFault {
  return new HeatFault('EntityNotFound', `The ${entity} (${name}) could not be found.`);
}

export function notAuthorised(policy: string): HeatFault {
  return new HeatFault('Forbidden', `You are not authorized to use ${policy}.`);
}
