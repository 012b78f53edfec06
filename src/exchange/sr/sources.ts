/** Which images a report refers to, with their headers. */
import { calipersOf, signOffOf, type Caliper, type Timepoint } from '../../casefile/index.ts';
import type { ExportPorts, ExportRead, ExportStudy, ExportSubject, ImageHeader } from '../model.ts';
import type { ImageReference } from './content.ts';
import { referenceTo, type ReportSource } from './report.ts';

/** Timepoints of a read that get a report: what is signed, or with the scope `all` whatever was recorded on images. */
export const reported = (study: ExportStudy, read: ExportRead): readonly Timepoint[] => read.case.timepoints.filter((timepoint) =>
  timepoint.series.length > 0 && (signOffOf(read.case, timepoint.id).state === 'signed' || (study.scope.reads === 'all' && read.case.lesions.some(({ id }) => read.case.assessments[id]?.[timepoint.id] !== undefined))));

/** Every calliper of the timepoint, table order. */
const calipersAt = (read: ExportRead, timepoint: Timepoint): readonly Caliper[] => read.case.lesions.flatMap((lesion) => calipersOf(read.case.assessments[lesion.id]?.[timepoint.id]));

/**
 * The report is filed under the DICOM study that most of the timepoint was drawn in. Images nothing was drawn on stand for a timepoint without a calliper.
 * Null: none of its images is in this database. Errors: those of the ports.
 */
export async function reportSource(study: ExportStudy, subject: ExportSubject, read: ExportRead, timepoint: Timepoint, ports: ExportPorts): Promise<{ readonly source: ReportSource; readonly references: readonly ImageReference[] } | null> {
  const headers = new Map<string, ImageHeader>();
  const references = new Map<string, ImageReference>();
  const counts = new Map<string, number>();
  const refer = async (seriesId: Caliper['seriesId'], sopInstanceUid: string | null, frameNumber: number): Promise<void> => {
    const header = (sopInstanceUid === null ? undefined : headers.get(sopInstanceUid)) ?? await ports.image(seriesId, sopInstanceUid);
    if (!header) return;
    headers.set(header.sopInstanceUid, header);
    references.set(`${header.sopInstanceUid}/${frameNumber}`, referenceTo(header, frameNumber));
    counts.set(header.studyUid, (counts.get(header.studyUid) ?? 0) + 1);
  };
  for (const { seriesId, sopInstanceUid, frameNumber } of calipersAt(read, timepoint)) await refer(seriesId, sopInstanceUid, frameNumber);
  const [first] = timepoint.series;
  if (references.size === 0 && first) await refer(first.id, null, 1);
  const [busiest] = [...counts].sort(([, one], [, other]) => other - one);
  const home = [...headers.values()].find(({ studyUid }) => studyUid === busiest?.[0]);
  return home ? { source: { study, subject, read, timepoint, headers, home }, references: [...references.values()] } : null;
}
