/** Names that this browser remembers, in an order, as a store of its own. */
export interface StoredNames {
  read: () => readonly string[];
  write: (names: readonly string[]) => void;
  subscribe: (listener: () => void) => () => void;
}

export function storedNames(key: string): StoredNames {
  const listeners = new Set<() => void>();
  let known: { text: string; names: readonly string[] } = { text: '', names: [] };
  return {
    read: () => {
      const text = stored(key);
      if (known.text !== text) known = { text, names: text.split(' ').filter(Boolean) };
      return known.names;
    },
    write: (names) => {
      try {
        localStorage.setItem(key, names.join(' '));
      } catch {
        // Private windows keep nothing.
      }
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function stored(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
