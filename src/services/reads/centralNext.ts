import { signOffOf, type SubjectCase } from '../../casefile/index.ts';
import { confirmTask, nextAction, queryTask, type Correspondence, type Next } from '../nextAction.ts';
import { timepointsToSign, type TwoReads } from './reading.ts';

const signedWords = (name: string, read: SubjectCase): string => {
  const states = timepointsToSign(read).map((one) => signOffOf(read, one.id).state);
  return `${name} ${states.filter((state) => state === 'signed').length} of ${states.length}${states.includes('amending') ? ', amending' : ''}`;
};

/**
 * What comes next for a subject that two readers read, as those see it who manage the study: a query to the site, how far the readers are and whether it waits for the
 * adjudicator, never a response; once all that is done, the date that is to be confirmed.
 */
export function centralNext(site: SubjectCase, { reader1, reader2, state, decisions }: TwoReads, correspondence: Correspondence): Next {
  const last = timepointsToSign(reader1.case).at(-1);
  if (!last) return nextAction(site, null);
  const asked = queryTask(site, correspondence);
  if (asked) return asked;
  const next = (kind: Next['next']['kind'], text: string, detail: string): Next => ({ next: { kind, text, detail, timepointId: last.id }, due: null, dueUntil: null, visit: null });
  switch (state) {
    case 'reading': return next('continue', decisions.length > 0 ? 'Central read, again' : 'Central read', `signed: ${signedWords('reader 1', reader1.case)}; ${signedWords('reader 2', reader2.case)}`);
    case 'due': return next('adjudicate', decisions.length > 0 ? 'Adjudication, again' : 'Adjudication', 'the readers differ');
    case 'agreed': return confirmTask(site, correspondence) ?? next('nothing', 'Central read done', 'the readers agree');
    case 'decided': return confirmTask(site, correspondence) ?? next('nothing', 'Central read done', 'adjudicated');
  }
}
