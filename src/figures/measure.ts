/** Scales, marks of axes and the width of words, where nothing can be asked how wide it is. */

/** From a domain to px. A domain of no extent lies in the middle. */
export type Scale = (value: number) => number;
export const linear = (from: number, to: number, start: number, end: number): Scale => (value) => (to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start));

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
/** Round values from `low` to `high`, at most `most` of them. */
export function roundMarks(low: number, high: number, most: number): readonly number[] {
  const step = steps.find((one) => (high - low) / one <= most) ?? (high - low) / most;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

const timeSteps = [1, 2, 3, 6, 12, 24, 48, 96, 192, 384, 768];
/** Marks of a time axis from 0 past `longest`: at lengths people use, about eight of them. */
export function timeMarks(longest: number): readonly number[] {
  const step = timeSteps.find((one) => longest / one <= 9) ?? 1536;
  return Array.from({ length: Math.max(1, Math.ceil(longest / step)) + 1 }, (_, at) => at * step);
}

const narrow = /[ifjlrtI.,:;'|!()[\]\u2009\u202f ]/;
const wide = /[mwMWQO@%]/;
/** Width of words in Inter, in px, a little more rather than less. */
export function widthOf(words: string, size: number): number {
  let em = 0;
  for (const sign of words) em += narrow.test(sign) ? 0.34 : wide.test(sign) ? 0.88 : /[A-Z\u00c0-\u00dd]/.test(sign) ? 0.69 : sign.charCodeAt(0) > 0x2e80 ? 1.05 : 0.6;
  return em * size;
}

/** Words that fit a width, shortened with dots. */
export function fitted(words: string, size: number, width: number): string {
  if (widthOf(words, size) <= width) return words;
  let shown = words;
  while (shown.length > 1 && widthOf(`${shown}…`, size) > width) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}…`;
}

/** Words in lines no wider than `width`. */
export function wrapped(words: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of words.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && widthOf(longer, size) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return current === '' ? lines : [...lines, current];
}
