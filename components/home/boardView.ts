import { BOARD_SORTS, type BoardSort } from '@/lib/wire/stack-board';

export interface BoardView {
  text: string;
  sort: BoardSort;
  descending: boolean;
}

const FIRST: BoardView = { text: '', sort: 'changed', descending: true };

/** What an address says of the list: `?q=status:failed&sort=name-up`. */
export function viewOf(params: { get(name: string): string | null }): BoardView {
  const [sort, direction] = (params.get('sort') ?? 'changed-down').split('-');
  return { text: params.get('q') ?? '', sort: BOARD_SORTS.find((each) => each === sort) ?? FIRST.sort, descending: direction === 'down' };
}

export function addressOf(view: BoardView): string {
  const params = new URLSearchParams();
  if (view.text) params.set('q', view.text);
  if (view.sort !== FIRST.sort || view.descending !== FIRST.descending) params.set('sort', `${view.sort}-${view.descending ? 'down' : 'up'}`);
  return params.size > 0 ? `?${params}` : '';
}
