import type { SeriesProposal } from '../../../src/api/wire.ts';
import type { SeriesAssignment } from '../../../src/api/wire.ts';
import type { TimepointChoice } from '../../../src/casefile/index.ts';
import { isIsoDate, type SubjectId } from '../../../src/common/index.ts';

/** What the person decides about one series. */
export type SeriesChoice = {
  readonly ticked: boolean;
  /** Visit number: 3.1 for an unscheduled one. */
  readonly timepointIndex: number | null;
  /** Day of the scan, where the images say none that can be (TP-01). Empty: not said. */
  readonly scanDate?: string;
};
/** What the person decides about one DICOM study: whose it is, by subject code. */
export type Choices = { readonly subjects: Readonly<Record<string, string>>; readonly series: Readonly<Record<string, SeriesChoice>> };

export type ProposalGroup = { readonly dicomStudyUid: string; readonly date: string | null; readonly proposals: readonly SeriesProposal[] };

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** A patient's name (PS3.5 6.2) as text: its spellings one after the other, the parts of each by spaces; empty where it says no more than the patient id. */
export function patientNameText({ patientName, patientId }: Pick<SeriesProposal, 'patientName' | 'patientId'>): string {
  const spellings = patientName.split('=').map((spelling) => spelling.split('^').map((part) => part.trim()).filter(Boolean).join(' ')).filter(Boolean);
  return spellings.join(', ') === patientId.trim() ? '' : spellings.join(', ');
}

/** Series under the examination they belong to, newest first; inside it by series number. */
export function groupProposals(proposals: readonly SeriesProposal[]): readonly ProposalGroup[] {
  const groups = new Map<string, SeriesProposal[]>();
  for (const proposal of proposals) groups.set(proposal.series.dicomStudyUid, [...(groups.get(proposal.series.dicomStudyUid) ?? []), proposal]);
  const number = (proposal: SeriesProposal) => proposal.series.number ?? Number.MAX_SAFE_INTEGER;
  return [...groups].map(([dicomStudyUid, list]) => ({
    dicomStudyUid,
    date: list.find((proposal) => proposal.series.date !== null)?.series.date ?? null,
    proposals: [...list].sort((a, b) => number(a) - number(b) || byName(a.series.description, b.series.description)),
  })).sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

/** True where the images name no day, or one that cannot be. */
export const needsDate = ({ series }: SeriesProposal): boolean => series.date === null || series.date < '1980-01-01' || series.findings.some((finding) => finding.code === 'TP-01');

/** Where a series goes by a choice, as the host offered it. Undefined: nothing is chosen, or the subject was. */
export const chosenTimepoint = (proposal: SeriesProposal, choice: SeriesChoice): TimepointChoice | undefined => proposal.choices.find((one) => one.index === choice.timepointIndex);

const readAlready = (proposal: SeriesProposal): boolean => { const state = proposal.choices.find((one) => one.index === proposal.timepoint?.index)?.state; return state === 'read' || state === 'signed'; };

/** Ticked is what is new, plainly belongs to a timepoint nobody has read, and can be measured on; everything else waits for a person. */
export const proposedChoice = (proposal: SeriesProposal): SeriesChoice => ({
  ticked: proposal.timepoint !== null && proposal.subject !== null && proposal.decision === null && proposal.duplicateOf === null && !readAlready(proposal) && proposal.series.measuringOff === null,
  timepointIndex: proposal.timepoint?.index ?? null,
});

export const choiceOf = (choices: Choices, proposal: SeriesProposal): SeriesChoice => choices.series[proposal.series.id] ?? proposedChoice(proposal);

/** Subject code of an examination: the person's, else the proposed one, else the patient id of the files. */
export const subjectCodeOf = (choices: Choices, group: ProposalGroup): string =>
  choices.subjects[group.dicomStudyUid] ?? group.proposals.find((proposal) => proposal.subject)?.subject?.code ?? '';

export type KnownSubject = { readonly id: SubjectId; readonly code: string };

/** What would be sent for the ticked series, and the series that are ticked but lack a subject or timepoint. */
export function assignmentsOf(groups: readonly ProposalGroup[], choices: Choices, subjects: readonly KnownSubject[], reason = ''): { readonly assignments: readonly SeriesAssignment[]; readonly incomplete: number } {
  const assignments: SeriesAssignment[] = [];
  let incomplete = 0;
  for (const group of groups) {
    const code = subjectCodeOf(choices, group).trim();
    const known = subjects.find((subject) => subject.code === code);
    for (const proposal of group.proposals) {
      const { ticked, timepointIndex, scanDate = '' } = choiceOf(choices, proposal);
      if (!ticked) continue;
      if (code === '' || timepointIndex === null || (scanDate !== '' && !isIsoDate(scanDate))) incomplete += 1;
      else assignments.push({ seriesId: proposal.series.id, subjectId: known?.id ?? null, newSubjectCode: known ? null : code, timepointIndex, ...(isIsoDate(scanDate) ? { scanDate } : {}), ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
    }
  }
  return { assignments, incomplete };
}

export { timepointLabel } from '../../../src/casefile/index.ts';
