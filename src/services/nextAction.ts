import { lesionsToAssess, readingStatus, type SubjectCase, type Timepoint, type WorklistRow } from '../casefile/index.ts';
import type { SubjectResult } from '../recist/index.ts';

type NextAction = WorklistRow['next'];

const inVisit = (timepoint: Timepoint): string => (timepoint.visitName ? `${timepoint.label}, ${timepoint.visitName}` : timepoint.label);

function continueAt(subject: SubjectCase, timepoint: Timepoint): NextAction {
  const open = lesionsToAssess(subject, timepoint);
  const names = open.slice(0, 3).map((lesion) => lesion.label).join(', ');
  return { kind: 'continue', text: `Continue ${timepoint.label}`, detail: `${names}${open.length > 3 ? ' …' : ''} open`, timepointId: timepoint.id };
}

function confirmIt(result: SubjectResult | null): NextAction | null {
  if (!result?.progression) return null;
  return { kind: 'confirm', text: 'Confirm progression', detail: result.progression.date, timepointId: null };
}

function waitFor(subject: SubjectCase): NextAction {
  const waiting = subject.timepoints.find((timepoint) => readingStatus(subject, timepoint) === 'noImages');
  if (!waiting) return { kind: subject.timepoints.length > 0 ? 'nothing' : 'waitForImages', text: subject.timepoints.length > 0 ? 'Read to date' : 'No images', detail: '', timepointId: null };
  return { kind: 'waitForImages', text: `No images for ${waiting.label}`, detail: waiting.plannedDate ? `planned ${waiting.plannedDate}` : '', timepointId: waiting.id };
}

/** What to do next for a subject: finish what was begun, read what has images, confirm a progression, else wait. */
export function nextAction(subject: SubjectCase, result: SubjectResult | null): NextAction {
  const begun = subject.timepoints.find((timepoint) => readingStatus(subject, timepoint) === 'inProgress');
  if (begun) return continueAt(subject, begun);
  const ready = subject.timepoints.find((timepoint) => readingStatus(subject, timepoint) === 'toRead');
  if (ready) return { kind: 'read', text: `Read ${inVisit(ready)}`, detail: `${ready.series.length} series`, timepointId: ready.id };
  return confirmIt(result) ?? waitFor(subject);
}
