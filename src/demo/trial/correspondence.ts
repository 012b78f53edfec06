/** Questions of the synthetic trial and how far each was answered, and whose progression was confirmed. No draw is made for it: it follows from the order of the subjects. */
import type { ReadSlot } from '../../casefile/index.ts';
import type { TrialSubject } from './model.ts';

export type TrialMessage = { readonly kind: 'answer' | 'again' | 'closed'; readonly text: string };
export type TrialQuery = { readonly slot: ReadSlot; /** Visit asked about; null: the read as a whole. */ readonly index: number | null; /** Label of a lesion of that read. */ readonly lesion: string | null; readonly question: string; readonly said: readonly TrialMessage[] };
export type TrialCorrespondence = { readonly queries: readonly TrialQuery[]; /** The central date is confirmed where there is one and nothing stands in its way. */ readonly isConfirmed: boolean };

const threads: readonly (Pick<TrialQuery, 'slot' | 'question' | 'said'> & { readonly about: 'lesion' | 'visit' | 'read' })[] = [
  { slot: 'reader1', about: 'lesion', question: 'Is the necrotic rim part of the long axis here?', said: [] },
  { slot: 'site', about: 'visit', question: 'The report of this visit names an effusion. Was it there before?', said: [{ kind: 'answer', text: 'Present since baseline, unchanged.' }] },
  { slot: 'reader2', about: 'lesion', question: 'Which phase was measured?', said: [{ kind: 'answer', text: 'Portal venous, as at baseline.' }, { kind: 'closed', text: '' }] },
  { slot: 'site', about: 'lesion', question: 'Short axis or long axis? The node was drawn lengthwise before.', said: [] },
  { slot: 'reader1', about: 'visit', question: 'Slices are missing at the lung bases. Can this visit be judged?', said: [{ kind: 'answer', text: 'All targets are covered.' }, { kind: 'again', text: 'And the non-targets?' }] },
  { slot: 'site', about: 'read', question: 'Was the choice of targets discussed with the first reader of the site?', said: [{ kind: 'answer', text: 'Yes, before baseline was signed.' }, { kind: 'closed', text: 'Noted in the reading charter.' }] },
  { slot: 'reader2', about: 'visit', question: 'Breathing artefact: is the sum reliable?', said: [] },
];
/** Every seventh subject is asked about. */
const every = 7;
/** Every fourth progression still waits for the investigator. */
const waiting = 4;

/** What was written about a subject; `at` is its place among the subjects. */
export function trialCorrespondence({ reads, visits, reader2Until }: TrialSubject, at: number): TrialCorrespondence {
  const thread = at % every === 3 ? threads[Math.floor(at / every) % threads.length] : undefined;
  const isConfirmed = at % waiting !== 1;
  if (!thread) return { queries: [], isConfirmed };
  const until = thread.slot === 'reader2' ? (reader2Until ?? Infinity) : Infinity;
  const last = visits.findLast(({ index, scanDate }) => scanDate !== null && index <= until);
  const lesion = reads.find(({ slot }) => slot === thread.slot)?.lesions.find(({ records }) => last !== undefined && records[last.index] !== undefined);
  return {
    isConfirmed,
    queries: [{ slot: thread.slot, index: thread.about === 'read' ? null : (last?.index ?? null), lesion: thread.about === 'lesion' ? (lesion?.label ?? null) : null, question: thread.question, said: thread.said }],
  };
}
