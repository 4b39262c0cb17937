/** What was deployed from the gallery has this tag: it is labelled, and removed together. */
export const EXAMPLE_TAG = 'example';
/** Id of what an empty project shows, by which the page's program knows what to load. */
export const EMPTY_PROJECT = 'empty-project';
