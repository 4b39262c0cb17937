/** Points in time and spans between them, as Python's datetime and timedelta: exact to the microsecond, the years 1 to 9999. */
import { YaqlError } from './error';

const MILLISECOND = 1_000n;
const SECOND = 1_000_000n;
const DAY = 86_400n * SECOND;
const FIRST = -62_135_596_800n * SECOND;
const LAST = 253_402_300_800n * SECOND;

export class Span {
  readonly microseconds: bigint;

  constructor(microseconds: bigint) {
    if (microseconds <= -1_000_000_000n * DAY || microseconds >= 1_000_000_000n * DAY) throw new YaqlError('OverflowError', 'days must have magnitude <= 999999999');
    this.microseconds = microseconds;
  }
}

export interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

/** What the clock and calendar of a place show, and how far that place is from UTC. */
export class Moment {
  /** Microseconds from 1970 to what is shown. */
  readonly shown: bigint;
  readonly offset: bigint;

  constructor(shown: bigint, offset: bigint) {
    if (shown < FIRST || shown >= LAST) throw new YaqlError('OverflowError', 'date value out of range');
    if (offset <= -DAY || offset >= DAY) throw new YaqlError('ValueError', 'offset must be strictly between -timedelta(hours=24) and timedelta(hours=24)');
    this.shown = shown;
    this.offset = offset;
  }

  /** Microseconds from 1970 in UTC: moments are compared by it. */
  get instant(): bigint {
    return this.shown - this.offset;
  }

  get fields(): Fields {
    const microsecond = modulo(this.shown, SECOND);
    const date = new Date(Number((this.shown - microsecond) / MILLISECOND));
    return {
      year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(),
      hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(), microsecond: Number(microsecond),
    };
  }

  /** 0 is Monday. */
  get weekday(): number {
    return Number(modulo(this.shown / DAY - (modulo(this.shown, DAY) !== 0n && this.shown < 0n ? 1n : 0n) + 3n, 7n));
  }

  /** Midnight of the same day. */
  get date(): Moment {
    return new Moment(this.shown - modulo(this.shown, DAY), this.offset);
  }

  static of(fields: Fields, offset: bigint): Moment {
    const { year, month, day, hour, minute, second, microsecond } = fields;
    within(year, 1, 9999, `year ${year} is out of range`);
    within(month, 1, 12, 'month must be in 1..12');
    within(day, 1, daysOf(year, month), 'day is out of range for month');
    within(hour, 0, 23, 'hour must be in 0..23');
    within(minute, 0, 59, 'minute must be in 0..59');
    within(second, 0, 59, 'second must be in 0..59');
    within(microsecond, 0, 999_999, 'microsecond must be in 0..999999');
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    date.setUTCHours(hour, minute, second);
    return new Moment(BigInt(date.getTime()) * MILLISECOND + BigInt(microsecond), offset);
  }

  /** From seconds since 1970 in UTC. */
  static at(seconds: number, offset: bigint): Moment {
    if (!Number.isFinite(seconds)) throw new YaqlError('ValueError', 'cannot convert float NaN to integer');
    return new Moment(BigInt(Math.round(seconds * 1e6)) + offset, offset);
  }
}

export function daysOf(year: number, month: number): number {
  return month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `2015-09-29T10:00:00.000005+03:00` */
export function isoText(moment: Moment): string {
  const { year, month, day, hour, minute, second, microsecond } = moment.fields;
  const fraction = microsecond === 0 ? '' : `.${digits(microsecond, 6)}`;
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:${digits(second)}${fraction}${offsetText(moment.offset, ':')}`;
}

export function offsetText(offset: bigint, between: string): string {
  const minutes = (offset < 0n ? -offset : offset) / (60n * SECOND);
  return `${offset < 0n ? '-' : '+'}${digits(Number(minutes / 60n))}${between}${digits(Number(minutes % 60n))}`;
}

/** `1 day, 2:00:00`, as Python prints a span. */
export function spanText({ microseconds }: Span): string {
  const rest = modulo(microseconds, DAY);
  const days = (microseconds - rest) / DAY;
  const seconds = Number(rest / SECOND);
  const fraction = Number(rest % SECOND);
  const clock = `${Math.floor(seconds / 3600)}:${digits(Math.floor(seconds / 60) % 60)}:${digits(seconds % 60)}${fraction === 0 ? '' : `.${digits(fraction, 6)}`}`;
  return days === 0n ? clock : `${days} day${days === 1n || days === -1n ? '' : 's'}, ${clock}`;
}

export function digits(value: number, length: number = 2): string {
  return String(value).padStart(length, '0');
}

function within(value: number, least: number, most: number, message: string): void {
  if (value < least || value > most) throw new YaqlError('ValueError', message);
}

function modulo(value: bigint, divisor: bigint): bigint {
  const rest = value % divisor;
  return rest < 0n ? rest + divisor : rest;
}
