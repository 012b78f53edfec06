/** What the words about a whole subject are made of. */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { dayCount, type AssessedTimepoint, type Backdating, type NameOf, type Parameters, type TimeOrigin } from '../../recist/index.ts';
import type { BestResponses } from '../bestResponse.ts';
import type { Assessment, SubjectCourse } from '../sequence.ts';

/** The lesion records behind a course; a supplied sequence has none. */
export type LesionRecords = { readonly timepoints: readonly AssessedTimepoint[]; readonly backdating: Backdating | null };
export const noRecords: LesionRecords = { timepoints: [], backdating: null };

export type ReasonContext = LesionRecords & { readonly course: SubjectCourse; readonly best: BestResponses; readonly parameters: Parameters; readonly name: NameOf };

const originWords: Readonly<Record<TimeOrigin['source'], string>> = {
  randomisation: 'randomisation', enrolment: 'enrolment', firstDose: 'the first dose', baseline: 'the baseline scan', firstAssessment: 'the first assessment',
};

/** "randomisation on 2024-01-01". */
export const originText = (origin: TimeOrigin): string => `${originWords[origin.source]} on ${origin.date}`;
export const originName = (origin: TimeOrigin): string => originWords[origin.source];

export const daysFrom = (from: IsoDate, to: IsoDate): string => dayCount(daysBetween(from, to));

/** "TP2 (2024-03-01)". */
export const placeText = ({ name }: Pick<ReasonContext, 'name'>, assessment: Pick<Assessment, 'id' | 'date'>): string => `${name(assessment.id)} (${assessment.date})`;

/** Lesions that decided the response of a timepoint; none for a supplied sequence. */
export const lesionsOf = ({ timepoints }: Pick<ReasonContext, 'timepoints'>, timepointId: string | null): readonly string[] =>
  timepoints.find(({ facts }) => facts.input.id === timepointId)?.result.explanation.decidingLesions ?? [];

/** Sentences with one space between; empty ones are left out. */
export const joined = (...sentences: readonly string[]): string => sentences.filter((sentence) => sentence !== '').join(' ');
