import { isImaged, isLocked, signOffOf, visitOrigin, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { SubjectFacts } from '../../recist/index.ts';
import type { Viewpoint } from './viewpoint.ts';

/** Dates that say nothing of the treatment or its outcome: all that a blinded reader is given (R-J02). */
const blindFacts = ['randomisationDate', 'enrolmentDate', 'baselineAdequate'] as const satisfies readonly (keyof SubjectFacts)[];

function blindCase(subject: SubjectCase): SubjectCase {
  const facts = Object.fromEntries(blindFacts.flatMap((name) => (subject.facts[name] === undefined ? [] : [[name, subject.facts[name]]]))) as SubjectFacts;
  const { readers: _readers, ...protocol } = subject.protocol;
  // Arms and sites are the study's; what a protocol may have besides is not the reader's to know.
  const { design: _design, sites: _sites, subjectCodes: _codes, ...shown } = protocol as typeof protocol & { design?: unknown; sites?: unknown; subjectCodes?: unknown };
  // Visits that count from the first dose tell its day by their own.
  const tellsTreatment = visitOrigin(subject.protocol, subject.facts) !== visitOrigin(subject.protocol, facts);
  const timepoints = tellsTreatment ? subject.timepoints.map((timepoint) => ({ ...timepoint, plannedDate: null })) : subject.timepoints;
  return { ...subject, site: '', note: '', facts, protocol: shown, timepoints };
}

/** True when a reader has signed the timepoint, or there is nothing to read at it: the next one may open. */
const isDone = (subject: SubjectCase, timepoint: Timepoint): boolean => signOffOf(subject, timepoint.id).signed !== null || !timepoint.performed || !isImaged(timepoint);

const closed = ({ withoutImages: _imaging, ...timepoint }: Timepoint): Timepoint => ({ ...timepoint, visitName: '', plannedDate: null, scanDates: [], performed: true, series: [], closed: true });

/** The first timepoint still to sign and all before it stay as they are; later ones keep their label and nothing else (R-J01). */
function closeLater(subject: SubjectCase): SubjectCase {
  const open = subject.timepoints.findIndex((timepoint) => !isDone(subject, timepoint));
  if (open < 0) return subject;
  // A timepoint that was signed once has been seen: an amendment of an earlier one does not close it again.
  const timepoints = subject.timepoints.map((timepoint, place) => (place <= open || isLocked(subject, timepoint.id) || signOffOf(subject, timepoint.id).signed ? timepoint : closed(timepoint)));
  const closedIds = new Set<string>(timepoints.filter((one) => one.closed).map((one) => one.id));
  const keeps = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([id]) => !closedIds.has(id)));
  return {
    ...subject, timepoints,
    assessments: Object.fromEntries(Object.entries(subject.assessments).map(([id, records]) => [id, keeps(records)])),
    lesions: subject.lesions.filter((lesion) => !closedIds.has(lesion.placedAt)), overrides: keeps(subject.overrides), markers: keeps(subject.markers),
    ...(subject.late ? { late: subject.late.filter((one) => !closedIds.has(one.timepointId)) } : {}),
    keyImages: subject.keyImages.filter((image) => !closedIds.has(image.timepointId)), revisedCr: subject.revisedCr.filter((id) => !closedIds.has(id)),
    checkReasons: Object.fromEntries(Object.entries(subject.checkReasons).filter(([, reason]) => reason.timepointId === null || !closedIds.has(reason.timepointId))),
  };
}

/** The case as a viewpoint may see it. */
export function limitCase(subject: SubjectCase, { blinded, sequential, outside }: Pick<Viewpoint, 'blinded' | 'sequential' | 'outside'>): SubjectCase {
  const open = outside ? { ...subject, timepoints: subject.timepoints.map(closed) } : sequential ? closeLater(subject) : subject;
  return blinded ? blindCase(open) : open;
}
