/** The clipboard of the designer: resources as YAML, which any editor takes, and beside it where they stood, which only a drawing reads. */
import type { StandingBox } from '@/lib/graph';

const YAML = 'text/plain';
const LAYOUT = 'application/vnd.hearth.layout+json';

export interface Copied {
  yaml: string;
  /** By name. */
  layout: Readonly<Record<string, StandingBox>>;
}

export function writeCopied(data: DataTransfer, { yaml, layout }: Copied): void {
  data.setData(YAML, yaml);
  if (Object.keys(layout).length > 0) data.setData(LAYOUT, JSON.stringify(layout));
}

/** What somebody else put there may be anything: what is no place is left out. */
export function readCopied(data: Pick<DataTransfer, 'getData'>): Copied {
  return { yaml: data.getData(YAML), layout: layoutOf(data.getData(LAYOUT)) };
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
