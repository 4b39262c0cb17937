/** Two texts beside each other: entry by entry, whatever the sections are called and however many lines an entry has. */
import { blocksOf } from '@/lib/graph/merge';

export interface Row {
  id: string;
  /** Null: there is nothing of it on that side. */
  before: string | null;
  after: string | null;
}

const SAME: Readonly<Record<string, string>> = { AWSTemplateFormatVersion: 'heat_template_version', HeatTemplateFormatVersion: 'heat_template_version', Description: 'description', Parameters: 'parameters', Mappings: 'mappings', Conditions: 'conditions', Resources: 'resources', Outputs: 'outputs' };

/** In the order of the first; what only the second has stands behind what is before it there. */
export function besideEachOther(before: string, after: string): Row[] {
  const left = blocksOf(before).map(({ id, text }) => ({ id: hotId(id), text }));
  const right = blocksOf(after);
  const ofRight = new Map(right.map(({ id, text }) => [id, text]));
  const rows: Row[] = left.map(({ id, text }) => ({ id, before: text, after: ofRight.get(id) ?? null }));
  for (const [index, { id, text }] of right.entries()) {
    if (rows.some((row) => row.id === id)) continue;
    const previous = right[index - 1]?.id;
    const at = rows.findIndex((row) => row.id === previous);
    rows.splice(at + 1, 0, { id, before: null, after: text });
  }
  return rows;
}

function hotId(id: string): string {
  const [section = '', ...member] = id.split('.');
  return [SAME[section] ?? section, ...member].join('.');
}
