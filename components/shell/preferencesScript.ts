export const KEY = 'hearth-preferences';
/** Where the theme alone was kept before. */
export const OLD_THEME_KEY = 'hearth-theme';

/** What of the first steps has been done, and whether they were sent away. */
export const STEPS_KEY = 'hearth-first-steps';

/** Runs in the document's head, before anything is painted, so that no page flashes in the wrong theme or moves when it is ready. */
export const PREFERENCES_SCRIPT = `(function(){var p={};try{p=JSON.parse(localStorage.getItem('${KEY}')||'{}')||{};p.theme=p.theme||localStorage.getItem('${OLD_THEME_KEY}')}catch(e){}
var e=document.documentElement.dataset,t=p.theme;e.theme=t==='contrast'||t==='dark'||t==='light'?t:matchMedia('(prefers-contrast: more)').matches?'contrast':matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';
try{var s=JSON.parse(localStorage.getItem('${STEPS_KEY}')||'null');if(s&&(s.dismissed||(s.done||[]).length>4))e.steps='off'}catch(x){}
e.density=p.density==='compact'?'compact':'comfortable';e.rail=p.rail==='wide'?'wide':'narrow';e.motion=p.motion==='reduced'?'reduced':'system'})()`;
