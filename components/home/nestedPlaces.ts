/** Where rows are when some have others below them: the list knows its rows by index, and the ones below only while they are folded out. */
export interface Place {
  /** Index among the rows of the list. */
  index: number;
  /** Of a row below: which of the groups, and its place there. */
  child: { group: number; index: number } | null;
}

export interface Places {
  total: number;
  at(flat: number): Place;
}

/** `groups` in the order of their index, each with the row they belong to and how many there are below it. */
export function placesOf(count: number, groups: readonly { index: number; children: number }[]): Places {
  return {
    total: count + groups.reduce((sum, { children }) => sum + children, 0),
    at(flat) {
      let before = 0;
      for (const [group, { index, children }] of groups.entries()) {
        if (flat <= index + before) break;
        if (flat <= index + before + children) return { index, child: { group, index: flat - index - before - 1 } };
        before += children;
      }
      return { index: flat - before, child: null };
    },
  };
}
