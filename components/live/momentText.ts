let [second, text] = [Number.NaN, ''];

/** A moment as ISO 8601 has it. Of thousands that follow each other most are in the second of the one before, whose text is known. Nothing for a time that is none. */
export function momentText(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return '';
  const whole = Math.floor(milliseconds / 1000);
  if (whole !== second) [second, text] = [whole, new Date(whole * 1000).toISOString().slice(0, -4)];
  return `${text}${String(milliseconds - whole * 1000).padStart(3, '0')}Z`;
}
