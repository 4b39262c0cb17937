import { expect, it } from 'vitest';
import { csvOf } from './csv';

it('writes rows that a table program reads as text, whatever is in them', () => {
  const row = { id: '1', at: '2026-01-02T03:04:05.000Z', actor: 'ann', action: 'created', kind: 'environment', subjectId: null, subjectName: '=cmd("x")', detail: 'a, "b"', status: null };
  const [, line] = csvOf([row]).split('\r\n');
  expect(line).toBe(`"2026-01-02T03:04:05.000Z","ann","created","environment","'=cmd(""x"")","","","a, ""b"""`);
});
