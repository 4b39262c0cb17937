/**
 * Many rows for one statement. A few travel as a JSON document. PostgreSQL takes longer to read a large one than to write what it says, so many come by
 * COPY into a table that only their transaction sees. Either way the statement reads `FROM` something with the same columns.
 */
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Types of the columns by their names, as PostgreSQL spells them: int, text, uuid, uuid[], timestamptz or jsonb. */
export type Columns = Readonly<Record<string, string>>;

export interface Incoming {
  /** Of the table that takes them, unique to the columns; or, where they are to stay, the table with its columns in their order: `event (root_id, seq)`. */
  table: string;
  stays?: true;
  columns: Columns;
  rows: readonly object[];
}

/** From here on COPY is quicker. */
export const MANY = 100;

export interface Source {
  /** What follows FROM; `parameter` is where the JSON document would be among the values. */
  from: string;
  /** The document, for a few rows. */
  values: string[];
  /** What `receive` has to be called with first, for many rows. */
  incoming?: Incoming;
}

export function sourceOf(incoming: Incoming, parameter: number): Source {
  const { table, columns, rows } = incoming;
  if (rows.length >= MANY) return { from: table, values: [], incoming };
  return { from: `json_to_recordset($${parameter}) AS row (${typed(columns)})`, values: [JSON.stringify(rows)] };
}

/** Inside the transaction whose statement reads them. */
export async function receive(client: PoolClient, { table, columns, rows, stays }: Incoming): Promise<void> {
  if (stays !== true) await client.query(`CREATE TEMP TABLE IF NOT EXISTS ${table} (${typed(columns)}) ON COMMIT DELETE ROWS`);
  const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('finish', resolve);
    stream.end(copyText(columns, rows));
  });
}

function typed(columns: Columns): string {
  return Object.entries(columns).map(([name, type]) => `"${name}" ${type}`).join(', ');
}

/** Rows in the text format of COPY. */
export function copyText(columns: Columns, rows: readonly object[]): string {
  const fields = Object.entries(columns).map(([name, type]): [string, (value: unknown) => string] => [name, WRITERS[type] ?? plain]);
  let text = '';
  for (const row of rows) {
    let separator = '';
    for (const [name, write] of fields) {
      const value: unknown = Reflect.get(row, name);
      text += separator + (value === null || value === undefined ? '\\N' : write(value));
      separator = '\t';
    }
    text += '\n';
  }
  return text;
}

const WRITERS: Readonly<Record<string, (value: unknown) => string>> = {
  jsonb: (value) => escaped(JSON.stringify(value)),
  timestamptz: (value) => (value instanceof Date ? value.toISOString() : plain(value)),
  'uuid[]': (value) => `{${String(value)}}`,
};

function plain(value: unknown): string {
  return escaped(String(value));
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : text;
}
