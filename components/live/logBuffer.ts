/** A piece of output as the server hands it over. */
export interface LogPiece {
  seq: number;
  stream: 'stdout' | 'stderr';
  /** Milliseconds since 1970. */
  at: number;
  text: string;
}

export interface LogLine {
  number: number;
  /** `gap`: pieces are missing here, and the text says how many. */
  stream: 'stdout' | 'stderr' | 'gap';
  text: string;
  at: number;
}

/** Where a stretch that can be folded begins and ends (`::group::name` to `::endgroup::`), as indices of lines; the end is null while it is open. */
export interface LogFold {
  from: number;
  to: number | null;
  title: string;
}

/** The lines as they are at one moment: another object each time something was added. */
export interface LogLines {
  /** Lines before the first one here: those of a longer log of which this is the end. */
  readonly before: number;
  readonly length: number;
  /** Of standard error. */
  readonly errorCount: number;
  readonly folds: readonly LogFold[];
  line: (index: number) => LogLine;
  text: (index: number) => string;
  isError: (index: number) => boolean;
  /** All of it, lines in their order. */
  all: () => string;
}

const GROUP = /^::group::(.*)$/;
const END_GROUP = /^::endgroup::\s*$/;

/**
 * Lines of one run, made as its pieces arrive. Pieces are cut anywhere in two byte streams; a line takes its place where it began and is there
 * before its end. A carriage return within a line starts it over, as on a terminal. Appending costs what is appended, whatever is there already.
 */
export class LogBuffer {
  private readonly texts: string[] = [];
  private readonly kinds: LogLine['stream'][] = [];
  private readonly times: number[] = [];
  private readonly unfinished: Partial<Record<LogPiece['stream'], number>> = {};
  private openFold: LogFold | null = null;
  private looked = 0;
  /** Of standard error. */
  private errors = 0;
  private readonly folds: LogFold[] = [];
  /** Number of the last piece; -1 before the first. */
  last = -1;
  /** Lines before the first one here: those of a longer log of which this is the end. */
  readonly before: number;

  constructor(before = 0) {
    this.before = before;
  }

  lines(): LogLines {
    const { texts, kinds, times, before } = this;
    return {
      before,
      length: texts.length,
      errorCount: this.errors,
      folds: this.folds.map((fold) => ({ ...fold })),
      line: (index) => ({ number: before + index + 1, stream: kinds[index] ?? 'stdout', text: texts[index] ?? '', at: times[index] ?? 0 }),
      text: (index) => texts[index] ?? '',
      isError: (index) => kinds[index] === 'stderr',
      all: () => texts.join('\n'),
    };
  }

  /** Takes what follows. What is there already changes nothing; what is missing leaves a mark. */
  append(piece: LogPiece): void {
    if (piece.seq <= this.last) return;
    if (this.last >= 0 && piece.seq > this.last + 1) this.gap(piece.seq - this.last - 1, piece.at);
    this.last = piece.seq;
    const parts = piece.text.split('\n');
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index] ?? '';
      const ends = index < parts.length - 1;
      const at = this.unfinished[piece.stream];
      if (at !== undefined) this.texts[at] = overwrite((this.texts[at] ?? '') + part);
      else if (ends || part !== '') this.add(overwrite(part), piece.stream, piece.at);
      if (ends) delete this.unfinished[piece.stream];
    }
    this.look();
  }

  private add(text: string, stream: LogPiece['stream'], at: number): void {
    this.unfinished[stream] = this.texts.length;
    this.texts.push(text);
    this.kinds.push(stream);
    this.times.push(at);
    if (stream === 'stderr') this.errors += 1;
  }

  private gap(pieces: number, at: number): void {
    delete this.unfinished.stdout;
    delete this.unfinished.stderr;
    this.texts.push(`${pieces} ${pieces === 1 ? 'piece' : 'pieces'} of output are missing here`);
    this.kinds.push('gap');
    this.times.push(at);
  }

  /** Finds the marks of folds among lines that are whole. */
  private look(): void {
    const end = Math.min(this.texts.length, this.unfinished.stdout ?? Infinity, this.unfinished.stderr ?? Infinity);
    for (; this.looked < end; this.looked += 1) {
      const text = this.texts[this.looked] ?? '';
      if (!text.startsWith('::')) continue;
      const title = GROUP.exec(text)?.[1];
      if (title !== undefined) {
        if (this.openFold) this.openFold.to = this.looked - 1;
        this.openFold = { from: this.looked, to: null, title: title.trim() || 'group' };
        this.folds.push(this.openFold);
      } else if (this.openFold && END_GROUP.test(text)) {
        this.openFold.to = this.looked;
        this.openFold = null;
      }
    }
  }
}

function overwrite(text: string): string {
  if (!text.includes('\r')) return text;
  const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text;
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}
