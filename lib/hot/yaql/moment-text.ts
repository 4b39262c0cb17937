/** Moments from text and into text: the directives of strptime and strftime in the C locale, and the usual ways to write a date. */
import { YaqlError } from './error';
import { digits, type Fields, Moment, offsetText } from './moment';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const short = (name: string | undefined): string => name?.slice(0, 3) ?? '';

export function formatMoment(moment: Moment, format: string): string {
  const { year, month, day, hour, minute, second, microsecond } = moment.fields;
  const ofYear = Math.round((Date.UTC(2000 + (year % 400), month - 1, day) - Date.UTC(2000 + (year % 400), 0, 1)) / 86_400_000) + 1;
  const { weekday } = moment;
  const sunday = (weekday + 1) % 7;
  const parts: Record<string, () => string> = {
    Y: () => String(year), y: () => digits(year % 100), m: () => digits(month), d: () => digits(day), e: () => String(day).padStart(2), j: () => digits(ofYear, 3),
    H: () => digits(hour), I: () => digits(hour % 12 === 0 ? 12 : hour % 12), M: () => digits(minute), S: () => digits(second), f: () => digits(microsecond, 6),
    p: () => (hour < 12 ? 'AM' : 'PM'), b: () => short(MONTHS[month - 1]), h: () => short(MONTHS[month - 1]), B: () => MONTHS[month - 1] ?? '',
    a: () => short(DAYS[weekday]), A: () => DAYS[weekday] ?? '', w: () => String(sunday), u: () => String(weekday + 1),
    U: () => digits(Math.floor((ofYear + 6 - sunday) / 7)), W: () => digits(Math.floor((ofYear + 6 - weekday) / 7)),
    z: () => offsetText(moment.offset, ''), Z: () => (moment.offset === 0n ? 'UTC' : ''),
    C: () => digits(Math.floor(year / 100)), n: () => '\n', t: () => '\t', '%': () => '%',
    D: () => formatMoment(moment, '%m/%d/%y'), x: () => formatMoment(moment, '%m/%d/%y'), F: () => formatMoment(moment, '%Y-%m-%d'),
    R: () => formatMoment(moment, '%H:%M'), T: () => formatMoment(moment, '%H:%M:%S'), X: () => formatMoment(moment, '%H:%M:%S'),
    c: () => formatMoment(moment, '%a %b %e %H:%M:%S %Y'), s: () => String(moment.instant / 1_000_000n),
  };
  return format.replace(/%(.)/gs, (whole, letter: string) => (Object.hasOwn(parts, letter) ? (parts[letter]?.() ?? whole) : whole));
}

interface Found extends Fields {
  afternoon: boolean | null;
  ofYear: number | null;
  offset: bigint;
}

/** What a directive stands for in the text, and what is learnt from it. */
const DIRECTIVES: Readonly<Record<string, [pattern: string, learn: (found: Found, text: string) => void]>> = {
  Y: ['\\d{4}', (found, text) => { found.year = Number(text); }],
  y: ['\\d{2}', (found, text) => { found.year = Number(text) + (Number(text) < 69 ? 2000 : 1900); }],
  m: ['1[0-2]|0[1-9]|[1-9]', (found, text) => { found.month = Number(text); }],
  d: ['3[01]|[12]\\d|0[1-9]|[1-9]', (found, text) => { found.day = Number(text); }],
  H: ['2[0-3]|[01]\\d|\\d', (found, text) => { found.hour = Number(text); }],
  I: ['1[0-2]|0[1-9]|[1-9]', (found, text) => { found.hour = Number(text) % 12; }],
  M: ['[0-5]\\d|\\d', (found, text) => { found.minute = Number(text); }],
  S: ['[0-5]\\d|\\d', (found, text) => { found.second = Number(text); }],
  f: ['\\d{1,6}', (found, text) => { found.microsecond = Number(text.padEnd(6, '0')); }],
  j: ['\\d{1,3}', (found, text) => { found.ofYear = Number(text); }],
  p: ['am|pm', (found, text) => { found.afternoon = text.toLowerCase() === 'pm'; }],
  b: [MONTHS.map(short).join('|'), (found, text) => { found.month = monthNamed(text); }],
  B: [MONTHS.join('|'), (found, text) => { found.month = monthNamed(text); }],
  a: [DAYS.map(short).join('|'), () => undefined],
  A: [DAYS.join('|'), () => undefined],
  z: ['[+-]\\d\\d:?[0-5]\\d|Z', (found, text) => { found.offset = offsetOf(text); }],
  Z: ['UTC|GMT', () => undefined],
};

function monthNamed(text: string): number {
  return MONTHS.findIndex((month) => short(month).toLowerCase() === text.slice(0, 3).toLowerCase()) + 1;
}

function offsetOf(text: string): bigint {
  if (text.toUpperCase() === 'Z') return 0n;
  const minutes = BigInt(Number(text.slice(1, 3)) * 60 + Number(text.slice(-2)));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000_000n;
}

export function momentByFormat(text: string, format: string): Moment {
  const letters: string[] = [];
  const long = format.replace(/%[TRFD]/g, (directive) => ({ '%T': '%H:%M:%S', '%R': '%H:%M', '%F': '%Y-%m-%d', '%D': '%m/%d/%y' })[directive] ?? directive);
  const pattern = long.replace(/%(.)|\s+|[.*+?^${}()|[\]\\/]/gs, (whole, letter: string | undefined) => {
    if (letter === undefined) return /^\s/.test(whole) ? '\\s+' : `\\${whole}`;
    if (letter === '%') return '%';
    const directive = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined;
    if (directive === undefined) throw new YaqlError('ValueError', `'${letter}' is a bad directive in format '${format}'`);
    letters.push(letter);
    return `(${directive[0]})`;
  });
  if (letters.length > 50) throw new YaqlError('ValueError', 'a format has fifty directives at most');
  const match = new RegExp(`^${pattern}$`, 'i').exec(text);
  if (match === null) throw new YaqlError('ValueError', `time data '${text}' does not match format '${format}'`);
  const found: Found = { year: 1900, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, afternoon: null, ofYear: null, offset: 0n };
  for (const [index, letter] of letters.entries()) DIRECTIVES[letter]?.[1](found, match[index + 1] ?? '');
  return completed(found);
}

function completed(found: Found): Moment {
  if (found.afternoon === true && found.hour < 12) found.hour += 12;
  const moment = Moment.of(found, found.offset);
  return found.ofYear === null ? moment : new Moment(Moment.of({ ...found, month: 1, day: 1 }, 0n).shown + BigInt(found.ofYear - 1) * 86_400_000_000n, found.offset);
}

const CLOCK = /[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([ap]m)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const NAMED = '([a-z]{3,9})\\.?';
/** Year, month and day by the number of their group; numbers alone are month first, unless that cannot be. */
const DATES: readonly [RegExp, year: number, month: number, day: number][] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, 1, 2, 3],
  [/^(\d{4})(\d{2})(\d{2})$/, 1, 2, 3],
  [/^(\d{4})[-/.](\d{1,2})$/, 1, 2, 0],
  [/^(\d{1,2})[^\w\s](\d{1,2})[^\w\s](\d{4})$/, 3, 1, 2],
  [new RegExp(`^(?:[a-z]+,?\\s+)?(\\d{1,2})[\\s-]${NAMED}[\\s,-]+(\\d{4})$`, 'i'), 3, 2, 1],
  [new RegExp(`^(?:[a-z]+,?\\s+)?${NAMED}\\s+(\\d{1,2}),?\\s+(\\d{4})$`, 'i'), 3, 1, 2],
];

/** Text as people and programs write dates: ISO 8601, month names, numbers with marks between them. */
export function momentOfText(text: string): Moment {
  const unknown = new YaqlError('ParserError', `Unknown string format: ${text}`);
  const trimmed = text.slice(0, 100).trim();
  const clock = CLOCK.exec(trimmed);
  const date = (clock === null ? trimmed : trimmed.slice(0, clock.index)).trim();
  const [, hour = '0', minute = '0', second = '0', fraction = '', half, zone] = clock ?? [];
  for (const [pattern, year, month, day] of DATES) {
    const match = pattern.exec(date);
    if (match === null) continue;
    let [monthNumber, dayNumber] = [Number(match[month]), day === 0 ? 1 : Number(match[day])];
    if (Number.isNaN(monthNumber)) monthNumber = monthNamed(match[month] ?? '');
    else if (year === 3 && monthNumber > 12) [monthNumber, dayNumber] = [dayNumber, monthNumber];
    if (monthNumber === 0) throw unknown;
    return completed({
      year: Number(match[year]), month: monthNumber, day: dayNumber, hour: Number(hour) % (half === undefined ? 24 : 12), minute: Number(minute), second: Number(second), microsecond: Number(fraction.padEnd(6, '0')),
      afternoon: half === undefined ? null : half.toLowerCase() === 'pm', ofYear: null, offset: zone === undefined || /^[UG]/i.test(zone) ? 0n : offsetOf(zone),
    });
  }
  throw unknown;
}
