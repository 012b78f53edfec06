import type { WorklistRow } from '../../../src/api/wire.ts';
import { readingStatus, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';

/** The timepoint to read when none was named: the first that is begun or has images to read, else the last with images, else the first. */
export function timepointToRead(subject: SubjectCase): Timepoint | undefined {
  const inOrder = [...subject.timepoints].sort((a, b) => a.index - b.index);
  const open = inOrder.find((timepoint) => ['toRead', 'inProgress'].includes(readingStatus(subject, timepoint)));
  return open ?? inOrder.filter((timepoint) => timepoint.series.length > 0).at(-1) ?? inOrder[0];
}

/** The subject to read when none was named: the first that has something to read, else the first with images. */
export function subjectToRead(rows: readonly WorklistRow[]): WorklistRow | undefined {
  return rows.find((row) => row.next.kind === 'continue') ?? rows.find((row) => row.next.kind === 'read') ?? rows.find((row) => row.cells.some((cell) => cell.status !== 'noImages'));
}
