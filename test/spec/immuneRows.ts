/**
 * Courses of `immune.csv`: `8 61 nt=PD | 16 66 new=1 newSum=12 | 24 NE`. Week, target sum in mm (`NE`, or `-` without targets), then `nt=` the non-target
 * response, `nt+` (it increased further), `new=` the number of lesions that appear, `newSum=` the sum of the new targets, `new+` (a new non-target grew),
 * `present` or `gone` (some new lesion persists, or none), `resolved`, `cr` (target CR although the sum is above 0); `d57` is a study day.
 */
import type { ImmuneTimepoint } from '../../src/recist/index.ts';
import { studyDay, week } from './notation.ts';

function newLesionsOf(words: readonly string[]): ImmuneTimepoint['newLesions'] {
  const numberOf = (name: string): number | undefined => {
    const word = words.find((one) => one.startsWith(`${name}=`));
    return word === undefined ? undefined : Number(word.slice(name.length + 1));
  };
  const [additional, targetSum] = [numberOf('new'), numberOf('newSum')];
  const facts = {
    ...(additional === undefined ? {} : { additional }), ...(targetSum === undefined ? {} : { targetSum }), ...(words.includes('present') ? { present: true } : {}), ...(words.includes('gone') ? { present: false } : {}),
    ...(words.includes('new+') ? { nonTargetIncrease: true } : {}), ...(words.includes('resolved') ? { allResolved: true } : {}),
  };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

const known = /^(nt=.+|new=\d+|newSum=[\d.]+|nt\+|new\+|present|gone|resolved|cr)$/;

/** Throws on a word that means nothing. */
export const immuneCourseOf = (text: string): readonly ImmuneTimepoint[] => text.split('|').map((part) => {
  const [at = '', sum = '', ...words] = part.trim().split(/\s+/);
  for (const word of words) if (!known.test(word)) throw new Error(`unknown: ${word}`);
  const nonTarget = words.find((word) => word.startsWith('nt='))?.slice(3);
  const newLesions = newLesionsOf(words);
  return {
    ...(at.startsWith('d') ? { id: `D${at.slice(1)}`, date: studyDay(Number(at.slice(1))) } : { id: `W${at}`, date: week(Number(at)) }),
    ...(sum === '-' ? {} : { targetSum: sum === 'NE' ? null : Number(sum) }), ...(nonTarget === undefined ? {} : { nonTarget }), ...(words.includes('cr') ? { targetCR: true } : {}),
    ...(words.includes('nt+') ? { nonTargetFurtherIncrease: true } : {}), ...(newLesions === undefined ? {} : { newLesions }),
  } as ImmuneTimepoint;
});
