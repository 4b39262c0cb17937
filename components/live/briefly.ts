/** Milliseconds for which an answer about one operation or revision is kept when nothing shows it any more: a page that stays open sees hundreds of them. */
export const BRIEFLY = 10_000;
