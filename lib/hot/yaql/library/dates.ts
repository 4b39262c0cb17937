/** Moments and spans: made, calculated with, compared, and written. The server's clock is in UTC. */
import { Moment, Span } from '../moment';
import { formatMoment, momentByFormat, momentOfText } from '../moment-text';
import { YaqlError } from '../error';
import { any, either, integer, type Library, moment, nil, number, optional, overload, required, span, string } from '../signature';
import type { Value } from '../values';

const NO_SPAN = new Span(0n);

/** Microseconds of a number of them, halves to the even neighbour as in Python. */
function rounded(value: number): bigint {
  if (!Number.isFinite(value)) throw new YaqlError('OverflowError', 'cannot convert float infinity to integer');
  const floor = Math.floor(value);
  return BigInt(value - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value));
}

function times({ microseconds }: Span, factor: bigint | number): Span {
  return new Span(typeof factor === 'bigint' ? microseconds * factor : rounded(Number(microseconds) * factor));
}

function divided(value: Span, by: number): number {
  if (by === 0) throw new YaqlError('ZeroDivisionError', 'float division by zero');
  return Number(value.microseconds) / by;
}

function order(test: (a: bigint, b: bigint) => boolean): Library[string] {
  return [
    overload('function', [required('dt1', moment), required('dt2', moment)], (_, a, b) => test(a.instant, b.instant)),
    overload('function', [required('ts1', span), required('ts2', span)], (_, a, b) => test(a.microseconds, b.microseconds)),
  ];
}

const field = (name: string) => optional<bigint | null>(name, either(integer, nil), null);

export const dates: Library = {
  datetime: [
    overload('function', [
      required('year', integer), required('month', integer), required('day', integer), optional('hour', integer, 0n), optional('minute', integer, 0n),
      optional('second', integer, 0n), optional('microsecond', integer, 0n), optional('offset', span, NO_SPAN),
    ], (_, year, month, day, hour, minute, second, microsecond, offset) => Moment.of({
      year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second), microsecond: Number(microsecond),
    }, offset.microseconds)),
    overload('function', [required('timestamp', number), optional('offset', span, NO_SPAN)], (_, seconds, offset) => Moment.at(Number(seconds), offset.microseconds)),
    overload('function', [required('string', string), optional('format', either(string, nil), null)], (_, text, format) => (format === null || format === '' ? momentOfText(text) : momentByFormat(text, format))),
  ],
  timespan: [
    overload('function', [optional('days', integer, 0n), optional('hours', integer, 0n), optional('minutes', integer, 0n), optional('seconds', integer, 0n), optional('milliseconds', integer, 0n), optional('microseconds', integer, 0n)],
      (_, days, hours, minutes, seconds, milliseconds, microseconds) => new Span((((days * 24n + hours) * 60n + minutes) * 60n + seconds) * 1_000_000n + milliseconds * 1_000n + microseconds)),
  ],
  now: [overload('function', [optional('offset', span, NO_SPAN)], (_, offset) => Moment.at(Date.now() / 1000, offset.microseconds))],
  localtz: [overload('function', [], () => NO_SPAN)],
  utctz: [overload('function', [], () => NO_SPAN)],
  isDatetime: [overload('function', [required('value', any)], (_, value) => value instanceof Moment)],
  isTimespan: [overload('function', [required('value', any)], (_, value) => value instanceof Span)],
  replace: [
    overload('method', [required('dt', moment), field('year'), field('month'), field('day'), field('hour'), field('minute'), field('second'), field('microsecond'), optional('offset', either(span, nil), null)],
      (_, value, year, month, day, hour, minute, second, microsecond, offset) => {
        const { fields } = value;
        const pick = (given: bigint | null, present: number): number => (given === null ? present : Number(given));
        return Moment.of({
          year: pick(year, fields.year), month: pick(month, fields.month), day: pick(day, fields.day), hour: pick(hour, fields.hour),
          minute: pick(minute, fields.minute), second: pick(second, fields.second), microsecond: pick(microsecond, fields.microsecond),
        }, offset === null ? value.offset : offset.microseconds);
      }),
  ],
  format: [overload('method', [required('dt', moment), required('format', string)], ({ budget }, value, format) => budget.text(formatMoment(value, format)))],
  '#operator_+': [
    overload('function', [required('dt', moment), required('ts', span)], (_, at, by) => new Moment(at.shown + by.microseconds, at.offset)),
    overload('function', [required('ts', span), required('dt', moment)], (_, by, at) => new Moment(at.shown + by.microseconds, at.offset)),
    overload('function', [required('ts1', span), required('ts2', span)], (_, a, b) => new Span(a.microseconds + b.microseconds)),
  ],
  '#operator_-': [
    overload('function', [required('dt', moment), required('ts', span)], (_, at, by) => new Moment(at.shown - by.microseconds, at.offset)),
    overload('function', [required('dt1', moment), required('dt2', moment)], (_, a, b) => new Span(a.instant - b.instant)),
    overload('function', [required('ts1', span), required('ts2', span)], (_, a, b) => new Span(a.microseconds - b.microseconds)),
  ],
  '#operator_*': [
    overload('function', [required('ts', span), required('n', number)], (_, value, factor) => times(value, factor)),
    overload('function', [required('n', number), required('ts', span)], (_, factor, value) => times(value, factor)),
  ],
  '#operator_/': [
    overload('function', [required('ts1', span), required('ts2', span)], (_, a, b) => divided(a, Number(b.microseconds))),
    overload('function', [required('ts', span), required('n', number)], (_, value, by) => new Span(rounded(divided(value, Number(by))))),
  ],
  '#unary_operator_-': [overload('function', [required('ts', span)], (_, value) => new Span(-value.microseconds))],
  '#unary_operator_+': [overload('function', [required('ts', span)], (_, value) => value)],
  '#operator_<': order((a, b) => a < b),
  '#operator_<=': order((a, b) => a <= b),
  '#operator_>': order((a, b) => a > b),
  '#operator_>=': order((a, b) => a >= b),
};

const MOMENT_PROPERTIES: Readonly<Record<string, (value: Moment) => Value>> = {
  year: ({ fields }) => BigInt(fields.year), month: ({ fields }) => BigInt(fields.month), day: ({ fields }) => BigInt(fields.day),
  hour: ({ fields }) => BigInt(fields.hour), minute: ({ fields }) => BigInt(fields.minute), second: ({ fields }) => BigInt(fields.second),
  microsecond: ({ fields }) => BigInt(fields.microsecond), weekday: ({ weekday }) => BigInt(weekday),
  date: ({ date }) => date, time: (value) => new Span(value.shown - value.date.shown),
  // Python only takes the offset away: the moment still says that it is there.
  utc: (value) => new Moment(value.instant, value.offset), offset: ({ offset }) => new Span(offset), timestamp: (value) => Number(value.instant - value.offset) / 1e6,
};

const SPAN_UNITS: Readonly<Record<string, number>> = { milliseconds: 1e3, seconds: 1e6, minutes: 6e7, hours: 3.6e9, days: 8.64e10 };

/** `$.year`, `$.hours`; undefined when there is no such property. */
export function dateProperty(value: Moment | Span, name: string): Value | undefined {
  if (value instanceof Moment) return Object.hasOwn(MOMENT_PROPERTIES, name) ? MOMENT_PROPERTIES[name]?.(value) : undefined;
  if (name === 'microseconds') return value.microseconds;
  const unit = Object.hasOwn(SPAN_UNITS, name) ? SPAN_UNITS[name] : undefined;
  return unit === undefined ? undefined : Number(value.microseconds) / unit;
}
