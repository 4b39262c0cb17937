import type { Json } from '../types';
import type { Check } from './custom-addresses';
import { pythonText } from './custom-text';

/** Zones are looked up in the engine's own time zone data. */
export const timezone: Check = (value) => {
  if (isEmpty(value)) return null;
  const text = pythonText(value);
  try {
    if (/^[+-]/.test(text)) return `Invalid timezone: '${text}'`;
    new Intl.DateTimeFormat('en', { timeZone: text });
    return null;
  } catch {
    return `Invalid timezone: '${text}'`;
  }
};

/** Refused without a reason of its own, as Heat does: the empty message. */
export const iso8601: Check = (value) => (typeof value === 'string' && parseIsoTime(value) !== null ? null : '');

/** A time in the future. */
export function expiration(value: Json, now: Date): string | null {
  if (isEmpty(value)) return null;
  const text = pythonText(value);
  const time = parseIsoTime(text.trim());
  const reason =
    time === null ? `Unable to parse date string '${text.trim()}'`
    : time <= now.getTime() ? 'Expiration time is out of date.'
    : null;
  return reason === null ? null : `Expiration ${text} is invalid: ${reason}`;
}

const ISO_TIME =
  /^(\d{4})(?:-?(\d{1,2})(?:-?(\d{1,2})(?:[ T](\d{2})(?::?(\d{2})(?::?(\d{1,2})(?:[.,](\d+))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

/** Milliseconds since the epoch, or null. Times without a zone are UTC. */
function parseIsoTime(text: string): number | null {
  const match = ISO_TIME.exec(text);
  if (match === null) return null;
  const [, year = '', month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const time = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second, Number(`0.${fraction || '0'}`) * 1000);
  const back = new Date(time);
  const exact = back.getUTCMonth() === +month - 1 && back.getUTCDate() === +day && +hour < 24 && +minute < 60 && +second < 60;
  if (!exact || Number.isNaN(time)) return null;
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (offset === null) return time;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return time - (offset[1] === '-' ? -1 : 1) * minutes * 60_000;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface CronField {
  min: number;
  max: number;
  names?: { list: string[]; first: number };
  last?: boolean;
}

const CRON_FIELDS: CronField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31, last: true },
  { min: 1, max: 12, names: { list: MONTHS, first: 1 } },
  { min: 0, max: 7, names: { list: DAYS, first: 0 }, last: true },
  { min: 0, max: 59 },
  { min: 1970, max: 2099 },
];

export const cronExpression: Check = (value) => {
  if (isEmpty(value)) return null;
  const text = pythonText(value);
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/i.test(text.trim())) return null;
  const columns = text.trim().split(/\s+/);
  if (columns.length < 5 || columns.length > 7) {
    return 'Invalid CRON expression: Exactly 5, 6 or 7 columns has to be specified for iterator expression.';
  }
  for (const [index, column] of columns.entries()) {
    const field = CRON_FIELDS[index];
    const problem = field && cronProblem(column, field);
    if (problem) return `Invalid CRON expression: [${text}] ${problem}`;
  }
  return null;
};

function cronProblem(column: string, field: CronField): string | null {
  for (const part of column.split(',')) {
    const match = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?(?:#([1-5l]))?$/i.exec(part);
    if (match === null) return 'is not acceptable';
    const [, from = '', to, step, nth] = match;
    if (step === '0') return 'is not acceptable';
    if (from === '*' || from === '?' || (field.last && /^l\d?$/i.test(from))) continue;
    if (nth !== undefined && field.max !== 7) return 'is not acceptable';
    const ends = [from, to].filter((end) => end !== undefined).map((end) => cronNumber(end, field));
    if (ends.some(Number.isNaN)) return 'is not acceptable';
    if (ends.some((end) => end < field.min || end > field.max)) return 'is not acceptable, out of range';
  }
  return null;
}

function cronNumber(text: string, { names }: CronField): number {
  const index = names?.list.indexOf(text.toLowerCase()) ?? -1;
  if (names && index >= 0) return index + names.first;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0);
}
