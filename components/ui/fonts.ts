/** Addresses of the fonts that the first picture of a page is written in: asked for with the page, they are there when it is drawn. */
export const SANS_FONT = new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url).pathname;
export const MONO_FONT = new URL('@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2', import.meta.url).pathname;
