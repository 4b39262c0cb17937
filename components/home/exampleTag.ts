/** What was deployed from the gallery has this tag: it is labelled, and removed together. */
export const EXAMPLE_TAG = 'example';
