/** Light, dark, or what the system says. The choice is kept in the browser; `data-theme` on the root element is what styles follow. */
export type ThemeChoice = 'system' | 'light' | 'dark';

export const THEME_KEY = 'hearth-theme';

/** Runs in the document's head, before anything is painted, so that no page flashes in the wrong theme. */
export const THEME_SCRIPT = `(function(){var c;try{c=localStorage.getItem('${THEME_KEY}')}catch(e){}
var d=c==='dark'||(c!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);document.documentElement.dataset.theme=d?'dark':'light'})()`;

export function storedTheme(): ThemeChoice {
  const stored = typeof window === 'undefined' ? null : window.localStorage.getItem(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function applyTheme(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
