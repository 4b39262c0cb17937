/** Whether every word of `search` is somewhere in `text`, whatever the case; with no word, everything matches. */
export function matchesWords(search: string, text: string): boolean {
  const lower = text.toLowerCase();
  return wordsOf(search).every((word) => lower.includes(word));
}

/** The words that somebody looks for, in small letters. */
export function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
