/** The clipboard of the designer: resources as YAML, which any editor takes, and beside it where they stood, which only a drawing reads. */
import type { StandingBox } from '@/lib/graph';

const YAML = 'text/plain';
const LAYOUT = 'application/vnd.hearth.layout+json';

export interface Copied {
  yaml: string;
  /** By name. */
  layout: Readonly<Record<string, StandingBox>>;
}

/** What was copied on this page last: a command may write text to the clipboard, and nothing else. */
let last: Copied | null = null;

export function writeCopied(data: Pick<DataTransfer, 'setData'>, copied: Copied): void {
  const { yaml, layout } = copied;
  last = copied;
  data.setData(YAML, yaml);
  if (Object.keys(layout).length > 0) data.setData(LAYOUT, JSON.stringify(layout));
}

/** By a command, without an event of the browser. */
export async function putCopied(copied: Copied): Promise<void> {
  last = copied;
  await navigator.clipboard.writeText(copied.yaml);
}

/** What somebody else put there may be anything: what is no place is left out. */
export function readCopied(data: Pick<DataTransfer, 'getData'>): Copied {
  const { yaml, layout } = withPlaces(data.getData(YAML));
  const brought = data.getData(LAYOUT);
  return { yaml, layout: brought === '' ? layout : layoutOf(brought) };
}

/** A text of the clipboard with where it stood, if it was copied here. */
export function withPlaces(yaml: string): Copied {
  return last !== null && last.yaml === yaml ? last : { yaml, layout: {} };
}

function layoutOf(text: string): Copied['layout'] {
  try {
    const read: unknown = JSON.parse(text === '' ? '{}' : text);
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).flatMap(([name, box]) => (isBox(box) ? [[name, box]] : [])));
  } catch {
    return {};
  }
}

function isBox(value: unknown): value is StandingBox {
  return typeof value === 'object' && value !== null && 'x' in value && 'y' in value && 'width' in value && 'height' in value && [value.x, value.y, value.width, value.height].every(Number.isFinite);
}
