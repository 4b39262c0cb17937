/** What went wrong at a cloud, as a value that says what the service said. */
import type { Json } from '@/lib/hot/types';

/** `away`: the next attempt may succeed. `refused`: it may not, whatever is tried; `signIn`: with these credentials. */
export type CloudFaultKind = 'away' | 'missing' | 'conflict' | 'refused' | 'signIn' | 'noService';

export class CloudFault extends Error {
  readonly kind: CloudFaultKind;
  /** Of the answer; null where there was none. */
  readonly status: number | null;

  constructor(kind: CloudFaultKind, message: string, status: number | null = null) {
    super(message);
    this.name = 'CloudFault';
    this.kind = kind;
    this.status = status;
  }
}

/** `where`: the service, as people call it. */
export function faultOfAnswer(where: string, status: number, text: string): CloudFault {
  return new CloudFault(kindOf(status), `${where} answered ${status}: ${messageIn(text) || 'nothing more'}`, status);
}

function kindOf(status: number): CloudFaultKind {
  if (status === 401) return 'signIn';
  if (status === 404 || status === 410) return 'missing';
  if (status === 409) return 'conflict';
  return status === 408 || status === 429 || status >= 500 ? 'away' : 'refused';
}

const LONGEST = 600;

/** The sentence in an answer: each of OpenStack's services wraps it in its own way. */
export function messageIn(text: string): string {
  const found = sentenceIn(parsed(text));
  // A page of HTML: its text.
  const plain = found ?? text.replace(/<(style|script|title|h1)[^>]*>[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  // After its sentence, Mistral prints the whole schema that a definition does not meet.
  return (plain.split(/\n\s*Failed validating/)[0] ?? plain).replace(/\s+/g, ' ').trim().slice(0, LONGEST);
}

const SAYING = ['faultstring', 'message', 'explanation', 'detail', 'description'] as const;

function sentenceIn(json: Json | undefined, depth = 0): string | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || depth > 3) return null;
  for (const key of SAYING) {
    const value = json[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  for (const value of Object.values(json)) {
    const inner = sentenceIn(value, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer, or null where what is asked for is not there. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CloudFault && error.kind === 'missing') return null;
    throw error;
  }
}
