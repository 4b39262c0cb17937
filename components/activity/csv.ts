import type { ActivityView } from '@/lib/wire/environments';

/** Rows of comma separated values; what a table program would take for a formula is kept text. */
export function csvOf(rows: readonly ActivityView[]): string {
  const cell = (value: string): string => `"${(/^[=+\-@]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  return [['time', 'who', 'action', 'kind', 'name', 'id', 'status', 'detail'], ...rows.map((row) => [row.at, row.actor, row.action, row.kind, row.subjectName, row.subjectId ?? '', row.status ?? '', row.detail])].map((row) => row.map(cell).join(',')).join('\r\n');
}
